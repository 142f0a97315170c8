"""What a person reads."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Literal

import pytest

from reviewer.models import Draft, Finding, NotJudged, Review
from reviewer.render import plain, print_in_colour, report, without_quotes
from reviewer.render.cells import cells


def rendered(review: Review, draft: Draft, *, width: int = 80, quotes: bool = True, assumed: tuple[str, ...] = ()) -> str:
    return plain(list(report(review, draft, width=width, quotes=quotes, assumed=assumed)))


def test_a_report_says_what_is_wrong_where_why_and_what_to_do(review: Review, draft: Draft) -> None:
    """The verdict first, then the draft with the words marked, the finding beside its number, and what was not judged."""
    assert (
        rendered(review, draft, assumed=("the channel is email",))
        == """\
wait: the right message on the wrong day.
First good day: Saturday, 7 November 2026.
Assumed: the channel is email

  | Dear Dana,
  |
1 | Thank you again. Is there any news on a decision yet?
                              ^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  | Sam

1  too-soon (certain)
   This asks early.
   Instead: Wait until Saturday.
   Facts: 2 days
   Source: "A Document", A Section, paragraph 2; the exact line is ours
   [too-soon/some-rule]

Judged: too-soon, dishonesty
Not judged: too-familiar, impatience (not for a social post)

What would help me judge
  stage: It decides how long to wait.
"""
    )


def test_an_all_clear_in_a_language_that_is_not_known_says_how_little_it_is(clean: Review, draft: Draft) -> None:
    """Silence is never approval."""
    unread = NotJudged(guideline="dishonesty", why="the draft does not seem to be written in English")
    told = rendered(clean.model_copy(update={"judged": ("too-familiar",), "not_judged": (unread,)}), draft)
    assert told.startswith("send: nothing that could be judged stands in the way; more is not known.\n")


@pytest.mark.parametrize(("certainty", "rule"), [("certain", "too-soon/some-rule"), ("likely", "too-familiar/some-rule")])
def test_the_command_line_says_once_how_a_finding_is_accepted(
    certainty: Literal["certain", "likely"], rule: str, review: Review, draft: Draft, make_finding: Callable[..., Finding]
) -> None:
    """On the finding that may most easily be mistaken; other faces have no such option, and a clean draft needs none."""
    other = make_finding("Sam", guideline="too-familiar").model_copy(update={"certainty": certainty})
    found = review.model_copy(update={"findings": (*review.findings, other)})

    def option(field: str) -> str:
        return f"--{field}"

    told = plain(list(report(found, draft, option_of=option)))
    assert told.endswith("\n\nWhat would help me judge\n  --stage: It decides how long to wait.\n")
    assert told.count("You know better?") == 1
    assert f'\n\nYou know better? --accept "{rule}:REASON"\n\nJudged' in told
    assert "You know better?" not in plain(list(report(found, draft)))
    assert "You know better?" not in plain(list(report(review.model_copy(update={"findings": ()}), draft, option_of=option)))


def test_a_clean_draft_gets_an_all_clear_that_lists_what_was_judged(clean: Review, draft: Draft) -> None:
    """Silence is never approval."""
    assert (
        rendered(clean, draft)
        == """\
send: nothing here stands in the way.

