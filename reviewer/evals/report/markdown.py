"""A run as Markdown for a pull request: what got worse first, then the figures, then what is not right, folded away.

It stays short enough for a comment; no word of a draft is taken for markup, a mention or a reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from reviewer.evals.records import Change, Comparison, Measures, Run
from reviewer.evals.report.beside import Table, tables
from reviewer.evals.report.figures import RATES, interval, many, percent
from reviewer.evals.report.misses import Miss, misses
from reviewer.evals.report.passages import Piece
from reviewer.models import VERDICTS
from reviewer.render.markdown import escaped

__all__ = ["render"]

_MOST: Final = 60_000
"""A comment on GitHub holds 65,536 characters."""
_NAMED: Final = 30
"""So many cases of one kind are named."""
_AROUND: Final = 80
_REFERENCE: Final = re.compile(r"\\?#")


def render(run: Run) -> str:
    """The whole report; of the cases that are not right, as many as a comment holds."""
    text = "\n".join(_document(run)) + "\n"
    for column in run.measures:
        told = misses(run, column.judge)
        if told:
            text += _folded_misses(told, _of(run, column.judge), (_MOST - len(text)))
    return text


def _document(run: Run) -> Iterator[str]:
    overall = run.measures[0].overall
    yield f"## Audit: {overall.right:,} of {many(overall.cases, 'draft')} judged right"
    yield from _gates(run)
    if run.comparison is not None:
        yield from _comparison(run.comparison)
    if len(run.measures) > 1:
        yield from _side_by_side(run)
    for table in tables(run):
        yield from _table(table)
    for measures in run.measures:
        of = _of(run, measures.judge)
        yield from _overall(measures, of)
        yield from _guidelines(measures, of)
        yield from _verdicts(measures, of)
    yield from _made(run)


def _gates(run: Run) -> Iterator[str]:
    if run.gates:
        yield ""
    for gate in run.gates:
        word = "not judged" if gate.passed is None else "passed" if gate.passed else "FAILED"
        yield f"- **{word}:** {_safe(gate.told)}"


def _comparison(comparison: Comparison) -> Iterator[str]:
    yield f"\n### Against {_safe(comparison.baseline)}\n"
    counts = (
        ("newly failing", comparison.newly_failing),
        ("failing worse", comparison.worse),
        ("fixed", comparison.fixed),
        ("still failing", comparison.still_failing),
        ("not judged then or now", comparison.unjudged),
        ("new", comparison.new),
        ("removed", comparison.removed),
        ("changed draft", comparison.changed_draft),
        ("changed label", comparison.changed_label),
    )
    yield ", ".join(f"**{len(of_them)} {label}**" if n < 3 else f"{len(of_them)} {label}" for n, (label, of_them) in enumerate(counts))
    yield from _changes("Newly failing", comparison.newly_failing)
    yield from _changes("Failing worse", comparison.worse)
    yield from _changes("Fixed", comparison.fixed)
    for one in comparison.flips:
        if one.regression:
            where = one.guideline or "all guidelines together"
            yield f"\n**Beyond chance:** {where} got worse in {many(one.worse, 'case')} and better in {one.better} (p = {one.p:.2g})."
    if comparison.f1_difference is not None:
        value, low, high = (100 * part for part in comparison.f1_difference)
        yield f"\nF1 {value:+.1f} points ({low:+.1f} to {high:+.1f}) over {many(comparison.compared, 'case')} with equal drafts and labels."


def _changes(title: str, changes: Sequence[Change]) -> Iterator[str]:
    if changes:
        yield f"\n{title}:\n"
    for change in changes[:_NAMED]:
        yield f"- **{_safe(change.case)}**: {change.told()}"
    if len(changes) > _NAMED:
        yield f"- and {many(len(changes) - _NAMED, 'case')} more"


def _side_by_side(run: Run) -> Iterator[str]:
    yield "\n### Side by side\n"
    yield f"| | {' | '.join(_safe(one.judge) for one in run.measures)} |\n| --- |{' ---: |' * len(run.measures)}"
    for name, title, _ in RATES:
        figures = [getattr(one.overall, name) for one in run.measures]
        yield f"| {title} | {' | '.join(f'{percent(figure.value)} ({interval(figure)})' for figure in figures)} |"


def _table(table: Table) -> Iterator[str]:
    """One table, folded away unless it is short; a long one is cut."""
    short = table.id in ("models", "agreement", "trend")
    yield f"\n### {_safe(table.title)}\n" if short else f"\n<details><summary>{escaped(table.title)}</summary>\n"
    if table.told:
        yield f"{_safe(table.told)}\n"
    if table.rows:
        yield f"| {' | '.join(map(_safe, table.head))} |\n|{' --- |' * len(table.head)}"
    yield from (f"| {' | '.join(map(_safe, row))} |" for row in table.rows[:_NAMED])
    if len(table.rows) > _NAMED:
        yield f"\n- and {len(table.rows) - _NAMED} more; `--format html` shows them all"
    if table.notes:
        yield ""
    yield from (f"- {_safe(note)}" for note in table.notes[:_NAMED])
    if not short:
        yield "\n</details>"


def _overall(measures: Measures, of: str) -> Iterator[str]:
    yield f"\n### Figures{of}\n"
    yield "| | value | 95% | count |\n| --- | ---: | ---: | ---: |"
    figures = [(title, getattr(measures.overall, name)) for name, title, _ in RATES]
    figures += [(f"Precision where {one.certainty}", one.precision) for one in measures.certainty]
    labelled = (("Labelled words pointed at", measures.evidence_found), ("Findings on labelled words", measures.evidence_precision))
    figures += [(title, figure) for title, figure in (*labelled, ("Minimal pairs, both right", measures.pairs)) if figure.of]
    for title, figure in figures:
        excluded = f" (excludes {figure.excluded})" if figure.excluded else ""
        yield f"| {title} | {percent(figure.value)} | {interval(figure)} | {figure.n:,} of {figure.of:,}{excluded} |"
    overall = measures.overall
    yield f"\n{overall.right:,} right, {overall.wrong:,} wrong, {overall.abstained:,} abstained, {overall.error:,} in error"


def _guidelines(measures: Measures, of: str) -> Iterator[str]:
    yield f"\n### Guidelines{of}\n"
    yield "| | F1 | 95% | precision | recall | hit | missed | extra |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for one in measures.guidelines:
        figures = f"{percent(one.f1.value)} | {interval(one.f1)} | {percent(one.precision.value)} | {percent(one.recall.value)}"
        yield f"| {one.guideline} | {figures} | {one.hit} | {one.missed} | {one.extra} |"


def _verdicts(measures: Measures, of: str) -> Iterator[str]:
    cells = {(cell.expected, cell.given): cell.cases for cell in measures.confusion}
    yield f"\n<details><summary>Verdicts{of}: right in the rows, given in the columns</summary>\n"
    yield f"| | {' | '.join(VERDICTS)} |\n| --- |{' ---: |' * len(VERDICTS)}"
    for right in VERDICTS:
        row = (f"**{cells[right, given]}**" if right == given else str(cells[right, given]) for given in VERDICTS)
        yield f"| {right} | {' | '.join(row)} |"
    yield "\n</details>"


def _made(run: Run) -> Iterator[str]:
    for record in run.judges:
        made = record.fingerprint
        told = f"reviewer {made.reviewer}, rules {made.rules.removeprefix('sha256:')[:12]}" if made else "of unknown make"
        cases = f"{many(len(run.cases), 'case')} {run.cases_hash.removeprefix('sha256:')[:12]}"
        yield f"\n<sub>{_safe(record.name)}: {told}; {cases}</sub>"


def _folded_misses(told: Sequence[Miss], of: str, room: int) -> str:
    """As many cases as there is room for, in one fold; the others are counted."""
    text, shown = f"\n<details><summary>{len(told)} not right{of}</summary>\n\n", 0
    for miss in told:
        entry = "\n".join(_miss(miss)) + "\n"
        if len(text) + len(entry) > room - 200:
            break
        text, shown = text + entry, shown + 1
    if shown < len(told):
        text += f"- and {many(len(told) - shown, 'case')} more; `--format html` shows them all\n"
    return f"{text}\n</details>\n"


def _miss(miss: Miss) -> Iterator[str]:
    result = miss.result
    parts = [f"missed **{name}**" for name in result.missed] + [f"extra **{name}**" for name in result.extra]
    parts += [f"{result.verdict} instead of {' or '.join(result.right_verdicts)}"] if result.verdict_right is False else []
    parts += [f"{result.outcome}: {_safe(result.why)}"] if result.why is not None else []
    change = f" ({miss.change})" if miss.change else ""
    yield f"- **{_safe(miss.case.id)}**{change}, {_safe(miss.case.place)}: {'; '.join(parts)}"
    for quotation in (*_quotations(miss.subject), *_quotations(miss.text)):
        yield f"  > {quotation}\n"
    for one in miss.said:
        if one.fate == "extra":
            yield f"  - {one.finding.guideline}: {_safe(one.finding.message)} ({_safe(one.finding.rule)})"
    yield from (f"  - {one.guideline}: {_safe('; '.join(one.reasons))}" for one in miss.silences)
    yield from (f"  - doubtful label: {_safe(doubt)}" for doubt in miss.doubts)
    if miss.case.note:
        yield f"  - label: {_safe(miss.case.note)}"


def _quotations(pieces: Sequence[Piece]) -> Iterator[str]:
    """The words that are extra or labelled, strong, with a little of what stands around them."""
    runs = [(told, "".join(piece.text for piece in group)) for told, group in groupby(pieces, _telling)]
    shown = list[str]()
    for n, (told, text) in enumerate(runs):
        if told:
            shown.append(_strong(text))
        elif 0 < n < len(runs) - 1 and len(text) <= _AROUND:
            shown.append(_apart(text))
        else:
            if shown:
                yield "".join((*shown, _apart(text if len(text) <= _AROUND else text[:_AROUND].rpartition(" ")[0]))).strip()
            shown = [_apart(text if len(text) <= _AROUND else text[-_AROUND:].partition(" ")[2])]
    if any(told for told, _ in runs[-1:]):
        yield "".join(shown).strip()


def _telling(piece: Piece) -> bool:
    return piece.fate == "extra" or piece.labelled


def _strong(words: str) -> str:
    return f"{' ' * words[:1].isspace()}**{_safe(words)}**{' ' * words[-1:].isspace()}" if words.strip() else " "


def _apart(words: str) -> str:
    return f"{' ' * words[:1].isspace()}{_safe(words)}{' ' * words[-1:].isspace()}" if words.strip() else " "


def _safe(text: str) -> str:
    return _REFERENCE.sub("&#35;", escaped(text))


def _of(run: Run, judge: str) -> str:
    return f": {_safe(judge)}" if len(run.judges) > 1 else ""
