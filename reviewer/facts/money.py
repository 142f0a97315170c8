"""Amounts of money as people write them in letters."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from reviewer.facts.amount import Amount, Bound
from reviewer.facts.changes import read_change, share_at
from reviewer.facts.currencies import currency_after, currency_before
from reviewer.facts.doubts import continues_count, counts_plural, counts_something, is_other_number
from reviewer.facts.figures import Core, core_at
from reviewer.facts.numbers import STARTERS, number_at
from reviewer.facts.regions import REGION_STARTERS, region_at
from reviewer.facts.terms import Terms, payments_later, period_before, read_terms, tax_before
from reviewer.facts.tokens import Token, glued, lookback, lookup, low, phrase_table, phrases, tokenise, words_of

_MOST: Final = 300
"""A letter with more numbers than this is a table; the rest is not read, so that a page of digits costs little."""

_STARTERS: Final = REGION_STARTERS | STARTERS | {"double", "twice"}
_PARTS: Final = frozenset("third quarter fifth sixth eighth tenth".split())
_PROMISING: Final = (_STARTERS | _PARTS | {"0", "hundred", "thousand", "thou", "grand", "dozen", "couple"}) - {
    "a",
    "an",
    "one",
    "two",
}
_BOUNDS_BEFORE: Final[dict[tuple[str, ...], Bound]] = phrase_table({
    "at least | not below | no less than | not less than | nothing under | nothing below | nothing less than | not under"
    " | starting from | starting at | start at | starts at | minimum of | minimum | min | min . | floor of | from"
    " | no lower than | not lower than": "at least",
    "north of | upwards of | upward of | over | above | more than | beyond | in excess of | exceeding | past"
    " | better than | higher than | well over | well above | just over": "over",
    "up to | at most | no more than | not more than | not above | not over | nothing above | nothing over | maximum of | max"
    " | max . | under | below | less than | as much as | no higher than | not higher than | cap of | capped at": "at most",
    "up from | down from | moved from | came from | away from | changed from | different from | far from | carry over"
    " | hand over": "exact",
})  # fmt: skip
_BOUNDS_AFTER: Final[dict[tuple[str, ...], Bound]] = phrase_table({
    "+ | or more | and up | and upward | and upwards | and above | or above | or higher | upwards | upward | minimum"
    " | at least | at the very least | at a minimum | as a minimum | as my minimum | as a floor | or better | and more"
    " | or over | and over": "at least",
    "max | maximum | at most | or less | or below | tops | at the most | or under": "at most",
})  # fmt: skip
_NEGATIONS: Final = frozenset({"not", "never", "nothing", "cannot", "no"})
_ROUGHLY: Final = frozenset(
    "around about roughly circa approximately approx some say c ca ~ maybe perhaps something like somewhere nearer closer nearly almost"
    " the a figure of".split()
)
_EXTRAS: Final = frozenset(
    "bonus bonuses equity stock stocks shares rsu rsus options allowance allowances stipend commission signing joining relocation"
    " moving referral severance budget budgets revenue turnover fund grant grants round portfolio pipeline deal deals project projects"
    " account accounts".split()
)
_PIECES: Final = frozenset(
    "shift lesson project head unit session class word article piece visit ticket user seat mile km person student delivery item".split()
)
_EXTRAS_BEFORE: Final = phrases(
    "bonus of | allowance of | stipend of | equity of | equity worth | sign - on of | sign - on payment of | commission of"
    " | payment of | budget of | revenue of | turnover of | budgets of | saved | saving | savings of | fund of | grant of"
    " | raised | sales of | fee of | worth"
)  # fmt: skip


def read_amounts(text: str) -> tuple[Amount, ...]:
    """Read every figure, range, percentage and difference of a text that may be pay, in order; offsets count into `text`."""
    if words_of(text).isdisjoint(_PROMISING):
        return ()
    tokens = tokenise(text)
    found: list[Amount] = []
    i = tried = 0
    while i < len(tokens) and tried < _MOST:
        token = tokens[i]
        if token.kind != "number" and token.low not in _STARTERS:
            i += 1
            continue
        tried += 1
        amount, i = _amount_at(tokens, i)
        if amount is not None:
            found.append(amount)
    return tuple(found)


def _amount_at(tokens: list[Token], i: int) -> tuple[Amount | None, int]:
    """The amount whose figure begins at token `i`, if any, and the place where reading goes on."""
    token = tokens[i]
    if token.low in REGION_STARTERS and (region := region_at(tokens, i)) is not None:
        return _dressed(tokens, region[0], i, region[1])
    if (share := share_at(tokens, i)) is not None:
        return share
    core = core_at(tokens, i)
    if core is None:
        number = number_at(tokens, i)
        return None, number[1] if number else i + 1
    if core.currency is None and is_other_number(tokens, core.first, core.after, core.low):
        return None, core.after
    change = read_change(tokens, core.begin, core.after, core.low, core.high, core.currency)
    if change is not None:
        return change
    return _figure(tokens, core)


def _figure(tokens: list[Token], core: Core) -> tuple[Amount | None, int]:
    """Read what stands around a figure, and decide whether it may be money at all."""
    bound, begin, after = _bound(tokens, core)
    terms = Terms()
    behind = read_terms(tokens, after, terms)
    if low(tokens, core.after - 1) == "lpa":
        terms.period = terms.period or "year"
    currency = core.currency or ("INR" if low(tokens, core.after - 1) == "lpa" else None)
    if currency is None and (later := currency_after(tokens, behind)) is not None and behind > after:
        currency, behind = later
    if (currency or core.scaled) and terms.period is None and low(tokens, behind) == "pm":
        terms.period, behind = "month", behind + 1
    if not _may_be_money(tokens, core, currency, terms, behind):
        return None, core.after
    if terms.payments is None:
        terms.payments = payments_later(tokens, behind)
    return _made(tokens, core, currency, terms, bound, begin, behind), behind


def _may_be_money(tokens: list[Token], core: Core, currency: str | None, terms: Terms, after: int) -> bool:
    if core.high.value <= 0:
        return False
    if currency is not None:
        return not (currency in {"PHP", "ZAR", "HUF"} and core.high.value < 20)
    if counts_plural(tokens, core.after):
        return False
    if terms.period is not None:
        return core.high.value >= 3 or core.scaled
    if core.scaled and not core.low.spelled and glued(tokens, core.first + 1):
        return True
    if low(tokens, core.after) in {"+"}:
        after = max(after, core.after + 1)
    return core.high.value >= 3 and not counts_something(tokens, after) and not continues_count(tokens, core.first)


def _made(tokens: list[Token], core: Core, currency: str | None, terms: Terms, bound: Bound, begin: int, after: int) -> Amount:
    period = terms.period or period_before(tokens, begin)
    if period is None and terms.payments is not None:
        period = "year" if terms.payments == 12 else None
    lower, upper, others = _readings(core, period == "hour")
    if core.ranged:
        bound = "exact"
    return Amount(
        start=tokens[begin].start,
        end=tokens[after - 1].end,
        low=None if bound == "at most" else lower,
        high=None if bound in ("at least", "over") else upper,
        evidence="marked" if currency or terms.period or core.scaled else "bare",
        currency=currency,
        period=period,
        bound=bound,
        scaled=core.scaled,
        others=tuple((None if bound == "at most" else o, None if bound in ("at least", "over") else o) for o in others),
        payments=terms.payments,
        over=terms.over,
        days=terms.days,
        hours=terms.hours,
        tax=terms.tax or tax_before(tokens, begin),
        extra=_is_extra(tokens, begin, after),
    )


def _readings(core: Core, hourly: bool) -> tuple[Decimal, Decimal, tuple[Decimal, ...]]:
    """The likeliest reading of both ends; by the hour "eighteen fifty" has cents."""
    if core.ranged:
        return core.low.value, core.high.value, ()
    values = (core.low.value, *core.low.others)
    if hourly and core.low.others:
        return min(values), min(values), ()
    return values[0], values[0], values[1:]


def _bound(tokens: list[Token], core: Core) -> tuple[Bound, int, int]:
    """Whether the words around a figure leave it open upward or only cap it, and where they begin and end."""
    behind = lookup(_BOUNDS_AFTER, tokens, core.after)
    if behind is not None and not (
        low(tokens, core.after) == "+" and behind[1] < len(tokens) and tokens[behind[1]].kind in ("word", "number")
    ):
        return behind[0], core.begin, behind[1]
    if low(tokens, core.after) == "plus" and (core.after + 1 >= len(tokens) or tokens[core.after + 1].kind != "word"):
        return "at least", core.begin, core.after + 1
    j = core.begin
    while j > 0 and core.begin - j < 3 and tokens[j - 1].low in _ROUGHLY:
        j -= 1
    before = lookback(_BOUNDS_BEFORE, tokens, j, 3) or lookback(_BOUNDS_BEFORE, tokens, core.begin, 3)
    if before is None or low(tokens, core.after) in {"to", "-"}:
        return "exact", core.begin, core.after
    bound, first = before
    if bound == "at most" and any(low(tokens, n) in _NEGATIONS or low(tokens, n).endswith("n't") for n in range(max(0, first - 4), first)):
        bound = "at least"
    return bound, core.begin if bound == "exact" or core.ranged else first, core.after


def _is_extra(tokens: list[Token], begin: int, after: int) -> bool:
    """Whether the sum is a bonus, equity, allowance or somebody's budget, and no pay."""
    if any(low(tokens, after + n) in _EXTRAS for n in range(2)) or (low(tokens, after) == "sign" and low(tokens, after + 1) == "-"):
        return True
    if low(tokens, after) in {"per", "a", "each", "/"} and low(tokens, after + 1) in _PIECES:
        return True
    j = begin
    while j > 0 and begin - j < 3 and tokens[j - 1].low in _ROUGHLY and lookback(_EXTRAS_BEFORE, tokens, j) is None:
        j -= 1
    return lookback(_EXTRAS_BEFORE, tokens, j) is not None


def _dressed(tokens: list[Token], region: Amount, i: int, after: int) -> tuple[Amount, int]:
    """Add the terms that stand behind a region ("mid-eighties a year")."""
    terms = Terms()
    behind = read_terms(tokens, after, terms)
    currency, begin = currency_before(tokens, i) or (None, i)
    marked = "marked" if currency or terms.period else region.evidence
    period = terms.period or period_before(tokens, i)
    start = tokens[begin].start if currency else region.start
    dressed = region._replace(start=start, end=tokens[behind - 1].end, currency=currency, period=period, evidence=marked, tax=terms.tax)
    return dressed, behind
