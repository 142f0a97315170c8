"""The words for messages and calls, and whose they are."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, TypeAlias

from reviewer.facts.numbers import ordinal_at
from reviewer.facts.tokens import Token, glued, lookup, low, phrase_table

CountKind: TypeAlias = Literal["ordinal", "cardinal"]
ContactKind: TypeAlias = Literal["message", "call", "contact"]
Precision: TypeAlias = Literal["exact", "at least"]


class CountMention(NamedTuple):
    """One count of the writer's own messages or calls."""

    start: int
    end: int
    number: int
    what: ContactKind
    kind: CountKind
    """`ordinal`: this is the n-th; `cardinal`: there were n before."""
    precision: Precision = "exact"

    @property
    def earlier(self) -> int:
        """How many contacts went before this one, as the text has it."""
        return max(self.number - 1, 0) if self.kind == "ordinal" else self.number


NOUNS: Final[dict[tuple[str, ...], ContactKind]] = phrase_table({
    "email | emails | e - mail | e - mails | mail | mails | e - mail message | message | messages | note | notes | line | letter | letters"
    " | text | texts | text message | text messages | sms | dm | dms | ping | pings | nudge | nudges | reminder | reminders"
    " | chaser | missive | attempt | attempts | follow - up | follow - ups | followup | followups | follow up | follow ups"
    " | follow - up email | follow - up emails | follow - up message | follow - up note | try | check - in"
    " | enquiry | enquiries | inquiry | inquiries": "message",
    "call | calls | phone call | phone calls | telephone call | telephone calls | missed call | missed calls | voicemail | voicemails"
    " | voice mail | voice mails | voice message | voice messages": "call",
})  # fmt: skip
UNMISTAKABLE: Final = frozenset({"voicemail", "voicemails", "reminder", "reminders", "nudge", "nudges"})
_KINDS_OF: Final = frozenset(
    "polite short brief last final quick little small gentle unanswered earlier previous friendly separate"
    " such further more and , humble very own quiet shorter longer hopefully".split()
)
BEFORE_THIS: Final = frozenset("earlier previous prior past unanswered preceding former other last".split())
OF_OTHERS: Final = frozenset("your their his her our its the that first company's employer's".split())
_WRITING: Final[dict[tuple[str, ...], ContactKind]] = phrase_table({
    "written | wrote | write | writing | emailed | mailed | texted | messaged | pinged | nudged | reminded | sent"
    " | emailing | texting": "message",
    "called | rang | rung | phoned | telephoned | dialled | dialed | calling | phoning | ringing": "call",
    "asked | contacted | tried | inquired | enquired | chased | contacting | asking | followed | reached | trying | touch": "contact",
    "ask | chasing | following | reaching | try": "contact",
})  # fmt: skip
VERBS: Final[dict[str, ContactKind]] = {verb: what for (verb,), what in _WRITING.items()}
SELF: Final = frozenset({"i", "i've", "i'd", "ive", "i'm", "im", "i'll", "me", "my"})
_OTHERS: Final = frozenset("you you've you'd he she they we we've he's she's they've it".split())


def mention(
    tokens: list[Token], first: int, after: int, number: int, what: ContactKind, kind: CountKind, precision: Precision = "exact"
) -> tuple[CountMention, int]:
    return CountMention(tokens[first].start, tokens[after - 1].end, number, what, kind, precision), after


def noun_at(tokens: list[Token], j: int) -> tuple[ContactKind | None, int]:
    """The word for a message or call behind up to three adjectives."""
    for skip in range(4):
        if (found := lookup(NOUNS, tokens, j + skip)) is not None:
            return found
        if low(tokens, j + skip) not in _KINDS_OF and ordinal_at(tokens, j + skip) is None:
            break
    return None, j


def by_writer(tokens: list[Token], verb: int) -> bool:
    """Whether the nearest person named before a verb is the writer, or nobody."""
    for n in range(verb - 1, max(-1, verb - 7), -1):
        word = low(tokens, n)
        if word in SELF:
            return True
        if word in _OTHERS or word in {"not", "never", "to"}:
            return word == "to" and low(tokens, n - 1) in {"had", "tried"}
        if word in {".", "!", "?", ";", ":", "\n"}:
            return True
    return True


def ends(tokens: list[Token], i: int) -> bool:
    return i >= len(tokens) or tokens[i].kind != "word" or (low(tokens, i) == "of" and not glued(tokens, i))
