"""The reviewer over HTTP: `create_app(Desk(...))` makes the app, `running.serve` runs it. Needs the extra `serve`."""

from reviewer.service.options import Bench, Door, Limits

__all__ = ["Bench", "Door", "Limits"]
