"""From a name to a way to reach that model; nothing heavy is imported before it is asked."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Final

from reviewer.asking import Model
from reviewer.errors import SettingsError
from reviewer.providers.address import checked
from reviewer.providers.compatible import CompatibleModel
from reviewer.providers.litellm import LiteLLMModel

__all__ = ["LOCAL", "LOCAL_KEY", "PARAMETERS", "model_named"]

LOCAL: Final = "local/"
"""Before the name of a model on a server of one's own."""
LOCAL_KEY: Final = "LOCAL_API_KEY"
"""The environment variable with the key for such a server, if it wants one."""

PARAMETERS: Final[Mapping[str, Any]] = {"temperature": 0, "max_tokens": 4096, "seed": 1}
"""Sent with each question, unless others are given: as steady an answer as the model can give, and an end to it."""


def model_named(
    name: str, base_url: str | None = None, *, parameters: Mapping[str, Any] | None = None, environ: Mapping[str, str] | None = None
) -> Model:
    """The model of this name: `local/NAME` by plain HTTP at `base_url`, any other through LiteLLM.

    Args:
        name: as given to `--model`.
        base_url: of the server; needed for `local/NAME` alone.
        parameters: laid over the usual ones; None takes one away.
        environ: where a key for `local/NAME` is looked for.

    Raises:
        SettingsError: the name or the address cannot be used.
    """
    name = name.strip()
    if not name or not name.isprintable() or " " in name or name.endswith("/"):
        raise SettingsError("the model must be named as `provider/NAME`, or as `local/NAME` with a base URL")
    address = None if base_url is None else checked(base_url)
    sent = {key: value for key, value in {**PARAMETERS, **(parameters or {})}.items() if value is not None}
    if not name.startswith(LOCAL):
        return LiteLLMModel(name, base_url=address, parameters=sent)
    if address is None:
        raise SettingsError(f"`{name}` needs the address of its server: give a base URL such as `http://127.0.0.1:8080/v1`")
    key = (os.environ if environ is None else environ).get(LOCAL_KEY)
    return CompatibleModel(name, model=name.removeprefix(LOCAL), base_url=address, parameters=sent, api_key=key)
