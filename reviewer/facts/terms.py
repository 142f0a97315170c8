"""The terms that stand with a figure: what it is paid for, gross or net, in how many payments."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from reviewer.facts.amount import Tax
from reviewer.facts.numbers import number_at, ordinal_at
from reviewer.facts.tokens import Token, glued, lookback, lookup, low, phrase_table, phrases
from reviewer.models import Period

_PERIODS: Final[dict[tuple[str, ...], Period]] = phrase_table({
    "year | yr | annum | jahr | \u00e5r": "year",
    "month | mo | mth | monat | maand | mois | m\u00e5n | m\u00e5nad": "month", "week | wk": "week",
    "day": "day", "hour | hr | h": "hour",
})  # fmt: skip
_PLURALS: Final[dict[tuple[str, ...], Period]] = phrase_table(
    {"years": "year", "months": "month", "weeks": "week", "days": "day", "hours | hrs": "hour"}
)
_ALONE: Final[dict[tuple[str, ...], Period]] = phrase_table({
    "yearly | annually | annual | p . a . | p . a | pa | p / a | lpa | par an": "year",
    "monthly | pcm | p . m . | p / m | per calendar month | / m | par mois | pr . md .": "month",
    "weekly | pw | p . w . | p / w": "week", "daily | pd | per diem | p / d": "day", "hourly | ph | p . h . | p / h": "hour",
})  # fmt: skip
_FORTNIGHTLY: Final = phrases(
    "a fortnight | per fortnight | fortnightly | biweekly | bi - weekly | every two weeks | every other week | every 2 weeks"
)
_HEADS: Final = phrases(
    "a | an | per | each | every | / | for the | for a | for an | for one | for each | in a | in the | by the | on the"
    " | over the | the | im | pro | pr . | i"
)  # fmt: skip
_SORTS: Final = frozenset({"calendar", "working", "full", "whole", "single", "standard", "normal", "business"})
_TAX: Final[dict[tuple[str, ...], Tax]] = phrase_table({
    "gross | brutto | before tax | before taxes | before deductions | before stoppages | pre - tax | pretax": "gross",
    "net | netto | nett | after tax | after taxes | after deductions | after stoppages | take - home | in hand": "net",
})  # fmt: skip
_FILLERS: Final = phrases(
    "base | basic | fixed | total | flat | or so | in total | all in | all - in | salary | pay | rate | only | altogether"
    " | as a base | ctc | fte | pro rata | on a | on an | basis | paid | paid out | , | ( | ) | , - | . - | , \u2013"
)  # fmt: skip
_TELLING: Final = phrases(
    "that's | that is | which is | which makes | meaning | i . e . | = | based on | over | on | for | at | with | being"
)
_PAID: Final = frozenset(
    {
        "payment",
        "payments",
        "instalments",
        "installments",
        "salaries",
        "paychecks",
        "paycheques",
        "wages",
        "geh\u00e4lter",
        "geh\u00e4ltern",
    }
)
_NTH_PAID: Final = frozenset({"month", "salary", "payment", "wage"})
_BEFORE: Final[dict[tuple[str, ...], Period]] = phrase_table({
    "annual | yearly | annually | per annum | per year | each year | year wage | year pay | year figure | year salary": "year",
    "monthly | per month | each month | month wage | month pay | month figure | month salary": "month",
    "weekly | per week | each week | week rate | week wage | week pay": "week",
    "daily | per day | each day | day rate | day wage | day fee | day pay": "day",
    "hourly | per hour | each hour | hour rate | hour wage | hour pay": "hour",
})  # fmt: skip
_ENDS: Final = frozenset({".", "?", "!", ";"})
_NOT_A_PRICE: Final = frozenset({"later", "ago", "after", "before", "earlier", "from", "since", "back"})
_FAR: Final = 10
_SENTENCE: Final = 25


class Terms:
    """What stands with a figure; filled in while it is read."""

    __slots__ = ("days", "hours", "over", "payments", "period", "tax")

    def __init__(self) -> None:
        self.period: Period | None = None
        self.over = Decimal(1)
        self.days: Decimal | None = None
        self.hours: Decimal | None = None
        self.payments: int | None = None
        self.tax: Tax | None = None


def read_terms(tokens: list[Token], i: int, terms: Terms) -> int:
    """Read the terms right behind a figure into `terms`; gives the place behind the last one."""
    after, j, steps = i, i, 0
    while j < len(tokens) and steps < _FAR:
        steps += 1
        step = _term(tokens, j, terms)
        if step is not None:
            after = j = step
        elif (filler := lookup(_FILLERS, tokens, j, 3)) is not None:
            j = filler[1]
        else:
            break
    return after


def payments_later(tokens: list[Token], i: int) -> int | None:
    """The number of payments named in the rest of the sentence, where it often stands apart."""
    for j in range(i, min(i + _SENTENCE, len(tokens))):
        token = tokens[j]
        if token.kind == "break" or token.low in _ENDS:
            return None
        if token.low in _PAID or token.low in _NTH_PAID or token.low == "times":
            for k in range(max(i, j - 3), j):
                if (found := _payments(tokens, k)) is not None:
                    return found[0]
    return None


def period_before(tokens: list[Token], i: int) -> Period | None:
    """The period named earlier in the sentence: "my day rate comes to", "an annual"."""
    for j in range(i, max(0, i - _FAR), -1):
        token = tokens[j - 1]
        if token.kind in ("break", "number") or token.low in _ENDS:
            return None
        if (found := lookback(_BEFORE, tokens, j, 2)) is not None:
            return found[0]
    return None


def tax_before(tokens: list[Token], i: int) -> Tax | None:
    """Gross or net, said right before the figure."""
    found = lookback(_TAX, tokens, i, 3)
    return found[0] if found else None


def _term(tokens: list[Token], i: int, terms: Terms) -> int | None:
    """Read one term at token `i`."""
    if (tax := lookup(_TAX, tokens, i, 3)) is not None:
        terms.tax = tax[0]
        return tax[1]
    if (paid := _payments(tokens, i)) is not None:
        terms.payments = paid[0]
        return paid[1]
    if terms.period is None and (two := lookup(_FORTNIGHTLY, tokens, i, 3)) is not None and low(tokens, two[1]) not in _NOT_A_PRICE:
        terms.period, terms.over = "week", Decimal(2)
        return two[1]
    if terms.period is None and (alone := lookup(_ALONE, tokens, i)) is not None:
        terms.period = alone[0]
        return alone[1]
    return _headed(tokens, i, terms) or _told(tokens, i, terms)


def _headed(tokens: list[Token], i: int, terms: Terms) -> int | None:
    """A year, per week, /hr, for the 38-hour week."""
    head = lookup(_HEADS, tokens, i, 2)
    if head is None:
        return None
    j = head[1]
    size = number_at(tokens, j) if low(tokens, j) not in {"a", "an"} else None
    measured: tuple[str, Decimal] | None = None
    if size is not None:
        k = size[1] + 1 if low(tokens, size[1]) == "-" else size[1]
        if low(tokens, k) not in {"hour", "hours", "hr", "day", "days"}:
            return None
        measured, j = (low(tokens, k).rstrip("s"), size[0].value), k + 1
    while low(tokens, j) in _SORTS or (low(tokens, j) == "-" and low(tokens, j + 1) == "time"):
        j += 2 if low(tokens, j) == "-" else 1
    period = _PERIODS.get((low(tokens, j),))
    loose = measured is None and (low(tokens, i) == "the" or (low(tokens, i) in {"a", "an"} and low(tokens, i - 1) == ","))
    elapsed = low(tokens, j + 1) in _NOT_A_PRICE and lookup(_TAX, tokens, j + 1, 3) is None
    if period is None or loose or elapsed or _is_noun_part(tokens, j):
        return None
    if terms.period is None or terms.period == period:
        terms.period = period
        _measure(terms, measured)
    return j + 1


def _is_noun_part(tokens: list[Token], j: int) -> bool:
    """Whether the word of time belongs to a longer word: "a day-care", "an hour-long"."""
    return low(tokens, j + 1) == "-" and glued(tokens, j + 1) and glued(tokens, j + 2)


def _told(tokens: list[Token], i: int, terms: Terms) -> int | None:
    """That's five days on site; for five days; at 38 hours."""
    telling = lookup(_TELLING, tokens, i)
    if telling is None:
        return None
    size = number_at(tokens, telling[1])
    if size is None:
        return None
    unit = _PLURALS.get((low(tokens, size[1]),))
    if unit is None or size[0].value <= 0:
        return None
    if lookup(_HEADS, tokens, size[1] + 1, 2) is not None and low(tokens, size[1] + 2) == "week":
        return size[1] + 3
    if terms.period is None and low(tokens, i) == "for":
        terms.period, terms.over = unit, size[0].value
    elif unit == "day" and terms.period == "week" and size[0].value <= 7:
        terms.days = size[0].value
    elif unit == "hour" and terms.period in ("day", "week", "month", "year"):
        terms.hours = size[0].value
    else:
        return None
    return size[1] + 1


