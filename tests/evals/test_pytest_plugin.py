"""The plugin for pytest: cases as tests, failures that a person can act on, and no cost where it is not used."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from reviewer.evals.judges import Abstained, Answer, Failed, RulesJudge
from reviewer.evals.records import Case
from reviewer.models import Finding, Fingerprint, Review, Source, Span

pytest_plugins = ("pytester",)

WORDS = "Any news"
TEXT = "Any news on whether you have picked somebody?"
EARLY: Mapping[str, Any] = {"stage": "phone_screen", "interviewed_on": "2026-09-14", "sending_on": "2026-09-16"}
GOOD: Mapping[str, Any] = {"id": "good", "draft": {"channel": "email", "text": "Thank you for your time on Monday."}, "expect": []}
RIGHT: Mapping[str, Any] = {"id": "right", "draft": {"channel": "email", "text": TEXT}, "context": EARLY, "expect": ["too-soon"]}
WRONG: Mapping[str, Any] = {**RIGHT, "id": "wrong", "expect": ["impatience"], "note": "why it was labelled so"}


def _cases(pytester: pytest.Pytester, *cases: Mapping[str, Any], name: str = "own.jsonl") -> None:
    (pytester.path / name).write_text("".join(f"{json.dumps(case)}\n" for case in cases), encoding="utf-8")


def _judge(self: RulesJudge, case: Case) -> Answer:
    """In the place of the rules: one phrase is too soon."""
    if "down" in case.tags:
        return Failed("the rules are down")
    if "foreign" in case.tags:
        return Abstained("not in English")
    at, words = case.draft.text.find(WORDS), WORDS
    finding = Finding(
        guideline="too-soon",
        rule="too-soon/word",
        certainty="certain",
        span=Span.model_validate({"in": "text", "start": max(at, 0), "end": at + len(words), "quote": words}),
        message="These words ask early.",
        instead="Wait.",
        source=Source(document="A Document", section="A Section", paragraph=1, basis="ours"),
    )
    return Review(
        verdict="send" if at < 0 else "wait",
        first_good_day=None,
        findings=() if at < 0 else (finding,),
        notes=(),
        unknowns=(),
        judged=("too-soon",),
        not_judged=(),
        fingerprint=Fingerprint(reviewer="0", rules="sha256:0"),
    )


@pytest.fixture
def app(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project with a suite of its own, run in this process with a judge that needs no rules."""
    monkeypatch.setattr(RulesJudge, "judge", _judge)
    return pytester


def _lines(result: pytest.RunResult, start: str, end: str) -> Sequence[str]:
    first = next(n for n, line in enumerate(result.outlines) if line.startswith(start))
    return [line.rstrip() for line in result.outlines[first : result.outlines.index(end, first) + 1]]


def test_a_suite_without_cases_pays_nothing(pytester: pytest.Pytester) -> None:
    """Neither the models nor the engine is imported, and nothing is collected."""
    pytester.makepyfile("import sys\ndef test_it(): assert [n for n in sys.modules if n in ('pydantic', 'reviewer.models', 'scipy')] == []")
    _cases(pytester, WRONG)
    pytester.runpytest_subprocess("-p", "no:hypothesispytest").assert_outcomes(passed=1)


def test_each_case_is_a_test(app: pytest.Pytester) -> None:
    """Under its id, beside the tests that are there anyway."""
    app.makepyfile("def test_it(): pass")
    _cases(app, GOOD, RIGHT)
    result = app.runpytest("-v", "--reviewer-cases", "own.jsonl")
    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(["own.jsonl::good PASSED*", "own.jsonl::right PASSED*", "*test_it PASSED*"])


