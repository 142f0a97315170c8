"""Why a number in a letter is not pay: years, dates, times, ages, counts of other things."""

from __future__ import annotations

from typing import Final

from reviewer.facts.spans import MONTHS
from reviewer.facts.spelled import MULTIPLES, TENS, UNITS, Number
from reviewer.facts.tokens import Token, glued, low

_FOLLOWERS: Final = frozenset(
    # words that may stand behind a figure without being what it counts
    "a about above after again ahead all already also although always am an and any are as asked at band base basic be because been"
    " before below between bracket but by"
    " came can ceiling comes could did do does each either else even exactly expectation feels felt figure fine finally fits fixed for"
    " from gave given gross"
    " had has have he her here his i i'd i'll i'm i've if in including inclusive instead is isn't it its it's just leaves like look"
    " looked looks made makes mark matches may me"
    " meets might mine minimum more must my needs net no nor not now of offered on once only onwards or originally our overall package"
    " pay per plus please quoted rate reflects"
    " range region right said salary seem seemed seems shall she should since so some something sounds starts still straight suits tell"
    " than thanks that that's the their them"
    " then there therefore they this though to today together too total under unless until up upwards was we were what when where"
    " whereas whether which while who whose"
    " will with within without works would yet you your yours yourself"
    " fair reasonable realistic right ideal ok okay perfect acceptable guaranteed negotiable flat ctc fte ote pro pa max maximum tops"
    " floor target compensation wage offer offers stands stays sits sat stood strikes strike"
    " agreed mentioned named posted advertised discussed earlier initially previously first last how why via through against every any"
    " better nearer closer truly fairly properly honestly"
    " n nd there's it'll you'll we'd she'd he'd rather beside alongside bonus allowance commission could should next until then".split()
)
_LABELS: Final = frozenset(
    "bar bars page pages pp room rooms line number no nr section sections paragraph chapter floor bus route gate platform bay item"
    " version question round day week step table"
    " unit building apartment suite box level grade class form aged age article terminal track lane ward tram pier block part"
    " episode season volume vol extension"
    " ext ticket ref reference case phase exercise task slide row column port windows python java iso group sector channel"
    " highway motorway interstate exit hall".split()
)
_GROUPS: Final = frozenset(
    "team teams staff crew class classes group groups panel department family cohort audience squad shortlist size".split()
)
_YEAR_LEADS: Final = frozenset(
    "in since until till of by from year years spring summer autumn winter fall early late mid before after around class founded".split()
) | frozenset(MONTHS)
_TIME_LEADS: Final = frozenset("at until till by before after around from between to past and".split())
_TIME_TAILS: Final = frozenset(
    "am pm a.m p.m o'clock oclock h hrs sharp tomorrow today tonight monday tuesday wednesday thursday friday saturday sunday noon".split()
)
_DOES: Final = frozenset(
    "describes covers matches reflects suits fits meets gives leaves makes puts brings lets keeps serves values pays does expresses"
    " captures represents honours honors answers respects secures allows buys mirrors beats tops exceeds satisfies".split()
)
"""What a wage does. A plural noun looks the same, so that no shape tells them apart."""
_OBJECTS: Final = frozenset("the my me it that this what us your more better its our".split())
_NO_OBJECT: Final = frozenset("day week month year hour shift night morning time first last next past same other".split())
_SET_TO: Final = frozenset(
    "change changed changing raise raised lift lifted correct corrected amend amended update updated adjust adjusted revise revised"
    " bump bumped increase increased alter altered edit edited up".split()
)
_MEETINGS: Final = frozenset(
    "appointment interview call meeting slot visit time date session trial shift hours start chat conversation morning afternoon".split()
)
_SELF: Final = frozenset({"i am", "i'm", "im"})
_GLUE: Final = frozenset({"-", "/", ":", ".", "_", "\u2013"})
_PLURAL_VERBS: Final = frozenset("is was has does its this thus plus gross us yes as".split())
_NEAR: Final = 8
_BARE_LIMIT: Final = 10_000_000


def is_other_number(tokens: list[Token], first: int, after: int, number: Number) -> bool:
    """Whether the figure at tokens `first` to `after` is a year, date, time, age, label or part of a longer code."""
    return (
        _is_label(tokens, first)
        or _is_code(tokens, first, after, number)
        or _is_date(tokens, first, after, number)
        or _is_time(tokens, first, after, number)
    )


def counts_something(tokens: list[Token], after: int) -> bool:
    """Whether a bare figure is followed by the thing that it counts ("12 people", "38-hour")."""
    if after >= len(tokens):
        return False
    token = tokens[after]
    if token.kind == "number":
        return True
    if token.kind != "word":
        return token.low in {"%", "\u00b0"} or (token.low in _GLUE and glued(tokens, after) and glued(tokens, after + 1))
    if _is_verb(tokens, after):
        return False
    return token.low not in _FOLLOWERS or (
        token.low == "of" and low(tokens, after + 1) in {"us", "them", "those", "these", "the", "my", "our", "your", "its"}
    )


def continues_count(tokens: list[Token], first: int) -> bool:
    """Whether a bare figure carries on a count of something else: "60 days, negotiable to 45", "four days instead of five"."""
    compared = low(tokens, first - 1) == "than" or (low(tokens, first - 1) == "of" and low(tokens, first - 2) == "instead")
    if not compared and low(tokens, first - 1) not in {"to", "from"}:
        return False
    for j in range(first - 2, max(-1, first - _NEAR), -1):
        if tokens[j].low in {".", "!", "?", ";"} or tokens[j].kind == "break":
            return False
        if (
            (tokens[j].kind == "number" or tokens[j].low in UNITS)
            and tokens[j + 1].kind == "word"
            and tokens[j + 1].low not in MULTIPLES
            and counts_something(tokens, j + 1)
        ):
            return True
    return False