Judged: too-soon, dishonesty
Not judged: too-familiar (not for a social post)
"""
    )


def test_an_all_clear_that_rests_on_too_little_says_so(clean: Review, review: Review, draft: Draft) -> None:
    """Unknown facts make the approval smaller."""
    doubtful = clean.model_copy(update={"unknowns": review.unknowns})
    assert rendered(doubtful, draft).startswith("send: nothing that could be judged stands in the way; more is not known.\n")


def test_without_quotes_no_word_of_the_draft_is_shown(review: Review, draft: Draft) -> None:
    """The place of the words stands where the words would."""
    shown = rendered(without_quotes(review, draft), draft, quotes=False)
    assert "   Where: characters 39 to 64 of the text\n" in shown
    assert not [words for words in ("Dana", "any news", "Thank you") if words in shown]


def test_quotations_inside_a_message_are_emptied_too(draft: Draft, review: Review, make_finding: Callable[..., Finding]) -> None:
    """A fact may name the words that it found; a quotation from elsewhere stays."""
    finding = make_finding("any news").model_copy(update={"facts": ('the draft says "any news"', 'you told us "phone_screen"')})
    private = without_quotes(review.model_copy(update={"findings": (finding,)}), draft).findings[0]
    assert private.facts == ('the draft says "..."', 'you told us "phone_screen"')
    assert private.span is not None
    assert (private.span.start, private.span.quote) == (draft.text.index("any news"), "")


@pytest.mark.parametrize("width", [40, 80])
def test_no_line_is_wider_than_the_terminal(width: int, review: Review, make_finding: Callable[..., Finding]) -> None:
    """Long paragraphs, wide characters and emoji are wrapped by the columns that they take."""
    text = "\u6625\u79cb " * 60 + "any news \U0001f600\U0001f600 " + "word " * 80
    wide = review.model_copy(update={"findings": (make_finding("any news \U0001f600\U0001f600", text=text),)})
    lines = rendered(wide, Draft(channel="email", text=text), width=width).splitlines()
    assert max(map(cells, lines)) <= width
    assert "^" * cells("news \U0001f600") in "".join(lines)


def test_of_a_long_draft_only_the_sentences_at_fault_are_shown(review: Review, make_finding: Callable[..., Finding]) -> None:
    """What lies between is left out, and the gap is shown."""
    text = "Plain words here. " * 100 + "Is there any news yet? " + "More plain words. " * 100
    shown = rendered(review.model_copy(update={"findings": (make_finding("any news", text=text),)}), Draft(channel="email", text=text))
    assert (
        """
  | ...
1 | Is there any news yet?
             ^^^^^^^^
  | ...
"""
        in shown
    )
    assert "plain words" not in shown.lower()


def test_findings_on_the_same_line_share_its_margin(review: Review, draft: Draft, make_finding: Callable[..., Finding]) -> None:
    """Each number is found in the list below."""
    two = (make_finding("Is there any news"), make_finding("a decision", guideline="impatience"))
    shown = rendered(review.model_copy(update={"findings": two}), draft)
    assert (
        """
1,2 | Thank you again. Is there any news on a decision yet?
                       ^^^^^^^^^^^^^^^^^    ^^^^^^^^^^
"""
        in shown
    )


def test_a_terminal_shows_the_words_underlined_and_the_same_text(review: Review, draft: Draft) -> None:
    """Colour adds nothing but styles: without them the text is the plain one."""
    out = io.StringIO()
    print_in_colour(list(report(review, draft)), out)
    shown = out.getvalue()
    assert "\x1b[1;4many news on a decision yet\x1b[0m" in shown
    bare = "\n".join(line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", shown).splitlines())
    assert bare == "\n".join(line for line in rendered(review, draft).splitlines() if set(line) - {" ", "^"} or not line)


def test_an_escape_sequence_in_a_draft_stays_words(review: Review, make_finding: Callable[..., Finding]) -> None:
    """A draft cannot steer the terminal that shows it."""
    text = "\x1b]0;owned\x07 any news \x1b[31m"
    out = io.StringIO()
    print_in_colour(
        list(report(review.model_copy(update={"findings": (make_finding("any news", text=text),)}), Draft(channel="email", text=text))), out
    )
    assert "\x1b]0" not in out.getvalue()
    assert "\x1b[31m" not in out.getvalue()


def test_rendering_time_grows_with_the_length_only(review: Review, make_finding: Callable[..., Finding]) -> None:
    """A hostile draft of one repeated word, every one of them marked, still renders."""
    text = "x " * 25_000
    finding = make_finding("x", text=text)
    assert finding.span is not None
    many = tuple(
        finding.model_copy(update={"span": finding.span.model_copy(update={"start": n * 2, "end": n * 2 + 1})}) for n in range(2_000)
    )
    shown = rendered(review.model_copy(update={"findings": many}), Draft(channel="email", text=text))
    assert shown.count("too-soon (certain)") == 2_000