def test_a_failure_reads_as_a_report_on_the_draft(app: pytest.Pytester) -> None:
    """What was missed and what is extra, the verdicts, the reason of the label, the facts, and the words at fault; no traceback."""
    _cases(app, WRONG)
    result = app.runpytest("--reviewer-cases", "own.jsonl")
    result.assert_outcomes(failed=1)
    assert _lines(result, "own.jsonl, line 1: wrong", "    ^^^^^^^^") == [
        "own.jsonl, line 1: wrong is not as labelled (missed impatience; extra too-soon)",
        "  missed: impatience: no rule spoke",
        "  extra: 1 too-soon [too-soon/word]: These words ask early.",
        "  verdict: wait; right is revise",
        "  label: why it was labelled so",
        "  context: stage phone screen; interviewed on 2026-09-14; sending on 2026-09-16",
        "  email:",
        "1 | Any news on whether you have picked somebody?",
        "    ^^^^^^^^",
    ]


def test_cases_are_chosen_by_guideline_channel_and_id(app: pytest.Pytester) -> None:
    """`-k` knows what a case is about."""
    _cases(app, GOOD, RIGHT)
    app.runpytest("--reviewer-cases", "own.jsonl", "-k", "too-soon").assert_outcomes(passed=1, deselected=1)


def test_folders_and_the_configuration_name_cases_too(app: pytest.Pytester) -> None:
    """A setting saves typing, a file that is named twice runs once."""
    app.mkdir("letters")
    _cases(app, GOOD, name="letters/a.jsonl")
    _cases(app, RIGHT, name="letters/b.jsonl")
    app.makeini("[pytest]\nreviewer_cases = letters")
    app.runpytest("--reviewer-cases", "letters/a.jsonl").assert_outcomes(passed=2)


def test_a_bad_case_file_is_one_sentence(app: pytest.Pytester) -> None:
    """File, line, key and way out; the run says that it could not collect."""
    _cases(app, {"id": "a", "draft": {"channel": "email", "text": "x"}})
    result = app.runpytest("--reviewer-cases", "own.jsonl")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*own.jsonl, line 1: `expect` is missing; list the guidelines that the draft violates*"])


def test_what_cannot_be_judged_is_an_error_and_no_failure(app: pytest.Pytester) -> None:
    """An outage says nothing about the draft; an abstention is a skip with its reason."""
    _cases(app, {**GOOD, "tags": ["down"]}, {**RIGHT, "tags": ["foreign"]})
    result = app.runpytest("--reviewer-cases", "own.jsonl", "-rs")
    result.assert_outcomes(errors=1, skipped=1)
    result.stdout.fnmatch_lines(["*good is not judged: the rules are down", "*not judged: not in English"])


def test_a_test_of_your_own_asserts_on_a_review(app: pytest.Pytester) -> None:
    """The fixture takes words, documents or models, gives the review, and fails as readably as a case does."""
    app.makepyfile(
        f"""
        import pytest
        from reviewer import Context, Draft

        TEXT, EARLY = {TEXT!r}, {dict(EARLY)!r}

        def test_words(assert_review):
            assert assert_review(TEXT, EARLY, expect=["too-soon"]).verdict == "wait"

        def test_models(assert_review):
            assert_review(Draft(channel="email", text=TEXT), Context.model_validate(EARLY), expect=["too-soon"])

        def test_allowed(assert_review):
            assert_review({{"channel": "email", "text": TEXT}}, EARLY, allow=["too-soon"])

        def test_a_review_of_your_own(assert_review):
            good = assert_review("Thank you.")
            with pytest.raises(AssertionError, match="missed too-soon"):
                assert_review(TEXT, EARLY, expect=["too-soon"], review=good)

        def test_fails(assert_review):
            assert_review(TEXT, EARLY)

        def test_cases(assert_review, reviewer_cases):
            assert [assert_review(case).verdict for case in reviewer_cases] == ["send", "wait"]
        """
    )
    _cases(app, GOOD, RIGHT)
    result = app.runpytest("--reviewer-cases", "own.jsonl")
    result.assert_outcomes(passed=7, failed=1)
    result.stdout.fnmatch_lines(["E*the draft is not as labelled (extra too-soon)"])


def test_rules_of_your_own_are_read(pytester: pytest.Pytester) -> None:
    """A folder that does not exist is named."""
    _cases(pytester, GOOD)
    result = pytester.runpytest("--reviewer-cases", "own.jsonl", "--reviewer-rules", "nowhere")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*nowhere*"])
