"""The review as a whole: equal input, equal output; the words of others and invisible signs change nothing."""

from __future__ import annotations

import asyncio
import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer import Context, Draft, Review, Reviewer, review, review_async
from reviewer.models import CHANNELS

INVISIBLE = "\u200b\u200c\u200d\ufeff\u2060\u00ad"
EARLY = Context(stage="phone_screen", interviewed_on=dt.date(2026, 11, 2), sending_on=dt.date(2026, 11, 4))
ASKING = "Dear Ms Lee,\n\nThank you for your time. Could you tell me whether a decision has been made?\n\nKind regards,\nAna Pop"
THANKING = "Dear Ms Lee,\n\nThank you for your time. I enjoyed the tour of the press room.\n\nKind regards,\nAna Pop"
DRAFTS = [
    Draft(channel="email", text=ASKING),
    Draft(channel="email", text=THANKING),
    Draft(channel="email", text="Hey buddy!! any news on the job?? 🎉"),
    Draft(channel="social_post", text="Four rounds, a slide deck, and not one word since June. Avoid this company."),
    Draft(channel="text", text="I need an answer today or I will take the other job."),
]


def test_a_question_before_its_time_waits_for_the_first_good_day() -> None:
    result = review(DRAFTS[0], EARLY)
    (finding,) = result.findings
    assert (result.verdict, result.first_good_day) == ("wait", dt.date(2026, 11, 7))
    assert (finding.guideline, finding.rule, finding.certainty) == ("too-soon", "too-soon/before-the-window", "certain")
    assert finding.span is not None
    assert ASKING[finding.span.start : finding.span.end] == finding.span.quote
    assert finding.facts == ("interviewed 2026-11-02", "sending 2026-11-04", "2 days; the window opens on day 5")


def test_plain_thanks_may_be_sent_on_any_day() -> None:
    result = review(DRAFTS[1], EARLY)
    assert (result.verdict, result.findings, result.first_good_day) == ("send", (), None)


def test_the_same_question_is_right_when_the_window_opens() -> None:
    on_time = EARLY.model_copy(update={"sending_on": dt.date(2026, 11, 7)})
    assert review(DRAFTS[0], on_time).verdict == "send"


def test_the_json_holds_the_promised_keys_in_order() -> None:
    written = review(DRAFTS[0], EARLY).model_dump(mode="json")
    assert list(written) == [
        "version", "id", "verdict", "first_good_day", "findings", "notes", "accepted", "unknowns", "judged", "not_judged", "critique",
        "fingerprint",
    ]  # fmt: skip
    assert list(written["findings"][0]["span"]) == ["in", "start", "end", "quote"]
    assert written["critique"]["status"] == "off"


def test_a_review_read_back_is_the_same() -> None:
    result = review(DRAFTS[0], EARLY)
    assert Review.model_validate_json(result.model_dump_json()) == result


@pytest.mark.parametrize("draft", DRAFTS)
def test_equal_input_gives_byte_equal_output(draft: Draft) -> None:
    assert Reviewer().review(draft, EARLY).model_dump_json() == review(draft, EARLY).model_dump_json()


def test_a_reviewer_is_shared_between_threads() -> None:
    reviewer = Reviewer()
    alone = [reviewer.review(draft, EARLY) for draft in DRAFTS]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda n: reviewer.review(DRAFTS[n % len(DRAFTS)], EARLY), range(40)))
    assert together == alone * 8


def test_the_async_door_says_the_same() -> None:
    assert asyncio.run(review_async(DRAFTS[0], EARLY)) == review(DRAFTS[0], EARLY)


def verdict(draft: Draft, text: str) -> tuple[str, list[str]]:
    result = review(draft.model_copy(update={"text": text}), EARLY)
    return result.verdict, sorted({finding.guideline for finding in result.findings})


@pytest.mark.parametrize("draft", DRAFTS)
@pytest.mark.parametrize(
    "tail",
    [
        "\n\n> I need an answer today!!\n> Any news, buddy? 🎉",
        "\n\nOn Mon, 2 Nov 2026 at 10:01, Ruth Lee <ruth@example.org> wrote:\n> Hey!! add me on LinkedIn, love xx\n",
        "\n\n-- \nAna Pop\n+44 20 7946 0000\nhttps://linkedin.com/in/anapop",
    ],
)
def test_the_words_of_others_and_signatures_change_no_verdict(draft: Draft, tail: str) -> None:
    if draft.channel != "social_post":
        assert verdict(draft, draft.text + tail) == verdict(draft, draft.text)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(DRAFTS), st.lists(st.tuples(st.integers(0, 300), st.sampled_from(INVISIBLE)), max_size=6))
def test_invisible_characters_change_no_verdict(draft: Draft, signs: list[tuple[int, str]]) -> None:
    text = draft.text
    for place, sign in signs:
        place %= len(text) + 1
        text = text[:place] + sign + text[place:]
    assert verdict(draft, text) == verdict(draft, draft.text)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CHANNELS), st.text(min_size=1, max_size=200), st.text(max_size=40))
def test_every_span_points_into_the_string_as_given(channel: str, text: str, subject: str) -> None:
    """Whatever is typed is reviewed, and every quote is really there."""
    if not text.strip():
        return
    draft = Draft.model_validate({"channel": channel, "text": text, "subject": subject})
    result = review(draft, EARLY)
    for finding in (*result.findings, *result.notes):
        if finding.span:
            whole = text if finding.span.in_ == "text" else subject
            assert whole[finding.span.start : finding.span.end] == finding.span.quote
    assert len(result.judged) + len(result.not_judged) == 9


def test_every_guideline_is_either_judged_or_excused() -> None:
    hired = review(DRAFTS[0], Context(process="hired"))
    assert hired.judged == ("public-venting", "dishonesty")
    assert {n.why for n in hired.not_judged} == {"after the hiring only dishonesty and public venting are judged"}


def test_what_would_change_the_verdict_is_asked_for() -> None:
    assert [unknown.field for unknown in review(DRAFTS[0]).unknowns][:2] == ["follow_ups", "recipient.connection"]
