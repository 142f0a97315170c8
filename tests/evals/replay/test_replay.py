"""One decision, replayed: what was found, what nearly was, and why each rule spoke or kept silent."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewer import Reviewer
from reviewer.evals.replay import Replay, replay
from reviewer.evals.replay.report import json_of, lines
from reviewer.render.lines import plain

Make = Callable[..., Any]
TEXT = """\
Dear Ms Vale,

Have you decided yet? We never asked about zebras.

Kind regards,
Ana Reeve

On Tue, 3 Mar 2026, X wrote:
> hey buddy"""
EARLY = {"stage": "phone_screen", "interviewed_on": "2026-11-02", "sending_on": "2026-11-04"}
ACTS = """\
act: own
about: For a test.
detectors:
  - name: guarded
    any: [asked about zebras]
    guards: [negated]
    flags: [I asked about zebras.]
    passes: [I never asked about zebras.]
  - name: needs-more
    any: [about zebras]
    with: [giraffe]
    flags: [about zebras and a giraffe]
    passes: [about zebras]
  - name: taken-away
    any: [zebras]
    unless: [never asked]
    flags: [Zebras!]
    passes: [We never asked about zebras.]
  - name: elsewhere
    any: [asked]
    zones: [subject]
    channels: [phone]
    flags: [{text: asked, channel: phone}]
    passes: [nothing]
"""


@pytest.fixture(scope="module")
def reviewer(tmp_path_factory: pytest.TempPathFactory) -> Reviewer:
    """The project's rules, and a few detectors that nearly fire."""
    folder: Path = tmp_path_factory.mktemp("rules")
    (folder / "acts").mkdir()
    (folder / "acts" / "own.yaml").write_text(ACTS, encoding="utf-8")
    return Reviewer(rule_folders=[folder])


@pytest.fixture(scope="module")
def told(case: Make, reviewer: Reviewer) -> Replay:
    """A question that comes too early, above a quoted reply."""
    return replay(case("a", ["too-soon", "impatience"], text=TEXT, context=EARLY), reviewer)


def test_a_replay_judges_as_a_review_does(told: Replay, reviewer: Reviewer) -> None:
    """And holds it against the labels."""
    assert told.review == reviewer.review(told.case.draft, told.case.context, id="a")
    assert (told.result.outcome, told.result.hit, told.result.missed) == ("wrong", ("too-soon",), ("impatience",))


def test_the_map_shows_where_everything_stands(told: Replay) -> None:
    """Offsets point into the draft as given, and what is not the writer's is shown as such."""
    assert all(TEXT[one.place.start : one.place.end] == one.place.quote for one in told.sentences)
    assert [one.zone for one in told.sentences] == ["greeting", "body", "body", "sign_off", "sign_off"]
    assert [(block.kind, block.judged) for block in told.blocks] == [("own", True), ("quoted", False)]


def test_an_act_names_the_detector_that_fired(told: Replay) -> None:
    """With its words."""
    assert any(act.detector.startswith("ask-outcome/") and "decided" in act.place.quote for act in told.acts if act.sentence == 1)


def test_a_detector_that_nearly_fired_says_what_took_the_match_away(told: Replay) -> None:
    """A guard, a word that is missing, one that is too many, and a place where it does not look."""
    near = {one.detector: one.why for one in told.near if one.act == "own"}
    assert near == {
        "own/guarded": ("the guard `negated`",),
        "own/needs-more": ("`with`: nothing of it in the sentence",),
        "own/taken-away": ('`unless`: "never asked" stands in the sentence',),
        "own/elsewhere": ("not looked for in email", "not looked for in the zone body"),
    }


def test_facts_come_with_their_arithmetic(told: Replay) -> None:
    """And those not known with what is missing."""
    facts = {fact.name: fact for fact in told.facts}
    assert facts["too-early"].facts[-1] == "2 days; the window opens on day 5"
    assert facts["two-sent"].missing == ("follow_ups",)
    assert facts["sent-lately"].missing == ("follow_ups",), "the day of sending is given"
    assert "asking is fair from 2026-11-07" in told.calendar


def test_only_what_was_not_given_is_not_known(case: Make, reviewer: Reviewer) -> None:
    """A fact that is given and does not apply leaves nothing open."""
    given = {"interviewed_on": "2026-11-02", "sending_on": "2026-11-04", "follow_ups": [], "other_offer": False}
    page = plain(list(lines(replay(case("a", text=TEXT, context=given), reviewer))))
    unknown = page.partition("not known:")[2].partition(", so these are open")[0]
    assert not {"sending_on", "interviewed_on", "follow_ups", "other_offer"} & set(unknown.replace(",", " ").split())


def test_a_date_without_its_year_waits_for_the_day_of_sending(case: Make, reviewer: Reviewer) -> None:
    """And says so."""
    page = plain(list(lines(replay(case("a", text="You said that you would write by the 30th."), reviewer))))
    assert '30th" is open without the day of sending\n' in page


def test_a_finding_names_its_words_and_who_saw_them(told: Replay) -> None:
    """So that a rule leads to the detector to be mended."""
    rule = next(one for one in told.rules if one.rule == "too-soon/before-the-window")
    assert rule.words is not None
    assert (rule.words.quote in TEXT, {one.partition("/")[0] for one in rule.seen_by}) == (True, {"ask-outcome"})
    assert f'      "{rule.words.quote}" (ask-outcome/' in plain(list(lines(told)))


def test_each_rule_tells_how_it_ended(told: Replay) -> None:
    """A silent one names what would have to change."""
    rules = {one.rule: one for one in told.rules}
    assert rules["too-soon/before-the-window"].ending == "finding"
    assert rules["too-soon/interview-ahead"].why == ("not so: `interview-ahead`, the interview has not been held",)
    assert "not known, for want of follow_ups" in rules["too-many-follow-ups/third"].why[0]


def test_what_is_not_judged_says_why(case: Make, reviewer: Reviewer) -> None:
    """As the review does."""
    post = replay(case("a", channel="social_post", text="Some companies never answer."), reviewer)
    assert {one.why for one in post.rules if one.guideline == "too-soon"} == {("not for a social post",)}


def test_a_page_reads_within_eighty_columns(told: Replay) -> None:
    """From the labels to the versions."""
    page = plain(list(lines(told)))
    assert page.startswith("a: wrong\n")
    assert "Missed: impatience\n" in page
    assert f"  case {told.case.hash}\n" in page
    assert max(map(len, page.splitlines())) <= 80


def test_a_replay_as_json_holds_every_part(told: Replay) -> None:
    """Version first; the words of the draft once where they stand."""
    record = json.loads(json_of(told))
    assert list(record)[:3] == ["version", "case", "review"]
    assert set(record) >= {"result", "blocks", "sentences", "acts", "near", "calendar", "read", "facts", "rules"}
    assert record["review"]["fingerprint"]["rules"].startswith("sha256:")
