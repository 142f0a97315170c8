"""From what a user chose to a critic: which model, by which way, with which cache."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from reviewer.asking import Model
from reviewer.cache import MODES, Cache, CacheMode
from reviewer.cache import cache_folder as own_folder
from reviewer.critique.critic import Critic
from reviewer.critique.desk import Desk
from reviewer.critique.drive import Answers
from reviewer.critique.flow import Patience
from reviewer.errors import SettingsError, nearest
from reviewer.guidelines import Guideline
from reviewer.models import GuidelineId
from reviewer.providers.address import is_loopback

__all__ = ["hire"]


def hire(
    model: str | Model,
    *,
    base_url: str | None = None,
    parameters: Mapping[str, Any] | None = None,
    cache: CacheMode = "on",
    cache_folder: Path | None = None,
    keep_days: int = 30,
    local_pseudonyms: bool = True,
    deadline: float = 90.0,
    max_cost: float | None = None,
    max_calls: int | None = None,
    warn: Callable[[str], None] | None = None,
    guidelines: Mapping[GuidelineId, Guideline] | None = None,
    desk: Desk | None = None,
) -> Critic:
    """A critic that reads with this model; with a desk of others, they share its budget.

    Raises:
        SettingsError: the model's name, its address or the mode of the cache cannot be used.
    """
    if cache not in MODES:
        raise SettingsError(f"the cache mode cannot be {cache!r}; {nearest(str(cache), MODES)}")
    if isinstance(model, str):
        from reviewer.providers.choose import model_named

        model = model_named(model, base_url, parameters=parameters)
    own: Answers | None = getattr(model, "answers", None)  # a recorded model brings what was recorded
    return Critic(
        model,
        answers=own or Cache(cache_folder or own_folder(), mode=cache, keep_days=keep_days, warn=warn),
        replay=cache == "replay" and own is None,
        pseudonyms=local_pseudonyms or model.base_url is None or not is_loopback(model.base_url),
        patience=Patience(deadline=deadline, per_call=deadline * 2 / 3),
        guidelines=guidelines,
        desk=desk or Desk(max_cost=max_cost, max_calls=max_calls),
    )
