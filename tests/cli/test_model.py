"""The command line with a language model: a server on this machine stands for it."""

from __future__ import annotations

import json
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

import reviewer
from reviewer.reviews import Reviewer
from reviewer.testing import says
from tests.cli.answering import completion, serving
from tests.cli.conftest import Ran, Run

TEXT = "Dear Ms Okonjo, thank you for Tuesday. I trust that the ferry will forgive my shoes. Kind regards, Marit Vale"
JOKE = says("too-familiar", "the ferry will forgive my shoes", message="This jokes along.", instead="Leave the shoes out.")
RIDES = ("tram", "bus", "bicycle", "train", "taxi")
DEAD = "http://127.0.0.1:9/v1"


@pytest.fixture
def run(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """With the true rules, and a cache folder of its own."""
    monkeypatch.setattr(reviewer, "Reviewer", partial(_reviewer))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setenv("REVIEWER_CACHE_FOLDER", str(tmp_path / "cache"))
    return run


@cache
def _rules() -> Reviewer:
    return Reviewer(classifier=False)


def _reviewer(*, rule_folders: tuple[Path, ...] = (), classifier: bool = True, **asking: Any) -> Reviewer:
    """A reviewer whose rules were loaded once for all tests."""
    from copy import copy

    from reviewer.critique.hiring import hire

    made = copy(_rules())
    made.critic = hire(asking.pop("model"), **asking) if asking else None
    return made


def _check(run: Run, address: str, *more: str) -> Ran:
    return run("check", "--text", TEXT, "--model", "local/small", "--base-url", address, "--format", "json", *more)


def test_a_model_reads_the_draft_as_well(run: Run) -> None:
    """Standard output holds the review and nothing else."""
    with serving([JOKE]) as served:
        ran = _check(run, served.address)
    review = json.loads(ran.out)
    assert (ran.code, ran.out.count("\n"), review["verdict"]) == (1, 1, "revise")
    assert [(finding["rule"], finding["found_by"]) for finding in review["findings"]] == [("too-familiar/model", ["model"])]
    assert {name: review["critique"][name] for name in ("status", "model", "model_returned", "cached", "attempts", "tokens")} == {
        "status": "done",
        "model": "local/small",
        "model_returned": "small",
        "cached": False,
        "attempts": 1,
        "tokens": {"prompt": 10, "completion": 5, "total": 15},
    }
    assert "Okonjo" not in json.dumps(served.bodies)
    assert served.bodies[0]["max_tokens"] == 4096


def test_the_answer_is_kept_and_the_server_may_go(run: Run) -> None:
    with serving([JOKE]) as served:
        first = json.loads(_check(run, served.address).out)
    again = json.loads(_check(run, served.address, "--require-model").out)
    assert (again["critique"]["cached"], again["findings"]) == (True, first["findings"])
    assert json.loads(_check(run, served.address, "--cache", "off").out)["critique"]["status"] == "unavailable"


def test_a_model_that_the_settings_name_is_told(run: Run, tmp_path: Path) -> None:
    """Nobody's letter is sent by a file that they have forgotten, or never seen; an empty name leaves the model out."""
    (tmp_path / "reviewer.toml").write_text(f'model = "local/small"\nbase_url = "{DEAD}"\n', encoding="utf-8")
    told = f"assumed: `local/small` reads it too, as {tmp_path / 'reviewer.toml'} says (`--model ''` leaves it out)\n"
    assert told in run("check", "--text", TEXT, "--format", "json").err
    without = run("check", "--text", TEXT, "--format", "json", "--model", "")
    assert (json.loads(without.out)["critique"]["status"], "reads it too" in without.err) == ("off", False)


def test_a_model_that_cannot_answer_never_stops_a_review(run: Run) -> None:
    """The exit code is that of the rules; 3 only where the model was required, and the review is shown all the same."""
    ran, required = _check(run, DEAD), _check(run, DEAD, "--require-model")
    assert (ran.code, required.code) == (0, 3)
    for each in (ran, required):
        review = json.loads(each.out)
        assert (review["verdict"], review["critique"]["status"]) == ("send", "unavailable")
        assert "server" in review["critique"]["reason"]


@pytest.mark.parametrize("format", ["text", "markdown"])
def test_people_are_told_who_found_what_and_what_the_model_came_to(run: Run, format: str) -> None:
    with serving([JOKE]) as served:
        shown = run("check", "--text", TEXT, "--model", "local/small", "--base-url", served.address, "--format", format).out
    words = " ".join(shown.replace("**", "").split())
    assert "found by the model" in words
    assert "Model: local/small, asked once" in words
    told = run("check", "--text", TEXT, "--model", "local/small", "--base-url", DEAD, "--cache", "off", "--format", format).out
    assert "Model: local/small, unavailable" in " ".join(told.replace("**", "").split())


def test_the_request_can_be_seen_before_anything_is_sent(run: Run) -> None:
    """It is made for this once, with names replaced, and no server is needed."""
    ran = _check(run, DEAD, "--show-request")
    shown = json.loads(ran.out)
    assert (ran.code, shown["model"], shown["base_url"], shown["body"]["model"]) == (0, "local/small", DEAD, "small")
    assert "the ferry will forgive my shoes" in shown["body"]["messages"][-1]["content"]
    assert [word for word in ("Okonjo", "Marit", "Vale") if word in ran.out] == []
    assert shown["body"]["response_format"]["type"] == "json_schema"


@pytest.mark.parametrize("option", ["--require-model", "--show-request"])
def test_an_option_of_the_model_needs_a_model(run: Run, option: str) -> None:
    ran = run("check", "--text", TEXT, option)
    assert (ran.code, ran.err) == (2, f"error: `{option}` needs a model; name one with `--model`\n")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--model", "local/x"), "needs the address of its server"),
        (("--model", "local/x", "--base-url", "http://me:secret@host/v1"), "must hold no user name"),
        (("--cache", "of"), "`--cache` cannot be 'of'; did you mean `off`?"),
    ],
)
def test_a_model_that_cannot_be_named_is_one_sentence(run: Run, options: tuple[str, ...], said: str) -> None:
    ran = run("check", "--text", TEXT, *options)
    assert (ran.code, ran.out, said in ran.err, "me:secret" in ran.err) == (2, "", True, False)


