"""Recordings: answers kept once, replayed to the byte without a model; stale ones named and not used, missing ones an error."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer.errors import InputError
from reviewer.evals.cases import CaseSet, hash_of
from reviewer.evals.readers import Reader, columns
from reviewer.evals.recordings import (
    Keeping,
    Recording,
    read_recording,
    record,
    recording_uses,
    replaying_readers,
    write_recording,
)
from reviewer.evals.records import Run
from reviewer.evals.run import run
from reviewer.models import Draft
from reviewer.testing import RecordedModel
from tests.evals.models import CASES, JOKE, by_words, guidelines, reader_of, rules


def recorded(file: Path, *, repeat: int = 1, permute: int = 0) -> Run:
    """A run with a scripted model, whose answers are then in the file."""
    reader, _ = reader_of(by_words, repeat=repeat, permute=permute)
    for critic in reader._critics.values():
        critic.answers = Keeping(critic.answers)
    made = run(CASES, [rules(), *columns(reader)])
    write_recording(record([reader], CASES.cases, guidelines(), how="by a script", today=dt.date(2026, 11, 22)), file)
    return made


def replay(*recordings: Recording, cases: CaseSet = CASES, repeat: int = 1, permute: int = 0) -> tuple[Run, tuple[Reader, ...]]:
    readers = replaying_readers(recordings, rules().reviewer, guidelines(), repeat=repeat, permute=permute)
    made = run(cases, [rules(), *(column for reader in readers for column in columns(reader))])
    return made.model_copy(update={"recordings": recording_uses(recordings, readers, cases.cases)}), readers


def test_a_replay_has_the_figures_of_the_run(tmp_path: Path) -> None:
    """Measures, flips and agreement are equal to the byte; two replays are equal in everything."""
    file = tmp_path / "some.jsonl"
    live = recorded(file, repeat=2, permute=1)
    first, _ = replay(read_recording(file), repeat=2, permute=1)
    again, _ = replay(read_recording(file), repeat=2, permute=1)
    assert first.model_dump_json() == again.model_dump_json()
    assert [one.model_dump_json() for one in first.measures] == [one.model_dump_json() for one in live.measures]
    assert (first.consistency, first.agreements) == (live.consistency, live.agreements)
    use = first.recordings[0]
    assert (use.answers, use.used, use.stale, use.missing) == (9, 9, (), ())
    assert (use.how, use.made_on) == (("by a script",), ("2026-11-22", "2026-11-22"))
    assert (first.models[0].cached, first.models[0].calls, first.models[0].cost_usd) == (3, 0, 0.0)


def test_a_line_tells_what_it_answers_and_holds_no_prompt(tmp_path: Path) -> None:
    """The raw text once, the hashes of all that it stands on, and where it comes from."""
    file = tmp_path / "some.jsonl"
    recorded(file)
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line["cases"][0]["id"] for line in lines] == ["joke", "thanks", "early"]
    assert set(lines[0]) == {"key", "cases", "sample", "order", "disguised", "asked", "made", "answer"}
    assert lines[0]["made"] == {"on": "2026-11-22", "how": "by a script"}
    assert (lines[0]["answer"]["about"]["model"], len(lines[0]["asked"])) == ("some/model", 9)
    assert JOKE in lines[0]["answer"]["text"]
    assert max(map(len, file.read_text(encoding="utf-8").splitlines())) < 4_000


def test_drafts_that_differ_in_names_alone_share_an_answer(tmp_path: Path) -> None:
    """It is written once, with every case that it answers."""
    twins = [
        CASES.cases[1].model_copy(update={"id": name, "draft": draft, "hash": hash_of(draft, CASES.cases[1].context)})
        for name in ("Dana", "Mira")
        for draft in (Draft(channel="email", text=f"Hi {name},\n\nThank you for the tour on Friday."),)
    ]
    reader, model = reader_of(by_words)
    reader._critics[reader.samples[0]].answers = Keeping(reader.critic.answers)
    run(CaseSet(tuple(twins), ()), columns(reader))
    (line,) = record([reader], twins, guidelines(), how="")
    assert ([id for id, _ in line.cases], len(model.calls)) == (["Dana", "Mira"], 1)


def test_what_has_become_stale_is_named_and_not_used(tmp_path: Path) -> None:
    """A changed draft, prompt or guideline asks another question; which of them it was is told, and the case is an error."""
    file = tmp_path / "some.jsonl"
    recorded(file)
    known = read_recording(file)
    changed = Draft(channel="email", text="Thank you for the tour on Monday.")
    thanks = CASES.cases[1].model_copy(update={"draft": changed, "hash": hash_of(changed, CASES.cases[1].context)})
    made, _ = replay(known, cases=CASES._replace(cases=(CASES.cases[0], thanks)))
    use = made.recordings[0]
    assert [(one.case, one.model, one.changed) for one in use.stale] == [("thanks", "some/model", ("case",))]
    assert (use.used, use.missing) == (1, ("thanks",))
    assert [(one.judge, one.outcome) for one in made.results if one.case == "thanks"] == [
        ("rules", "right"),
        ("some/model", "error"),
        ("rules + some/model", "error"),
    ]


@pytest.mark.parametrize("part", ["prompt", "guidelines"])
def test_another_prompt_or_wording_makes_every_answer_stale(tmp_path: Path, part: str) -> None:
    file = tmp_path / "some.jsonl"
    recorded(file)
    old = read_recording(file)
    lines = tuple(
        replace(line, key=f"old-{line.key}", answer={**line.answer, "about": {**line.about, part: "sha256:old"}}) for line in old.lines
    )
    made, _ = replay(Recording("old.jsonl", lines, {line.key: line for line in lines}))
    assert [(one.case, one.changed) for one in made.recordings[0].stale] == [(id, (part,)) for id in ("joke", "thanks", "early")]
    assert (made.recordings[0].used, made.models[0].unavailable) == (0, 3)


def test_a_case_that_was_never_recorded_is_missing(tmp_path: Path) -> None:
    """Nobody is asked instead."""
    file = tmp_path / "some.jsonl"
    recorded(file)
    known = read_recording(file)
    kept = tuple(line for line in known.lines if line.cases[0][0] != "joke")
    made, readers = replay(replace(known, lines=kept, by_key={line.key: line for line in kept}))
    assert (made.recordings[0].stale, made.recordings[0].missing) == ((), ("joke",))
    assert readers[0].critic.desk.spent.calls == 0


def test_a_recording_serves_the_tests_of_others_as_well(tmp_path: Path) -> None:
    """`RecordedModel` reads the same file."""
    file = tmp_path / "some.jsonl"
    recorded(file)
    model = RecordedModel(file)
    assert (model.name, len([key for key in read_recording(file).by_key if model.answers.get(key)])) == ("some/model", 3)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "holds no answer"),
        ("no json\n", "line 1: is no line of a recording"),
        ('{"key": "a", "answer": {"text": "b"}}\n', "line 1: is no line of a recording"),
    ],
)
def test_a_file_that_is_no_recording_is_refused(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "some.jsonl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=f"some.jsonl.* {told}.*make it anew with `reviewer eval record`"):
        read_recording(file)


def test_a_model_that_was_not_recorded_cannot_be_replayed(tmp_path: Path) -> None:
    file = tmp_path / "some.jsonl"
    recorded(file)
    with pytest.raises(InputError, match="`--model other/model` was not recorded; the recording holds some/model"):
        replaying_readers([read_recording(file)], rules().reviewer, guidelines(), models=["other/model"])
