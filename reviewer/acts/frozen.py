"""Detectors as plain JSON and back: checked once when rules are compiled, built without ado at every start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from reviewer.acts.detectors import Balance, Conditions, Detector, Learned, Near, Pair, Pan, Phrase, Surface, Weigh

_KINDS: Final[Mapping[str, type[Phrase | Near | Weigh | Balance | Learned | Surface]]] = {
    kind.__name__: kind for kind in (Phrase, Near, Weigh, Balance, Learned, Surface)
}


def freeze(detector: Detector) -> dict[str, Any]:
    """Give a detector as JSON can hold it."""
    assert isinstance(detector, Phrase | Near | Weigh | Balance | Learned | Surface)
    return {"kind": type(detector).__name__, **{name: _plain(value) for name, value in detector._asdict().items()}}


def _plain(value: Any) -> Any:
    if isinstance(value, Conditions):
        return {name: _plain(part) for name, part in value._asdict().items()}
    if isinstance(value, frozenset):
        return sorted(value)
    return dict(value) if isinstance(value, Mapping) else value


def thaw(row: Mapping[str, Any]) -> Detector:
    """Build the detector that `freeze` gave; the row is trusted."""
    fields = dict(row)
    kind = _KINDS[fields.pop("kind")]
    conditions = fields["conditions"]
    fields["conditions"] = Conditions(
        frozenset(conditions["channels"]),
        frozenset(conditions["zones"]),
        frozenset(conditions["voices"]),
        tuple(conditions["guards"]),
        conditions["wanted"],
        conditions["unwanted"],
        conditions["witness"],
    )
    if kind is Balance:
        fields["pans"] = tuple(Pan(*pan) for pan in fields["pans"])
        fields["pairs"] = tuple(Pair((parts[0], parts[1]), reach, weight) for parts, reach, weight in fields["pairs"])
        fields["plain"], fields["spoken"] = frozenset(fields["plain"]), frozenset(fields["spoken"])
    return kind(**fields)
