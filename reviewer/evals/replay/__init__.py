"""One decision, replayed: what was read, what was found and what nearly was, and why each rule spoke or kept silent."""

from reviewer.evals.replay.replay import Replay, replay

__all__ = ["Replay", "replay"]