def _is_verb(tokens: list[Token], after: int) -> bool:
    """Whether what looks like a plural is a verb with its object: "3,750 describes the job", but not "200 parcels the first day"."""
    word = low(tokens, after)
    if word not in _DOES or low(tokens, after + 1) not in _OBJECTS:
        return False
    return low(tokens, after + 2) not in _NO_OBJECT


def counts_plural(tokens: list[Token], after: int) -> bool:
    """Whether a figure with a short magnitude ("30k readers") is followed by a plural that it counts."""
    if after >= len(tokens) or tokens[after].kind != "word" or tokens[after].low in _FOLLOWERS or tokens[after].low in _PLURAL_VERBS:
        return False
    if _is_verb(tokens, after):
        return False
    word = tokens[after].low
    return word.endswith("s") or low(tokens, after + 1).endswith("ers") or word in {"people", "women", "men", "children", "users"}


def _is_label(tokens: list[Token], first: int) -> bool:
    before = low(tokens, first - 1)
    if before == ".":
        before = low(tokens, first - 2) if low(tokens, first - 2) in {"no", "nr", "vol", "ext", "pp"} else ""
    return before in _LABELS or before in {"#", "in", "\u00a7"} or (before == "of" and low(tokens, first - 2) in _GROUPS)


def _is_code(tokens: list[Token], first: int, after: int, number: Number) -> bool:
    """Telephone numbers, postcodes, identifiers: digits that hang together with other signs."""
    token = tokens[first]
    if number.spelled:
        return False
    if token.raw[0] == "0" and not token.raw.startswith(("0.", "0,")):
        return True
    if glued(tokens, first) and (
        tokens[first - 1].kind == "word" or (tokens[first - 1].low in _GLUE | {"+", "'"} and glued(tokens, first - 1))
    ):
        return True
    if low(tokens, first - 1) == "+" or (first and tokens[first - 1].kind == "number"):
        return True
    if glued(tokens, after) and tokens[after].kind == "word" and tokens[after].low != "x":
        return True
    capitals = first > 0 and tokens[first - 1].kind == "word" and len(tokens[first - 1].raw) == 2 and tokens[first - 1].raw.isupper()
    return (
        (len(token.raw) > 6 and token.raw.isdigit())
        or (number.value >= _BARE_LIMIT and not number.scaled)
        or (capitals and len(token.raw) == 5 and token.raw.isdigit())
    )


def _is_date(tokens: list[Token], first: int, after: int, number: Number) -> bool:
    before, behind = low(tokens, first - 1), low(tokens, after)
    month_word = behind if behind != "of" else low(tokens, after + 1)
    if number.value <= 31 and (month_word in MONTHS or (month_word == "." and low(tokens, after + 1) in MONTHS) or before in MONTHS):
        return True
    raw = tokens[first].raw
    if number.value <= 31 and behind == "," and low(tokens, first - 1) in MONTHS:
        return True
    plain_year = raw.isdigit() and len(raw) == 4 and 1900 <= number.value <= 2100
    paired_year = number.spelled and bool(number.others) and 1900 <= number.value <= 2099 and tokens[first].low in {"nineteen", "twenty"}
    return (plain_year or paired_year) and (number.value % 50 != 0 or before in _YEAR_LEADS)


def _is_time(tokens: list[Token], first: int, after: int, number: Number) -> bool:
    behind, before, raw = low(tokens, after), low(tokens, first - 1), tokens[first].raw
    if (behind in _TIME_TAILS and not number.scaled) or (
        behind in {"a", "p"} and low(tokens, after + 1) == "." and low(tokens, after + 2) == "m"
    ):
        return True
    if before == "to" and _is_set_to(tokens, first):
        return False
    if low(tokens, first - 2) + " " + before in _SELF or before in _SELF or low(tokens, first - 1) == "turn":
        return number.value < 100
    if before in _TIME_LEADS | {"the", "about"} and _clock_like(raw):
        return True
    if before in _TIME_LEADS and number.spelled and number.others and min(number.others) < 13 and tokens[first].low not in TENS:
        return True
    return before in _TIME_LEADS and number.value <= 12 and number.value == int(number.value) and not number.scaled


def _is_set_to(tokens: list[Token], first: int) -> bool:
    """Whether a range is what something is changed to ("please raise it to 10 to 12"), not the hours of a day."""
    ranged = low(tokens, first + 1) in {"to", "-", "\u2013"}
    return ranged and any(low(tokens, j) in _SET_TO for j in range(max(0, first - 5), first)) and not _names_day(tokens, first)


def _names_day(tokens: list[Token], first: int) -> bool:
    """Whether a meeting or its time stands near a figure."""
    return any(low(tokens, j) in _MEETINGS | _TIME_TAILS for j in range(first - 8, first + 8))


def _clock_like(raw: str) -> bool:
    """Whether digits look like a time of day ("9.30"); past noon they are as likely an hourly rate."""
    hour, dot, minute = raw.partition(".")
    return dot == "." and len(minute) == 2 and hour.isdigit() and minute.isdigit() and len(hour) < 3 and int(hour) < 13 and int(minute) < 60
