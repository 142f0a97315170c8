"""Pay told as a change: ten per cent more, a fifth on top, an extra 3k."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from reviewer.facts.amount import Amount
from reviewer.facts.doubts import counts_something
from reviewer.facts.numbers import Number
from reviewer.facts.terms import Terms, read_terms
from reviewer.facts.tokens import Token, lookback, lookup, low, phrase_table, phrases

_AFTER: Final[dict[tuple[str, ...], int]] = phrase_table({
    "more | on top | over and above | higher | above that | above what | above my | above the | over my | over what | over the"
    " | beyond what | north of that | extra | increase | raise | rise | uplift | up on | better | additional | increment | bump | up"
    " | hike | above | added | laid on | put on | stuck on | tacked on | piled on"
    " | on the top": 1,
    "less | lower | below | under | cut | reduction | off | down | beneath": -1,
})  # fmt: skip
_BEFORE: Final[dict[tuple[str, ...], int]] = phrase_table({
    "an extra | another | an additional | additional | a further | extra | further | raise of | increase of | rise of"
    " | uplift of | bump of | hike of | increment of | up by | up another | raise it by | raised by | increase it by"
    " | increase by | higher by | rise by | top up of | lift it by | move it up by | add | adding | + | a raise of | raise by": 1,
    "cut of | reduction of | down by | lower by | reduce it by | less by": -1,
})  # fmt: skip
_PERCENT: Final = phrases("% | percent | per cent | pct | percentage points | percentage point")
_ONLY_WITH_PERCENT: Final = frozenset({"up", "above", "below", "under", "down", "off", "better", "cut"})
_SHARES: Final = {
    w: Decimal(100) / n
    for w, n in zip(
        "half third quarter fifth sixth seventh eighth ninth tenth twelfth twentieth".split(),
        (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20),
        strict=True,
    )
}
_ROUGHLY: Final = frozenset("around about roughly some say maybe perhaps another nearly almost".split())
_TIES: Final = frozenset(
    "first earlier original previous initial initially said told discussed quoted named gave given mentioned agreed figure range"
    " expectation spoke form ceiling number asked stated".split()
)
_NOT_PAY: Final = frozenset("bonus commission pension equity discount stake shares super deposit contribution".split())


def share_at(tokens: list[Token], i: int) -> tuple[Amount | None, int] | None:
    """Read a share of the earlier figure at token `i`: "a fifth on top", "half as much again", "double what I said"."""
    if tokens[i].low in {"double", "twice"} and low(tokens, i + 1) in {"what", "my", "that", "the"}:
        doubled = _amount(tokens, i, i + 2, Decimal(100), Decimal(100), "percent")
        return (doubled, i + 2) if doubled.tied else (None, i + 1)
    if tokens[i].low not in {"a", "one", "half"}:
        return None
    j = i if tokens[i].low == "half" else i + 1
    share = _SHARES.get(low(tokens, j))
    if share is None:
        return None
    if low(tokens, j + 1) == "as" and low(tokens, j + 2) == "much" and low(tokens, j + 3) == "again":
        return _amount(tokens, i, j + 4, share, share, "percent"), j + 4
    if low(tokens, j + 1) == "again":
        return _amount(tokens, i, j + 2, share, share, "percent"), j + 2
    turn = lookup(_AFTER, tokens, j + 1, 2)
    if turn is None or _is_of_something(tokens, turn[1]):
        return None
    return _amount(tokens, i, turn[1], share * turn[0], share * turn[0], "percent"), turn[1]


def read_change(
    tokens: list[Token], begin: int, after: int, lower: Number, upper: Number, currency: str | None
) -> tuple[Amount | None, int] | None:
    """Read the figure at tokens `begin` to `after` as a change; (None, place) is a percentage that is none, None no change at all."""
    percent = lookup(_PERCENT, tokens, after, 2)
    if percent is not None:
        return _percentage(tokens, begin, percent[1], lower, upper)
    terms = Terms()
    behind = read_terms(tokens, after, terms)
    scaled = lower.scaled or upper.scaled
    if (turn := _turn(tokens, behind)) is not None:
        marked = bool(currency or scaled or terms.period)
        if _is_of_something(tokens, turn[1]) or low(tokens, begin - 1) == "no":
            return None if marked else (None, turn[1])
        sign, first, end = turn[0], begin, read_terms(tokens, turn[1], terms)
    else:
        before = lookback(_BEFORE, tokens, _past_hedges(tokens, begin), 4)
        if before is None or (not (currency or scaled or terms.period) and counts_something(tokens, behind)):
            return None
        sign, first, end = before[0], before[1], behind
    ends = sorted((lower.value * sign, upper.value * sign))
    return _amount(tokens, first, end, ends[0], ends[1], "difference", currency=currency, terms=terms, scaled=scaled), end


def _turn(tokens: list[Token], i: int) -> tuple[int, int] | None:
    """The word behind a figure that makes it a change; a lone "up", "above" or "under" belongs to a bound instead."""
    turn = lookup(_AFTER, tokens, i, 2)
    return None if turn is not None and turn[1] == i + 1 and tokens[i].low in _ONLY_WITH_PERCENT else turn


def _percentage(tokens: list[Token], begin: int, after: int, lower: Number, upper: Number) -> tuple[Amount | None, int]:
    behind = after + 1 if low(tokens, after) in {"pay", "salary"} else after
    turn = lookup(_AFTER, tokens, behind, 2)
    before = None if turn else lookback(_BEFORE, tokens, _past_hedges(tokens, begin), 4)
    if turn is None and before is None and low(tokens, after) == "over" and low(tokens, after + 1) in _TIES | {"that"}:
        turn = (1, after + 1)
    if (turn is None and before is None) or any(low(tokens, after + n) in _NOT_PAY for n in range(2)):
        return None, after
    if turn is not None and _is_of_something(tokens, turn[1]):
        return None, after
    sign, first, end = (turn[0], begin, turn[1]) if turn else (before[0], before[1], after) if before else (1, begin, after)
    ends = sorted((lower.value * sign, upper.value * sign))
    return _amount(tokens, first, end, ends[0], ends[1], "percent"), end


def _past_hedges(tokens: list[Token], begin: int) -> int:
    while begin > 0 and tokens[begin - 1].low in _ROUGHLY - {"another"}:
        begin -= 1
    return begin


def _is_of_something(tokens: list[Token], after: int) -> bool:
    """Whether the change is one of other things: "ten more minutes", "20% more traffic"."""
    compared = low(tokens, after) in {"than", "on", "of"} or low(tokens, after - 1) in {"the", "my", "what", "that"}
    return not compared and counts_something(tokens, after)


def _amount(
    tokens: list[Token],
    first: int,
    after: int,
    lower: Decimal,
    upper: Decimal,
    kind: str,
    *,
    currency: str | None = None,
    terms: Terms | None = None,
    scaled: bool = False,
) -> Amount:
    terms = terms or Terms()
    tied = any(low(tokens, n) in _TIES for n in range(after, after + 6))
    marked = bool(currency or scaled or terms.period) if kind == "difference" else tied
    return Amount(
        start=tokens[first].start,
        end=tokens[after - 1].end,
        low=lower,
        high=upper,
        kind="difference" if kind == "difference" else "percent",
        evidence="marked" if marked else "bare",
        currency=currency,
        period=terms.period,
        scaled=scaled,
        tied=tied,
    )
