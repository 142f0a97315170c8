"""Makes a recording: every answer of a reader, once, in the order of the cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from reviewer.evals.readers import Entry, Reader, Variant
from reviewer.evals.recordings.lines import Line, Made
from reviewer.evals.records import Case
from reviewer.evals.standing import text_hash
from reviewer.guidelines import Guideline
from reviewer.models import GuidelineId

if TYPE_CHECKING:
    from reviewer.critique.drive import Answers

__all__ = ["HOW", "Keeping", "record"]

HOW: Final = "asked of the model by `reviewer eval record`, or found in the cache of the machine that recorded it"
_KEPT: Final = ("text", "finish", "mode", "model", "tokens", "cost_usd", "seconds", "about")


class Keeping:
    """A store that also remembers what was put into it, for where the cache itself is not read."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._new: dict[str, Mapping[str, Any]] = {}

    def get(self, key: str) -> Mapping[str, Any] | None:
        """What is there, or was put there by this run."""
        return self._answers.get(key) or self._new.get(key)

    def put(self, key: str, entry: Mapping[str, Any]) -> None:
        """Keep it in both."""
        self._new[key] = dict(entry)
        self._answers.put(key, entry)


def record(
    readers: Sequence[Reader],
    cases: Sequence[Case],
    guidelines: Mapping[GuidelineId, Guideline],
    *,
    how: str = HOW,
    today: dt.date | None = None,
) -> tuple[Line, ...]:
    """Every answer that the readers have, an equal question once; what was not answered is not in it."""
    lines: dict[str, Line] = {}
    for reader in readers:
        for variant in reader.variants:
            for case in cases:
                known = reader.known(case, variant)
                if known is None or known.entry is None:
                    continue
                line = _line(reader, variant, case, known.entry, guidelines, how, today)
                same = lines.get(line.key)
                lines[line.key] = line if same is None else replace(same, cases=(*same.cases, *line.cases))
    return tuple(lines.values())


def _line(
    reader: Reader,
    variant: Variant,
    case: Case,
    entry: Entry,
    guidelines: Mapping[GuidelineId, Guideline],
    how: str,
    today: dt.date | None,
) -> Line:
    return Line(
        key=entry.key,
        cases=((case.id, case.hash),),
        sample=variant.sample,
        order=variant.order,
        disguised=reader.critic.disguises,
        asked={name: text_hash(guidelines[name]) for name in entry.asked},
        made=Made(_day(entry.kept, today).isoformat(), how),
        answer={name: entry.kept[name] for name in _KEPT if name in entry.kept},
    )


def _day(kept: Mapping[str, Any], today: dt.date | None) -> dt.date:
    created = kept.get("created")
    if isinstance(created, int | float):
        return dt.datetime.fromtimestamp(created, dt.UTC).date()
    return today or dt.datetime.now(dt.UTC).date()
