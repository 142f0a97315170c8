"""Messages that went before: "two voicemails", "I have written once", "my earlier emails"."""

from __future__ import annotations

from typing import Final

from reviewer.facts.contacts import (
    BEFORE_THIS,
    OF_OTHERS,
    SELF,
    UNMISTAKABLE,
    VERBS,
    CountMention,
    Precision,
    by_writer,
    ends,
    mention,
    noun_at,
)
from reviewer.facts.numbers import number_at, ordinal_at
from reviewer.facts.tokens import Token, lookup, low, phrase_table
from reviewer.facts.weekdays import WEEKDAYS

_TIMES: Final = phrase_table({
    "once | only once | just once | a single time | one single time | one time | one time only | just the once": 1, "twice": 2, "thrice": 3,
})  # fmt: skip
_VAGUE: Final = phrase_table({
    "several | a couple of | numerous | multiple | both | both my | both of my": 2, "a few | many | countless": 3,
    "half a dozen": 6, "dozens of": 12,
})  # fmt: skip
_SENDERS: Final = frozenset(
    "sent send sending left leave wrote written write made placed tried emailed mailed texted dropped fired posted shot".split()
)
_NOT_PLURAL_NOUNS: Final = frozenset({"sms"})
_FILLING: Final = frozenset(
    "to you already now only just about it up so far him her them the team on in and this week the with out"
    " your office phone rang tried have".split()
)
_NOT_COUNTED: Final = frozenset("more again i we you the that a my this there upon".split())
_REACH: Final = 6
_PAST_VERBS: Final = frozenset("written wrote emailed mailed texted messaged called rang rung phoned telephoned pinged nudged".split())
_LISTING: Final = frozenset(
    "on the and again , then also even last you to as well too have i i've once more at both by phone mail email".split()
)
_AFTER_LIST: Final = frozenset("but without with since so yet today already this all".split())
_NTH_OF_OTHERS: Final = frozenset("time email message call note reminder attempt mail".split())
_LONGEST_LIST: Final = 24
_SORRY: Final = frozenset({"sorry", "apologies", "apologise", "apologize", "regret", "forgive", "excuse", "pardon"})


def earlier_at(tokens: list[Token], i: int) -> tuple[CountMention, int] | None:
    """Read the count of earlier contacts that begins at token `i`, with the place behind it."""
    if tokens[i].low in _PAST_VERBS:
        return _listed(tokens, i)
    return _times(tokens, i) or _cardinal(tokens, i) or _plural(tokens, i) or _none_yet(tokens, i)


def _listed(tokens: list[Token], i: int) -> tuple[CountMention, int] | None:
    """I rang on Tuesday and Thursday; I have emailed, called and texted you."""
    if not by_writer(tokens, i):
        return None
    verbs, days, j, after = 1, 0, i + 1, i + 1
    while j < min(i + _LONGEST_LIST, len(tokens)):
        step = _day(tokens, j)
        if step:
            days, j = days + 1, step
        elif tokens[j].low in _PAST_VERBS:
            verbs, j = verbs + 1, j + 1
        elif tokens[j].low in _LISTING:
            j += 1
            continue
        else:
            break
        after = j
    number = max(verbs, days)
    closed = days > 1 or low(tokens, j - 1) == "you" or j >= len(tokens) or tokens[j].kind != "word" or tokens[j].low in _AFTER_LIST
    return mention(tokens, i, after, number, VERBS[tokens[i].low], "cardinal", "at least") if number > 1 and closed else None


def _day(tokens: list[Token], j: int) -> int:
    """The place behind a weekday or a day of the month, or 0."""
    if low(tokens, j) in WEEKDAYS:
        nth = ordinal_at(tokens, j + 2) if low(tokens, j + 1) == "the" else None
        return nth[1] if nth else j + 1
    if low(tokens, j - 1) == "the" and (nth := ordinal_at(tokens, j)) is not None:
        return nth[1] if low(tokens, nth[1]) not in _NTH_OF_OTHERS else 0
    return 0


def _times(tokens: list[Token], i: int) -> tuple[CountMention, int] | None:
    """I have written once, called you three times, asked several times."""
    precision: Precision = "exact"
    if (fixed := lookup(_TIMES, tokens, i, 4)) is not None:
        number, after = fixed
    elif (vague := lookup(_VAGUE, tokens, i, 3)) is not None and low(tokens, vague[1]) == "times":
        (number, after), precision = vague, "at least"
        after += 1
    elif (read := number_at(tokens, i)) is not None and low(tokens, read[1]) == "times" and read[0].value < 1_000:
        number, after = int(read[0].value), read[1] + 1
    else:
        return None
    if low(tokens, i - 1) == "at" and low(tokens, i - 2) != "least":
        return None
    if low(tokens, i) == "once" and low(tokens, after) in _NOT_COUNTED:
        return None
    if low(tokens, i - 1) == "least":
        precision = "at least"
    for n in range(i - 1, max(-1, i - 1 - _REACH), -1):
        word = low(tokens, n)
        if word in VERBS:
            return mention(tokens, n, after, number, VERBS[word], "cardinal", precision) if by_writer(tokens, n) else None
        if word not in _FILLING and word not in {"at", "least"}:
            return None
    return None


