"""The draft as a whole: signs become numbers, weights make them a score, and the score may speak or cast doubt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

from reviewer import Context, Draft, Recipient, Reviewer
from reviewer.classifier import Weights
from reviewer.models import GuidelineId
from reviewer.rules import Evidence, Judgement, hold, reconsider, scope, weigh
from reviewer.rules.signs import OWN, signs, strongest

REVIEWER = Reviewer()
PLAIN = Draft(channel="email", text="Dear Ms Roos,\n\nThank you for the tour of the mill.\n\nKind regards,\nAda")
LIKELY = Draft(channel="email", text="Hey mate, save me a seat next to yours, I'm bringing the doughnuts.")
CERTAIN = Draft(channel="email", text="Could you tell me whether a decision has been made?")
EARLY = Context(stage="phone_screen", interviewed_on=dt.date(2026, 11, 2), sending_on=dt.date(2026, 11, 4))


def _weighed(draft: Draft, context: Context | None = None, *, whole: Mapping[str, Weights]) -> tuple[Evidence, Judgement]:
    evidence = REVIEWER.explain(draft, context)
    evidence.reading = evidence.reading._replace(whole=whole)
    judged, _ = scope(draft.channel, evidence.context, evidence.reading.frames)
    return evidence, weigh(hold(evidence, REVIEWER.rules, judged).values())


def _always(bias: float, *, speaks_from: float = 1.0, stands_from: float = -1.0) -> Weights:
    return Weights(bias, {}, speaks_from, stands_from)


def test_a_score_is_the_sum_of_weighed_signs() -> None:
    """A sign that is not there counts nothing, and so does one without a weight."""
    assert Weights(0.5, {"a": 2.0, "b": 9.0}, 1.0, 0.0).score({"a": 1.5, "c": 7.0}) == 3.5


@pytest.mark.parametrize("guideline", OWN)
def test_every_weight_of_the_card_belongs_to_a_sign(guideline: GuidelineId) -> None:
    """Weights learned from other signs than those that are read would mean nothing."""
    evidence = REVIEWER.explain(PLAIN)
    weights = evidence.reading.whole.get(guideline)
    assert weights is None or set(weights.weights) == set(signs(evidence, guideline))


def test_without_the_classifier_there_are_no_signs() -> None:
    evidence = Reviewer(classifier=False).explain(LIKELY, EARLY)
    assert signs(evidence, "impatience") == {}
    assert evidence.reading.whole == {}


def test_what_is_known_is_among_the_signs() -> None:
    """Days, people and the stage, each by its name."""
    known = Context(
        stage="offer",
        interviewed_on=dt.date(2026, 11, 2),
        sending_on=dt.date(2026, 11, 17),
        reply_promised_by=dt.date(2026, 11, 10),
        follow_ups=(dt.date(2026, 11, 12),),
        recipient=Recipient(role="recruiter", connection="met"),
    )
    found = signs(REVIEWER.explain(PLAIN, known), "cold-contact")
    said = {"days since the interview": 1.5, "long ago": 1, "promise past": 1, "follow-ups": 1, "at the offer": 1, "recruits": 1, "met": 1}
    assert {name: found[name] for name in said} == said
    assert found["nothing known"] == 0


def test_a_post_is_weighed_by_its_words() -> None:
    """Who is known, and how often they were written to, has nothing to do with a grievance."""
    known = Context(follow_ups=(dt.date(2026, 11, 12),), recipient=Recipient(role="recruiter", connection="none"), other_offer=False)
    post = Draft(channel="social_post", text=PLAIN.text)
    assert signs(REVIEWER.explain(post, known), "public-venting") == signs(REVIEWER.explain(post), "public-venting")


def test_the_whole_may_speak_where_no_rule_does() -> None:
    """It points at the sentence in which the act was heard most clearly."""
    draft = Draft(channel="email", text="It is the third week now that I explain to my landlord what the word shortly means.")
    evidence, _ = _weighed(draft, whole={"impatience": _always(2.0)})
    place = strongest(evidence, "impatience")
    rule = next(rule for rule in REVIEWER.rules if rule.id == "impatience/as-a-whole")
    found = rule.judge(evidence)
    assert place is not None
    assert found is not None
    assert found.span is not None
    assert (found.certainty, found.span.quote) == ("likely", evidence.reading.scans[place].sentence.text)


def test_the_whole_is_silent_below_its_bar() -> None:
    assert _weighed(PLAIN, whole={"impatience": _always(0.5)})[1].findings == ()


def test_the_whole_is_silent_where_no_sentence_is_heard_to_do_anything() -> None:
    """Days and people alone prove nothing."""
    assert _weighed(PLAIN, whole={"impatience": _always(9.0)})[1].findings == ()


def test_a_rule_of_the_caller_is_beyond_doubt() -> None:
    """The weights have learned nothing of it."""
    evidence, judgement = _weighed(LIKELY, whole={"too-familiar": _always(-2.0)})
    assert reconsider(evidence, judgement, {one.rule for one in judgement.findings}) == judgement


def test_doubt_makes_a_note_of_what_is_likely() -> None:
    """The words stay, and the verdict is free of them."""
    evidence, judgement = _weighed(LIKELY, whole={"too-familiar": _always(-2.0)})
    looked = reconsider(evidence, judgement)
    assert {one.certainty for one in judgement.findings} == {"likely"}
    assert (looked.verdict, looked.findings) == ("send", ())
    assert {(one.guideline, one.certainty) for one in looked.notes} == {("too-familiar", "hint")}


def test_what_is_certain_stands_in_spite_of_doubt() -> None:
    evidence, judgement = _weighed(CERTAIN, EARLY, whole={"too-soon": _always(-9.0)})
    assert reconsider(evidence, judgement) == judgement
    assert judgement.verdict == "wait"


def test_a_finding_of_the_whole_gives_way_to_one_that_points() -> None:
    """Two findings about the same thing would only repeat each other."""
    evidence, judgement = _weighed(LIKELY, whole={"too-familiar": _always(2.0)})
    looked = reconsider(evidence, judgement)
    assert "too-familiar/as-a-whole" not in {one.rule for one in looked.findings}
    assert looked.verdict == "revise"
