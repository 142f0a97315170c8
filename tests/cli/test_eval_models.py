"""`reviewer eval` with models: run, record and replay, with a scripted model behind the name."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewer.asking import Call, Message
from reviewer.cli import main
from reviewer.testing import ScriptedModel
from reviewer.testing.scripted import answer_to
from tests.evals.models import CASES, by_words

Ran = tuple[int, str, str]
Run = Callable[..., Ran]
MODEL = "some/model"
TOGETHER = f"rules + {MODEL}"


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> ScriptedModel:
    """Whatever model is named, it is this one."""
    made = ScriptedModel(by_words, name=MODEL)
    monkeypatch.setattr("reviewer.providers.choose.model_named", lambda *args, **more: made)
    return made


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `reviewer eval` in an empty folder that holds the cases, with a cache of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REVIEWER_CACHE_FOLDER", str(tmp_path / "cache"))
    keys = ("id", "draft", "context", "expect")
    lines = [case.model_dump(mode="json", include=set(keys), exclude_none=True) for case in CASES.cases]
    Path("cases.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")

    def ran(*words: str) -> Ran:
        with pytest.raises(SystemExit) as stopped:
            main(["eval", *words, *(["--no-classifier"] if words[0] != "trace" else [])])
        gc.unfreeze()
        gc.enable()
        shown = capsys.readouterr()
        return int(stopped.value.code or 0), shown.out, shown.err

    return ran


def program(*words: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(words)
    gc.unfreeze()
    gc.enable()
    return int(stopped.value.code or 0)


def answered(request: Any) -> Any:
    """What a batch gives back for one of its requests, as the scripted model would answer it."""
    body = request["body"]
    messages = tuple(Message(one["role"], one["content"]) for one in body["messages"])
    call = Call(messages, body["response_format"]["json_schema"]["schema"], "json_schema", 1.0)
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": answer_to(call, by_words(call))}}
    return {"custom_id": request["custom_id"], "response": {"status_code": 200, "body": {"model": "reader", "choices": [choice]}}}


def report(name: str) -> Any:
    return json.loads(Path(name).read_text(encoding="utf-8"))


def test_run_shows_every_judge_in_a_column(run: Run, model: ScriptedModel) -> None:
    """What was asked and dropped, how far judges agree, and what is to be settled; the case without words keeps no gate from deciding."""
    code, shown, _ = run("run", "cases.jsonl", "--model", MODEL)
    assert code == 0
    for told in ("Judges", TOGETHER, "Models", "claims dropped", "dropped: not-found", "Agreement", "kappa", "To be settled"):
        assert told in shown
    assert len(model.calls) == 3


def test_record_then_replay_asks_nobody_and_gives_the_same_figures(run: Run, model: ScriptedModel) -> None:
    """Two replays are equal byte by byte; gates may be held against any column."""
    assert run("run", "cases.jsonl", "--model", MODEL, "--format", "json", "-o", "live.json")[0] == 0
    code, shown, _ = run("record", "cases.jsonl", "--model", MODEL, "-o", "some.jsonl", "--cache", "replay", "--how", "By hand.")
    assert (code, shown, len(model.calls)) == (0, "some.jsonl: 3 answers recorded\n", 3)
    asked = ("run", "cases.jsonl", "--replay", "some.jsonl", "--judge", TOGETHER, "--fail-under", "f1=0.9,quotes-dropped=0.6")
    assert run(*asked, "--format", "json", "-o", "one.json")[0] == 0
    assert run(*asked, "--format", "json", "-o", "two.json")[0] == 0
    assert Path("one.json").read_bytes() == Path("two.json").read_bytes()
    assert report("one.json")["measures"] == report("live.json")["measures"]
    assert [gate["passed"] for gate in report("one.json")["gates"]] == [True, True]
    assert len(model.calls) == 3


def test_a_gate_on_quotes_is_a_ceiling(run: Run, model: ScriptedModel) -> None:
    """Half of what this model quotes nobody wrote."""
    code, shown, _ = run("run", "cases.jsonl", "--model", MODEL, "--judge", MODEL, "--fail-under", "quotes-dropped=0.02")
    assert code == 1
    assert "quotes-dropped is 0.5000, at most 0.02 is asked for (1 of 2)" in " ".join(shown.split())


def test_a_miss_in_replay_is_an_error(run: Run, model: ScriptedModel) -> None:
    """Named with what has changed, and exit code 3 whatever the gates say."""
    run("record", "cases.jsonl", "--model", MODEL, "-o", "some.jsonl")
    text = Path("cases.jsonl").read_text(encoding="utf-8").replace("on Friday", "on Monday")
    Path("cases.jsonl").write_text(text, encoding="utf-8")
    code, shown, _ = run("run", "cases.jsonl", "--replay", "some.jsonl", "--fail-under", "f1=1")
    assert code == 3
    told = " ".join(shown.split())
    assert "3 answers" in told
    assert "2 used, 1 stale, 1 missing" in told
    assert "thanks some/model stale: another case" in told
    assert len(model.calls) == 3


def test_repeated_and_permuted_readings(run: Run, model: ScriptedModel) -> None:
    code, shown, _ = run("run", "cases.jsonl", "--model", MODEL, "--repeat", "2", "--permute", "1")
    assert (code, len(model.calls)) == (0, 9)
    assert f"Flips over samples: {TOGETHER}" in shown
    assert f"Flips over orders of the guidelines: {MODEL}" in shown


def test_a_budget_stops_the_asking_and_a_second_run_goes_on(run: Run, model: ScriptedModel) -> None:
    """Exit code 3 while some case has no answer; nothing is asked twice."""
    code, shown, _ = run("run", "cases.jsonl", "--model", MODEL, "--max-calls", "1")
    assert (code, len(model.calls)) == (3, 1)
    assert "all 1 calls that were allowed have been made" in " ".join(shown.split())
    assert run("run", "cases.jsonl", "--model", MODEL)[0] == 0
    assert len(model.calls) == 3


def test_record_writes_what_there_is(run: Run, model: ScriptedModel) -> None:
    """And says how much is lacking, and why."""
    code, shown, said = run("record", "cases.jsonl", "--model", MODEL, "-o", "some.jsonl", "--max-calls", "2")
    assert (code, shown) == (3, "some.jsonl: 2 answers recorded\n")
    assert "1 reading without an answer: " in said


def test_answers_to_exported_questions_become_a_recording(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Questions leave as a file, answers come back as one; with `--cache replay` nobody is asked."""
    name = "local/reader"
    monkeypatch.setenv("REVIEWER_BASE_URL", "http://127.0.0.1:9/v1")
    assert program("critique", "export", "cases.jsonl", "--model", name, "--no-classifier", "-o", "questions.jsonl") == 0
    answers = [answered(json.loads(line)) for line in Path("questions.jsonl").read_text(encoding="utf-8").splitlines()]
    Path("answers.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in answers), encoding="utf-8")
    assert program("critique", "import", "answers.jsonl") == 0
    capsys.readouterr()
    code, shown, _ = run("record", "cases.jsonl", "--model", name, "--cache", "replay", "-o", "some.jsonl", "--how", "Read by one person.")
    assert (code, shown) == (0, "some.jsonl: 3 answers recorded\n")
    assert run("run", "cases.jsonl", "--replay", "some.jsonl", "--format", "json", "-o", "one.json")[0] == 0
    made = report("one.json")
    assert made["recordings"][0]["how"] == ["Read by one person."]
    assert [one["found"] for one in made["results"] if one["judge"] == name] == [["impatience"], [], [], []]


def test_the_trend_leads_from_earlier_reports_to_now(run: Run, model: ScriptedModel) -> None:
    run("run", "cases.jsonl", "--format", "json", "-o", "monday.json")
    code, shown, _ = run("run", "cases.jsonl", "--model", MODEL, "--history", "monday.json", "--format", "markdown")
    assert code == 0
    assert "### Trend" in shown
    assert "| rules, F1 |" in shown
    assert "monday" in shown
    code, page, _ = run("run", "cases.jsonl", "--history", "monday.json", "--format", "html")
    assert 'class="trend"' in page


def test_forms_may_be_tried_on_a_model(run: Run, model: ScriptedModel) -> None:
    """Verdict by verdict, with intervals."""
    code, shown, _ = run("forms", "cases.jsonl", "--model", MODEL, "--edit", "lower-case", "--format", "json")
    made = json.loads(shown)
    assert (code, made["judge"]["name"]) == (0, TOGETHER)
    assert [one["verdict"] for one in made["verdicts"]] == ["send", "revise", "wait", "do-not-send"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("run", "--repeat", "2"), "`--repeat` needs a model"),
        (("run", "--max-cost", "1"), "`--max-cost` needs a model"),
        (("run", "--replay", "none.jsonl"), "none.jsonl: cannot be read"),
        (("run", "--reviews", "some.jsonl", "--model", MODEL), "`--reviews` scores what lies in a file"),
        (("run", "--history", "cases.jsonl"), "cases.jsonl: is no report of an audit"),
        (("record", "-o", "some.jsonl"), "`eval record` needs a model"),
        (("forms", "--alone"), "`--alone` needs a model"),
    ],
)
def test_wrong_use_is_told_in_one_sentence(run: Run, model: ScriptedModel, words: tuple[str, ...], told: str) -> None:
    code, _, said = run(words[0], "cases.jsonl", *words[1:])
    assert code == 2
    assert told in said
    assert model.calls == []


