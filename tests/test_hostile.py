"""No text and no pattern makes a review slow: every pattern of the rules is pumped, and texts made to hurt are reviewed.

Bounds are in seconds of an idle processor and far above what is needed, so that only work that grows too fast breaks them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import cycle, islice
from typing import Final

import pytest

from reviewer import Context, Draft, Recipient, Reviewer, SalaryExpectation
from reviewer.acts import load
from reviewer.grammar import GIVEN, Cascade, build_index
from reviewer.grammar.pattern import Either, Gap, Maybe, Node, NotNext, PartRef, Run, Words, parse
from reviewer.ruledata import load_rule_data
from reviewer.text import Sentence, Token
from reviewer.text.sentences import MAX_TOKENS
from tests.pace import seconds

PATTERNS: Final[Mapping[str, tuple[str, ...]]] = {name: tuple(sources) for name, sources in load(load_rule_data()).patterns.items()}
REVIEWER: Final = Reviewer()
RULES: Final = Reviewer(classifier=False)
"""For what only patterns can make slow."""
KNOWN: Final = Context(
    stage="phone_screen",
    interviewed_on=dt.date(2026, 11, 2),
    sending_on=dt.date(2026, 11, 4),
    follow_ups=(dt.date(2026, 11, 3),),
    recipient=Recipient(role="recruiter", connection="met"),
    salary_expectation=SalaryExpectation(min=50_000, max=60_000, currency="EUR", period="year"),
)
"""With all of this known, no question of the review is left out."""

_PLACED: Final = "placed"
"""What every word of a pumped sentence says, so that its parts may stand anywhere."""
_PUMPED: Final = 2_000
"""Words of a draft that repeats what one pattern matches."""
_MOST_STEPS: Final = 5 * MAX_TOKENS**2
"""Room for a look-ahead within a look-ahead (`!!x`, "x must follow"), and for none within that."""
_FEW_STEPS: Final = 50
_ONE_PATTERN: Final = 0.2
_ONE_REVIEW: Final = 6.0
_SAID: Final = {"money": "£85k", "figure": "85", "date": "on 3 March", "duration": "two weeks", "count": "three", "percent": "10%"}
_TAGGED: Final = {"@number": "7", "@ordinal": "3rd", "@capital": "Lisbon", "@capitals": "NOW", "@emoji": "🎉", "@chat": "thx"}


parsed: Final = cache(parse)


def inside(node: Node) -> tuple[Node, ...]:
    """The elements that an element is made of."""
    match node:
        case Run(items):
            return items
        case Either(options):
            return options
        case Maybe(item) | NotNext(item):
            return (item,)
    return ()


def words_of(node: Node) -> frozenset[str]:
    """Every key that an element asks for."""
    return node.keys if isinstance(node, Words) else frozenset().union(*map(words_of, inside(node)))


def most_steps(node: Node) -> int:
    """How many steps one try of an element can take in the longest sentence: `!` looks ahead from every place on its own."""
    within = sum(map(most_steps, inside(node)))
    match node:
        case NotNext():
            return 1 + MAX_TOKENS * within
        case PartRef():
            return MAX_TOKENS
        case Gap(most):
            return most
    return 1 + within


def pumped(name: str, source: str) -> Callable[[], Mapping[str, object]]:
    """The work of looking for one pattern in everything."""
    sentence, given = everything(source)
    cascade = Cascade(build_index({name: [source], **{part: [_PLACED] for part in given if part not in (name, *GIVEN)}}))
    return lambda: {name: cascade.scan([sentence], {0: given})[0].spans.get(name)}


def everything(source: str) -> tuple[Sentence, Mapping[str, list[tuple[int, int]]]]:
    """The longest sentence there is, in which each word is every word of the pattern and each part is found everywhere."""
    keys = words_of(parsed(source)) | {_PLACED}
    tokens = tuple(Token("x", 2 * n, 2 * n + 1, keys, keys, 0) for n in range(MAX_TOKENS))
    runs = [(start, end) for start in range(MAX_TOKENS) for end in range(start + 1, min(start + 5, MAX_TOKENS) + 1)]
    sentence = Sentence(0, "text", "body", 0, 2 * MAX_TOKENS, "x " * MAX_TOKENS, tokens, question=True, paragraph=0)
    return sentence, dict.fromkeys(parsed(source).references(), runs)


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_never_looks_ahead_within_a_look_ahead_within_a_look_ahead(name: str) -> None:
    """What a pattern can cost at the very most, counted and not timed; a file that asks for more is to be written plainer."""
    assert {source: steps for source in PATTERNS[name] if (steps := most_steps(parsed(source))) > _MOST_STEPS} == {}


def test_the_count_tells_what_is_nested_too_deeply() -> None:
    """`!!x` is within bounds; one look-ahead more is not."""
    assert most_steps(parsed("a !!b c")) < _MOST_STEPS < most_steps(parsed("a !(b !(c !d))"))


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_is_cheap_even_where_every_word_fits_everywhere(name: str) -> None:
    """The worst sentence that a pattern can meet costs it a bounded time; one of a few words needs no clock."""
    for source in (source for source in PATTERNS[name] if most_steps(parsed(source)) > _FEW_STEPS):
        assert seconds(pumped(name, source), _ONE_PATTERN) <= _ONE_PATTERN, source


def test_what_is_pumped_is_really_found() -> None:
    """A pattern of words, parts and gaps matches from every start of the sentence that is made for it."""
    found = pumped("asks", "<ask> ..2 (news|word from <who>)")()["asks"]
    assert isinstance(found, tuple)
    assert len({start for start, _ in found}) >= MAX_TOKENS - 10


@cache
def said(name: str) -> tuple[str, ...]:
    """For each pattern of a part or detector, words that it is made for."""
    if name in GIVEN:
        return (_SAID.get(name, "Ruth"),)
    return tuple(" ".join(spoken(parsed(source))) for source in PATTERNS[name])


def spoken(node: Node) -> Iterator[str]:
    """Words that an element is made for; what must not follow is left out, what may be missing is said."""
    match node:
        case Words(keys):
            key = min(keys, key=lambda key: (key.startswith("@"), key))
            yield _TAGGED.get(key, key.strip("+@"))
        case PartRef(name):
            yield said(name)[0]
        case Gap(most):
            yield from ["really"] * min(most, 3)
        case Either(options):
            yield from spoken(options[0])
        case Run() | Maybe():
            for item in inside(node):
                yield from spoken(item)


@pytest.mark.heavy
@pytest.mark.parametrize("name", PATTERNS)
def test_a_draft_that_repeats_what_a_pattern_matches_is_read_in_time(name: str) -> None:
    """Two thousand words, in one breath, of nothing but what the pattern looks for."""
    words = " ".join(said(name)).split()
    draft = Draft(channel="email", text=" ".join(islice(cycle(words), _PUMPED)))
    assert seconds(lambda: RULES.review(draft, KNOWN), _ONE_REVIEW) <= _ONE_REVIEW


HOSTILE: Final[Mapping[str, str]] = {
    "one letter": "a",
    "one capital": "A",
    "spaces": " ",
    "tabs": "\t",
    "newlines": "\n",
    "quotes": '"',
    "apostrophes": "'",
    "curly quotes": "“",
    "openings of a quotation": "she said 'wait ",
    "brackets": "(",
    "square brackets": "[",
    "full stops": ".",
    "commas": ",",
    "hyphens": "-",
    "exclamation marks": "!",
    "question marks": "?",
    "digits": "7",
    "digits and points": "7.",
    "emoji": "🎉",
    "zero-width spaces": "\u200b",
    "combining marks": "a\u0301\u0302",
    "full-width letters": "ａ",
    "look-alike letters": "а",
    "quoted lines": "> one more line\n",
    "rising quote marks": ">",
    "header lines": "From: Ann <ann@example.org>\n",
    "attributions": "On Mon, 2 Nov 2026 at 10:01, Ruth Lee wrote:\n",
    "spaced-out letters": "a ",
    "decision": "decision ",
    "any news": "any news ",
    "please": "please ",
    "not": "not ",
    "if": "if I had ",
    "LinkedIn": "LinkedIn ",
    "offer": "offer ",
    "greetings": "Dear Ruth,\n",
    "sign-offs": "Kind regards,\n",
    "postscripts": "PS: ",
    "stage directions": "[wait] ",
    "addresses": "ann@example.org ",
    "links": "https://example.org/a ",
    "money": "£85k ",
    "ranges": "£38k-£41k ",
    "numbers in words": "ninety ",
    "thousands in words": "eighty five thousand ",
    "dates": "3 March ",
    "weekdays": "next Tuesday ",
    "counts": "third ",
    "questions": "Any news yet? ",
    "laughter": "ha",
    "kisses": "xo",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_in_proportion_to_a_hostile_text(name: str) -> None:
    """Four times the length takes about four times as long, as text and as subject; a review is never slow."""

    def work(size: int) -> Callable[[], object]:
        unit = HOSTILE[name]
        text = (unit * (size // len(unit) + 1))[:size]
        return lambda: REVIEWER.review(Draft(channel="email", subject=text[:500], text=f"{text} Reply"), KNOWN)

    work(500)()
    short = seconds(work(2_500))
    allowed = min(_ONE_REVIEW, 4 * 2.5 * short + 0.05)
    assert seconds(work(10_000), allowed) <= allowed


def test_no_sentence_is_longer_than_what_a_pattern_is_pumped_with() -> None:
    """However long the writer's breath, the matcher sees it in pieces of bounded length."""
    draft = Draft(channel="email", text="decision " * _PUMPED)
    lengths = [len(scan.sentence.tokens) for scan in REVIEWER.explain(draft).reading.scans]
    assert max(lengths) <= MAX_TOKENS
    assert sum(lengths) == _PUMPED
