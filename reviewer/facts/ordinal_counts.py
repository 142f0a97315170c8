"""The n-th message: "my third email", "a second reminder", "take four"."""

from __future__ import annotations

from reviewer.facts.contacts import (
    BEFORE_THIS,
    NOUNS,
    OF_OTHERS,
    SELF,
    UNMISTAKABLE,
    VERBS,
    ContactKind,
    CountMention,
    Precision,
    by_writer,
    ends,
    mention,
    noun_at,
)
from reviewer.facts.numbers import number_at, ordinal_at
from reviewer.facts.tokens import Token, lookup, low

_REACHES_READER = frozenset({"hear", "heard", "get", "have", "receive", "read"})
_TOLD_OF = frozenset({"wrote", "asked", "called", "rang", "phoned", "emailed", "mailed", "texted"})
"""What was done a first time lies behind this message."""
_APPOSED = 8
"""Words between a message and the number that it is given."""
_STOPS = frozenset({".", "!", "?", ";", ":", "\n"})
_OPENINGS = frozenset({"a", "", "with", "forgive", "excuse", "pardon"})


def nth_message_at(tokens: list[Token], i: int) -> tuple[CountMention, int] | None:
    """Read the n-th message that begins at token `i`, with the place behind it."""
    return _ordinal(tokens, i) or _apposed(tokens, i) or _numbered(tokens, i)


def _apposed(tokens: list[Token], i: int) -> tuple[CountMention, int] | None:
    """A line, the fifth by my own tally; the nudge, the ninth of which I am the author."""
    if (read := ordinal_at(tokens, i)) is None or not 1 < read[0].value < 1_000:
        return None
    if low(tokens, i - 1) not in {"the", "my"} or low(tokens, i - 2) != "," or not _is_mine_behind(tokens, read[1]):
        return None
    for n in range(i - 3, max(-1, i - 3 - _APPOSED), -1):
        if tokens[n].low in _STOPS:
            return None
        if (noun := lookup(NOUNS, tokens, n)) is not None and low(tokens, n - 1) not in OF_OTHERS - {"the"}:
            return mention(tokens, i, read[1] + 1, int(read[0].value), noun[0], "ordinal")
    return None


def _is_mine_behind(tokens: list[Token], after: int) -> bool:
    """Whether what follows makes a numbered message one of the writer's."""
    return (low(tokens, after), low(tokens, after + 1)) in {
        ("by", "my"), ("of", "mine"), ("from", "me"), ("of", "which"), ("of", "my"), ("in", "a"), ("this", "week"), ("this", "month"),
        ("of", "today"), ("so", "far"),
    }  # fmt: skip


def _ordinal(tokens: list[Token], i: int) -> tuple[CountMention, int] | None:
    """My third email, a second reminder, the third time that I write, this only note."""
    precision: Precision = "exact"
    if (read := ordinal_at(tokens, i)) is not None and read[0].value < 1_000:
        number, j = int(read[0].value), read[1]
    elif low(tokens, i) in {"umpteenth", "nth"}:
        number, j, precision = 3, i + 1, "at least"
    elif low(tokens, i) == "another" and low(tokens, i - 1) in {"yet", "with", "send", "sending", "writing", "just", "is"}:
        number, j, precision = 2, i + 1, "at least"
    else:
        return None
    if low(tokens, j) == "time":
        return _nth_time(tokens, i, j, number, precision)
    noun, after = noun_at(tokens, j)
    if noun is None or not _is_own(tokens, i, after, noun):
        return None
    if any(low(tokens, n) in BEFORE_THIS - {"last"} for n in range(j, after)) or _is_sent_before(tokens, i, after):
        return None
    return mention(tokens, i, after, number, noun, "ordinal", precision)


