"""Judges and models side by side, in every form of report."""

from __future__ import annotations

import re

import pytest

from reviewer.evals.history import read_past
from reviewer.evals.readers import columns
from reviewer.evals.readings import Past, PastScores, RecordingUse, Stale
from reviewer.evals.records import Run
from reviewer.evals.report import forms
from reviewer.evals.report.beside import tables, trends
from reviewer.evals.run import run
from tests.evals.models import CASES, by_words, reader_of, rules


@pytest.fixture(scope="module")
def several() -> Run:
    """Rules and a model that wavers, a recording of which something is stale, and two earlier runs, one over other cases."""

    def moody(call: object) -> object:
        return by_words(call) if getattr(call, "sample", 0) == 0 else []  # type: ignore[arg-type]

    reader, _ = reader_of(moody, repeat=2)
    made = run(CASES, [rules(), *columns(reader)])
    scores = tuple(PastScores(judge=one.judge, overall=one.overall) for one in made.measures)
    past = Past(name="monday|x", reviewer="0", cases_hash=made.cases_hash, scores=scores)
    stale = Stale(case="early", model="some/model", changed=("prompt",))
    used = RecordingUse(file="r.jsonl", answers=3, used=2, stale=(stale,), missing=("early", "joke"), how=("By <b>.",), made_on=("1", "2"))
    return made.model_copy(update={"history": (past.model_copy(update={"cases_hash": "other"}), past), "recordings": (used,)})


def test_each_table_is_as_wide_as_its_head(several: Run) -> None:
    made = list(tables(several))
    assert [table.id for table in made] == [
        "models",
        "flips-sample",
        "flips-sample",
        "agreement",
        "agreement-guidelines",
        "queue",
        "recording",
        "trend",
    ]
    assert {len(row) - len(table.head) for table in made for row in table.rows} == {0}


def test_the_queue_says_what_each_judge_said(several: Run) -> None:
    (queue,) = [table for table in tables(several) if table.id == "queue"]
    assert queue.head == ("case", "labels", "rules", "some/model", "rules + some/model")
    assert ("early", "too-soon", "wait: too-soon", "send", "wait: too-soon") in queue.rows


def test_flips_are_told_with_interval_and_case(several: Run) -> None:
    table = [table for table in tables(several) if table.id == "flips-sample"][1]
    assert table.title == "Flips over samples: rules + some/model"
    assert table.rows[0][0] == "all cases"
    assert re.fullmatch(r"\d+\.\d\u2013\d+\.\d", table.rows[0][2])
    assert table.notes == ("revise became send in 1 reading", "joke: revise, send (impatience)")


def test_a_stale_answer_is_told_once(several: Run) -> None:
    (table,) = [table for table in tables(several) if table.id == "recording"]
    assert table.rows == (("early", "some/model", "stale: another prompt"), ("joke", "", "missing"))
    assert table.told == "r.jsonl: 3 answers, made 1 to 2; 2 used, 1 stale, 2 missing. How: By <b>."


def test_a_trend_marks_runs_over_other_cases(several: Run) -> None:
    first = trends(several)[0]
    assert (first.judge, first.title) == ("rules", "F1")
    assert [(point.run, point.comparable) for point in first.points] == [("monday|x", False), ("monday|x", True), ("now", True)]


def test_every_form_of_report_shows_every_table(several: Run) -> None:
    """And no words are taken for markup: a bar in a name splits no cell, a tag in a reason is shown as it stands."""
    for form in ("text", "markdown", "html"):
        shown = forms.render(several, form)
        for table in tables(several):
            assert table.title.split(":")[0] in shown, (form, table.title)
    markdown, page = forms.render(several, "markdown"), forms.render(several, "html")
    assert r"monday\|x" in markdown
    assert "<b>" not in markdown
    assert "By &lt;b&gt;." in page
    assert page.count('<svg class="trend"') == 12
    assert forms.render(several, "html") == page
    assert Run.model_validate_json(forms.render(several, "json")) == several


def test_an_earlier_report_is_read_for_its_figures_alone(several: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("past") / "tuesday.json"
    file.write_text(forms.render(several, "json"), encoding="utf-8")
    past = read_past(file)
    assert (past.name, past.cases_hash, [one.judge for one in past.scores]) == (
        "tuesday",
        several.cases_hash,
        ["rules", "some/model", "rules + some/model"],
    )