def test_trace_lists_what_stands_on_a_changed_wording(run: Run, model: ScriptedModel) -> None:
    """Cases, recordings and cached answers; only with `--strict` it is a failure."""
    run("record", "cases.jsonl", "--model", MODEL, "-o", "some.jsonl")
    old = Path("some.jsonl").read_text(encoding="utf-8")
    digest = json.loads(old.splitlines()[0])["asked"]["impatience"]
    Path("some.jsonl").write_text(old.replace(digest, "0" * 12), encoding="utf-8")
    accepted = run("trace", "cases.jsonl", "--accept", "standing.json", "--recording", "some.jsonl", "--format", "json")
    drift = json.loads(accepted[1])["drift"]
    assert (drift["guidelines"], drift["cached"]) == ([], 0)
    assert drift["recordings"] == [{"file": "some.jsonl", "answers": 3, "because": ["impatience"], "cases": ["joke", "thanks", "early"]}]
    standing = Path("standing.json").read_text(encoding="utf-8").replace(digest, "1" * 12)
    Path("standing.json").write_text(standing, encoding="utf-8")
    asked = ("trace", "cases.jsonl", "--standing", "standing.json", "--recording", "some.jsonl", "--cached")
    code, shown, _ = run(*asked)
    assert code == 0
    told = " ".join(shown.split())
    assert "Guidelines whose wording has changed since it was accepted: impatience" in told
    assert "1 case labelled under another wording: joke" in told
    assert "some.jsonl: 3 cases of 3 answers stand on another impatience" in told
    assert run(*asked, "--strict")[0] == 1