def _lines(folder: Path, count: int) -> Path:
    source = folder / "in.jsonl"
    drafts = [{"id": n, "draft": {"channel": "email", "text": f"{TEXT} I came by {RIDES[n % 5]}."}} for n in range(count)]
    source.write_text("".join(json.dumps(draft) + "\n" for draft in drafts), encoding="utf-8")
    return source


def _batch(run: Run, folder: Path, address: str, *more: str, count: int = 12) -> tuple[Ran, list[dict[str, Any]]]:
    out = folder / "out.jsonl"
    ran = run("batch", str(_lines(folder, count)), "-o", str(out), "--model", "local/small", "--base-url", address, *more)
    return ran, [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_a_batch_asks_each_question_once_and_keeps_the_order(run: Run, tmp_path: Path) -> None:
    """Five questions among twelve drafts; what was spent is told at the end."""
    with serving([JOKE]) as served:
        ran, reviews = _batch(run, tmp_path, served.address, "--concurrency", "4")
    assert (ran.code, [review["id"] for review in reviews], len(served.bodies)) == (0, list(range(12)), 5)
    assert {review["verdict"] for review in reviews} == {"revise"}
    assert ran.err == "model: 5 asked, 7 cached, 0 failed, cost unknown\n"


def test_a_batch_keeps_to_its_number_of_calls(run: Run, tmp_path: Path) -> None:
    """What lies beyond is reviewed by the rules, and says why."""
    with serving() as served:
        ran, reviews = _batch(run, tmp_path, served.address, "--concurrency", "1", "--max-calls", "2", "--require-model", count=4)
    assert (ran.code, len(served.bodies)) == (3, 2)
    assert [review["critique"]["status"] for review in reviews] == ["done", "done", "unavailable", "unavailable"]
    assert "--max-calls" in ran.err


def test_the_cache_tells_what_it_holds_and_can_be_emptied(run: Run, tmp_path: Path) -> None:
    assert "Entries: 0" in run("cache", "info").out
    with serving() as served:
        _check(run, served.address)
    told = json.loads(run("cache", "info", "--format", "json").out)
    assert (told["folder"], told["entries"], told["keep_days"]) == (str(tmp_path / "cache"), 1, 30)
    assert run("cache", "prune", "--days", "1").out == "0 answers erased\n"
    assert run("cache", "prune", "--days", "0").out == "1 answer erased\n"
    assert run("cache", "clear").out == "0 answers erased\n"


def test_forgetting_leaves_nothing(run: Run, tmp_path: Path) -> None:
    with serving() as served:
        _check(run, served.address)
    assert run("forget").out == f"erased: {tmp_path / 'cache'}\n"
    assert not (tmp_path / "cache").exists()
    assert run("forget").out == "there was nothing to forget\n"


def test_questions_leave_as_a_file_and_answers_come_back(run: Run, tmp_path: Path) -> None:
    """Then the review is whole without any network, in the writer's own names."""
    requests, answers = tmp_path / "requests.jsonl", tmp_path / "answers.jsonl"
    cases = tmp_path / "cases.jsonl"
    cases.write_text(json.dumps({"id": "a", "draft": {"channel": "email", "text": TEXT}, "expect": []}) + "\n", encoding="utf-8")
    model = ("--model", "openai/some-model")
    exported = run("critique", "export", str(cases), "-o", str(requests), *model)
    assert (exported.code, exported.err) == (0, "1 question written; 0 need not be asked\n")
    request = json.loads(requests.read_text(encoding="utf-8"))
    assert (request["method"], request["url"], request["body"]["model"]) == ("POST", "/v1/chat/completions", "some-model")
    assert "Okonjo" not in json.dumps(request)
    name = next(line.split("Ms ")[1].split(",")[0] for line in request["body"]["messages"][-1]["content"].splitlines() if "Dear Ms" in line)
    said = says("too-familiar", "the ferry will forgive my shoes", message=f"{name} may not laugh.")
    body = completion(request["body"], [said])
    rows = [{"custom_id": request["custom_id"], "response": {"status_code": 200, "body": body}, "error": None}]
    rows += [{"custom_id": request["custom_id"], "response": {"status_code": 500, "body": {}}}, {"custom_id": "strange"}]
    answers.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    imported = run("critique", "import", str(answers))
    assert imported.code == 2
    assert imported.err.splitlines() == [
        f"{answers}, line 2: was not answered; the provider reports status 500",
        f"{answers}, line 3: answers no question that was exported from this cache; export it again with the same cache",
        "1 answer kept; 2 could not be used",
    ]
    replayed = json.loads(run("batch", str(cases), "-o", "-", *model, "--cache", "replay").out)
    assert (replayed["critique"]["status"], replayed["critique"]["cached"]) == ("done", True)
    assert [finding["message"] for finding in replayed["findings"]] == ["Okonjo may not laugh."]
    again = run("critique", "export", str(cases), "-o", str(requests), *model)
    assert again.err == "0 questions written; 1 need not be asked\n"