def _cardinal(tokens: list[Token], i: int) -> tuple[CountMention, int] | None:
    """Two voicemails, three unanswered emails, only one earlier note, a couple of messages."""
    precision: Precision = "exact"
    if (vague := lookup(_VAGUE, tokens, i, 3)) is not None:
        (number, j), precision = vague, "exact" if low(tokens, i) in {"both", "half"} else "at least"
    elif (read := number_at(tokens, i)) is not None and read[0].value < 1_000 and read[0].value == int(read[0].value):
        number, j = int(read[0].value), read[1]
    else:
        return None
    of_my = low(tokens, j) == "of" and low(tokens, j + 1) == "my"
    noun, after = noun_at(tokens, j + 2 if of_my else j)
    conjunction = low(tokens, i - 1) == "that" and number > 1
    last_of_mine = low(tokens, i - 1) in {"first", "last"} and low(tokens, i - 2) == "my"
    of_others = low(tokens, i - 1) in OF_OTHERS - {"the"} and not conjunction and not last_of_mine
    if noun is None or of_others or _is_rate(tokens, after) or _is_to_come(tokens, i):
        return None
    if low(tokens, i - 1) == "least":
        precision = "at least"
    adjectives = {low(tokens, n) for n in range(j, after)} | {low(tokens, after)}
    before = [low(tokens, n) for n in range(max(0, i - 4), i)]
    own = of_my or any(word in {"my", "mine"} or word in _SORRY for word in before) or low(tokens, i).startswith("both")
    counted = low(tokens, i - 1) in {"only", "just"} or low(tokens, after) == "already"
    if number == 1 and not adjectives & BEFORE_THIS and not (counted and _was_sent(tokens, i)):
        return None
    if own or adjectives & BEFORE_THIS or tokens[after - 1].low in UNMISTAKABLE or _was_sent(tokens, i) or _so_far(tokens, after):
        return mention(tokens, i, after, number, noun, "cardinal", precision)
    return None


def _plural(tokens: list[Token], i: int) -> tuple[CountMention, int] | None:
    """My earlier messages, my previous emails: two at least; my only earlier note: one."""
    if low(tokens, i) == "only":
        noun, after = noun_at(tokens, i + 1)
        if (
            noun is None
            or low(tokens, i - 1) not in {"my", "the"}
            or (low(tokens, i - 1) == "the" and not any(low(tokens, n) in SELF for n in range(after, after + 4)))
        ):
            return None
        before = any(low(tokens, n) in BEFORE_THIS for n in range(i + 1, after))
        return mention(tokens, i, after, 1, noun, "cardinal" if before else "ordinal")
    if low(tokens, i) != "my":
        return None
    noun, after = noun_at(tokens, i + 1)
    last = low(tokens, after - 1)
    if (
        noun is None
        or not last.endswith("s")
        or last in _NOT_PLURAL_NOUNS
        or not any(low(tokens, n) in BEFORE_THIS for n in range(i + 1, after))
    ):
        return None
    return mention(tokens, i, after, 2, noun, "cardinal", "at least")


def _none_yet(tokens: list[Token], i: int) -> tuple[CountMention, int] | None:
    """I have not written before, I never wrote until now: none went before."""
    if low(tokens, i) not in {"not", "never", "haven't", "hadn't", "havent"} or not any(
        low(tokens, n) in SELF for n in range(max(0, i - 3), i)
    ):
        return None
    verb = next((n for n in range(i + 1, i + 4) if low(tokens, n) in VERBS), None)
    if verb is None:
        return None
    for n in range(verb + 1, verb + 6):
        if low(tokens, n) == "before" and ends(tokens, n + 1):
            return mention(tokens, i, n + 1, 0, VERBS[tokens[verb].low], "cardinal")
        if low(tokens, n) in {"until", "till"} and low(tokens, n + 1) in {"now", "today"}:
            return mention(tokens, i, n + 2, 0, VERBS[tokens[verb].low], "cardinal")
    return None


def _is_rate(tokens: list[Token], after: int) -> bool:
    """Whether a count is one of daily work: "sixty cold calls a day"."""
    return low(tokens, after) in {"a", "per", "each", "every", "/"} and low(tokens, after + 1) in {"day", "week", "month", "hour",
        "shift"} and not any(
        low(tokens, n) in {"you", "your", "me"} for n in range(after + 2, after + 6))  # fmt: skip


def _is_to_come(tokens: list[Token], i: int) -> bool:
    """Whether the messages are announced: "you will be receiving four messages from me"."""
    return any(low(tokens, n) in {"will", "you'll", "shall"} for n in range(max(0, i - 4), i))


def _was_sent(tokens: list[Token], i: int) -> bool:
    """Whether the writer says right before that they sent it."""
    for n in range(i - 1, max(-1, i - 5), -1):
        word = low(tokens, n)
        if word in _SENDERS:
            return by_writer(tokens, n) and not (word == "send" and low(tokens, n - 1) not in SELF)
        if word not in {"you", "also", "only", "just", "already", "now", "your", "team", "at", "least", "to", "out"}:
            return False
    return False


def _so_far(tokens: list[Token], after: int) -> bool:
    words = [low(tokens, after + n) for n in range(7)]
    if any(words[n : n + 2] == ["so", "far"] for n in range(6)):
        return True
    return (
        words[:2] == ["to", "you"]
        or words[0] in {"already", "unanswered"}
        or words[:2] == ["and", "counting"]
        or words[:2] in (["from", "me"], ["of", "mine"], ["by", "me"])
    )