def _nth_time(tokens: list[Token], i: int, j: int, number: int, precision: Precision) -> tuple[CountMention, int] | None:
    """The third time I write; the third time that you hear from me; writing to you for the third time."""
    reader = next((n for n in (j + 1, j + 2) if low(tokens, n) == "you"), None)
    if reader is not None and low(tokens, reader + 1) in _REACHES_READER:
        me = next((n for n in range(reader + 2, reader + 5) if low(tokens, n) == "me"), None)
        if me is not None:
            return mention(tokens, i, me + 1, number, "contact", "ordinal", precision)
    ahead = next((n for n in range(j + 1, j + 6) if low(tokens, n) in VERBS), None)
    if ahead is not None and any(low(tokens, n) in SELF for n in range(j + 1, ahead)):
        return mention(tokens, i, ahead + 1, number, VERBS[tokens[ahead].low], "ordinal", precision)
    back = next((n for n in range(i - 1, max(-1, i - 7), -1) if low(tokens, n) in VERBS), None)
    if back is None or low(tokens, i - 1) not in {"the", "a"} or not by_writer(tokens, back):
        return None
    if number == 1 and tokens[back].low in _TOLD_OF:
        return None
    return mention(tokens, i, j + 1, number, VERBS[tokens[back].low], "ordinal", precision)


def _is_own(tokens: list[Token], i: int, after: int, noun: ContactKind) -> bool:
    """Whether the n-th message is the writer's: "my", "this is the", "a second reminder", "the third that I send"."""
    before, behind = low(tokens, i - 1), low(tokens, after)
    if behind in {"manager", "support", "interview", "with"}:
        return False
    if before in {"my", "this"}:
        return True
    if behind in {"of", "you"} or (behind == "from" and low(tokens, after + 1) != "me"):
        return False
    clause = after + 1 if behind in {"that", "which", "from"} else after
    if low(tokens, clause) in SELF or low(tokens, after - 1) in UNMISTAKABLE:
        return before not in OF_OTHERS - {"the"}
    if before in {"the", "a"} and _tells_of_this(tokens, i - 1):
        return True
    return (noun == "message" and before in _OPENINGS) or before in {".", "\n", ":", "!"} or i == 0


def _is_sent_before(tokens: list[Token], i: int, after: int) -> bool:
    """Whether the n-th message is told of as one that went before this one: "my first email was of 4 May"."""
    return low(tokens, i - 1) == "my" and low(tokens, after) in {"was", "went", "had", "got", "dated", "of"}


def _tells_of_this(tokens: list[Token], article: int) -> bool:
    """Whether the words before an article speak of this very message: "this is the", "that makes the"."""
    if low(tokens, article - 1) in {"it's", "that's"}:
        return True
    pointed = any(low(tokens, n) in {"this", "it", "that", "which", "would"} for n in range(max(0, article - 4), article - 1))
    return low(tokens, article - 1) in {"is", "makes", "be"} and pointed


def _numbered(tokens: list[Token], i: int) -> tuple[CountMention, int] | None:
    """Number four from me, message number five, take four, email 3."""
    word = low(tokens, i)
    if (
        word == "take"
        and (read := number_at(tokens, i + 1)) is not None
        and ends(tokens, read[1])
        and (i == 0 or tokens[i - 1].kind != "word")
    ):
        return mention(tokens, i, read[1], int(read[0].value), "message", "ordinal") if 1 < read[0].value < 100 else None
    if word == "round" and (read := number_at(tokens, i + 1)) is not None:
        asking = low(tokens, read[1]) == "of" and low(tokens, read[1] + 1) in VERBS
        return mention(tokens, i, read[1] + 2, min(int(read[0].value), 999), "message", "ordinal") if asking else None
    if word not in {"number", "no", "#"}:
        return _bare_number(tokens, i)
    j = i + 2 if word == "no" and low(tokens, i + 1) == "." else i + 1
    read = number_at(tokens, j)
    if read is None or not 0 < read[0].value < 1_000:
        return None
    noun = NOUNS.get((low(tokens, i - 1),))
    mine = low(tokens, read[1]) == "from" and low(tokens, read[1] + 1) == "me"
    if noun is None and not mine:
        return None
    first = i - 1 if noun is not None else i
    return mention(tokens, first, read[1] + 2 if mine else read[1], int(read[0].value), noun or "message", "ordinal")


def _bare_number(tokens: list[Token], i: int) -> tuple[CountMention, int] | None:
    """Message 5 of today, voicemail 3 this week."""
    noun = NOUNS.get((low(tokens, i - 1),)) if i else None
    read = number_at(tokens, i)
    if noun is None or read is None or tokens[i].kind != "number" or not 1 < read[0].value < 100:
        return None
    told = low(tokens, read[1]) == "today" or _is_mine_behind(tokens, read[1])
    return mention(tokens, i - 1, read[1], int(read[0].value), noun, "ordinal") if told else None