def _measure(terms: Terms, measured: tuple[str, Decimal] | None) -> None:
    if measured is None or measured[1] <= 0:
        return
    if measured[0] == "day":
        terms.days = measured[1]
    else:
        terms.hours = measured[1]


def _payments(tokens: list[Token], i: int) -> tuple[int, int] | None:
    """In thirteen payments, 14 salaries, x 13, a thirteenth month."""
    j = i + 1 if low(tokens, i) in {"in", "over", "across", "a", "x", "\u00d7", "times", "bei"} else i
    times = j > i and tokens[i].low in {"x", "\u00d7"}
    nth = ordinal_at(tokens, j)
    if nth is not None and nth[0].value in (13, 14) and low(tokens, nth[1]) in _NTH_PAID:
        return int(nth[0].value), nth[1] + 1
    count = number_at(tokens, j)
    if count is None or count[0].value not in (12, 13, 14):
        return None
    k = count[1] + 1 if low(tokens, count[1]) in {"monthly", "equal"} else count[1]
    if low(tokens, k) in _PAID:
        return int(count[0].value), k + 1
    if [low(tokens, k + n) for n in range(3)] in (["times", "a", "year"], ["times", "per", "year"]):
        return int(count[0].value), k + 3
    if low(tokens, k) == "times" and count[0].value in (13, 14) and low(tokens, k + 1) not in {"the", "as", "more"}:
        return int(count[0].value), k + 1
    return (int(count[0].value), k) if times else None
