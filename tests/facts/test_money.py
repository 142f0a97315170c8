"""Amounts of money are read in every notation that letters use, and other numbers are left alone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.facts import Amount, read_amounts

_DEFAULTS = dict(Amount._field_defaults)


def _a(words: str, *, figure: float | None = None, low: float | None = None, high: float | None = None, **fields: Any) -> dict[str, Any]:
    """What an amount is expected to say, with everything left out that is as usual."""
    ends = (low, high) if figure is None else (figure, figure)
    others = tuple((Decimal(str(other)), Decimal(str(other))) for other in fields.pop("others", ()))
    numbers = {name: Decimal(str(value)) for name, value in fields.items() if name in ("over", "days", "hours")}
    return (
        {"words": words, "ends": tuple(None if end is None else Decimal(str(end)) for end in ends)}
        | _DEFAULTS
        | fields
        | numbers
        | {"others": others}
    )


def _read(text: str) -> list[dict[str, Any]]:
    found = []
    for amount in read_amounts(text):
        fields = {name: getattr(amount, name) for name in _DEFAULTS}
        found.append({"words": text[amount.start : amount.end], "ends": (amount.low, amount.high)} | fields)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We could settle on £38k–£41k.", [_a("£38k–£41k", low=38000, high=41000, evidence="marked", currency="GBP", scaled=True)]),
        ("I believe 3,750 describes the job better.", [_a("3,750", figure=3750)]),
        ("So please change it to 10 to 12.", [_a("10 to 12", low=10, high=12)]),
        (
            "It is £3,900 a month before tax.",
            [_a("£3,900 a month before tax", figure=3900, evidence="marked", currency="GBP", period="month", tax="gross")],
        ),
        ("$85,000 would suit me.", [_a("$85,000", figure=85000, evidence="marked", currency="$")]),
        (
            "I had written 54.000 € gross, twelve payments.",
            [
                _a(
                    "54.000 € gross, twelve payments",
                    figure=54000,
                    evidence="marked",
                    currency="EUR",
                    period="year",
                    payments=12,
                    tax="gross",
                )
            ],
        ),
        (
            "My figure is CHF 168'000 a year, thirteenth month included.",
            [_a("CHF 168'000 a year, thirteenth month", figure=168000, evidence="marked", currency="CHF", period="year", payments=13)],
        ),
        ("Please enter 45 500 kr a month.", [_a("45 500 kr a month", figure=45500, evidence="marked", currency="kr", period="month")]),
        ("42.50 an hour is my rate.", [_a("42.50 an hour", figure=42.5, evidence="marked", period="hour")]),
        (
            "I would be happy with 20 LPA fixed.",
            [_a("20 LPA", figure=2000000, evidence="marked", currency="INR", period="year", scaled=True)],
        ),
        ("It comes to 1.5 crore.", [_a("1.5 crore", figure=15000000, evidence="marked", scaled=True)]),
        ("Let us say 60-65.", [_a("60-65", low=60, high=65)]),
        ("My range is 68 to 74 thousand.", [_a("68 to 74 thousand", low=68000, high=74000, evidence="marked", scaled=True)]),
        (
            "sixty-eight to seventy-one thousand is the bracket.",
            [_a("sixty-eight to seventy-one thousand", low=68000, high=71000, evidence="marked", scaled=True)],
        ),
        (
            "anything from a hundred to a hundred and ten thousand",
            [_a("a hundred to a hundred and ten thousand", low=100000, high=110000, evidence="marked", scaled=True)],
        ),
        (
            "ninety-five to a hundred thousand",
            [_a("ninety-five to a hundred thousand", low=95000, high=100000, evidence="marked", scaled=True)],
        ),
        ("between £60k and £65k", [_a("£60k and £65k", low=60000, high=65000, evidence="marked", currency="GBP", scaled=True)]),
        ("$65-70k", [_a("$65-70k", low=65000, high=70000, evidence="marked", currency="$", scaled=True)]),
        ("60/65k would do", [_a("60/65k", low=60000, high=65000, evidence="marked", scaled=True)]),
        (
            "EUR 60.000,00 brutto/Jahr",
            [_a("EUR 60.000,00 brutto/Jahr", figure=60000, evidence="marked", currency="EUR", period="year", tax="gross")],
        ),
        (
            "EUR 70,000 (gross, per year) is what I wrote.",
            [_a("EUR 70,000 (gross, per year", figure=70000, evidence="marked", currency="EUR", period="year", tax="gross")],
        ),
        (
            "two thousand two hundred and fifty a week, that's five days on site",
            [
                _a(
                    "two thousand two hundred and fifty a week, that's five days",
                    figure=2250,
                    evidence="marked",
                    period="week",
                    scaled=True,
                    days=5,
                )
            ],
        ),
        (
            "£490 for the 38-hour week",
            [_a("£490 for the 38-hour week", figure=490, evidence="marked", currency="GBP", period="week", hours=38)],
        ),
        (
            "$72,800 for the 2,080-hour year",
            [_a("$72,800 for the 2,080-hour year", figure=72800, evidence="marked", currency="$", period="year", hours=2080)],
        ),
        ("2,000 for five days", [_a("2,000 for five days", figure=2000, evidence="marked", period="day", over=5)]),
        ("$4,000 every two weeks", [_a("$4,000 every two weeks", figure=4000, evidence="marked", currency="$", period="week", over=2)]),
        ("twenty-seven fifty an hour", [_a("twenty-seven fifty an hour", figure=27.5, evidence="marked", period="hour")]),
        ("four fifty a day", [_a("four fifty a day", figure=450, evidence="marked", period="day", others=[4.5])]),
        ("my day rate comes to 400", [_a("400", figure=400, period="day")]),
        ("an annual salary of 60,000", [_a("60,000", figure=60000, period="year")]),
        ("£2,000 pcm", [_a("£2,000 pcm", figure=2000, evidence="marked", currency="GBP", period="month")]),
        ("R350 an hour", [_a("R350 an hour", figure=350, evidence="marked", currency="ZAR", period="hour")]),
        ("NZ$ 27.50/hr", [_a("NZ$ 27.50/hr", figure=27.5, evidence="marked", currency="NZD", period="hour")]),
        ("8 500 zł net a month", [_a("8 500 zł net a month", figure=8500, evidence="marked", currency="PLN", period="month", tax="net")]),
        ("¥6.5 million", [_a("¥6.5 million", figure=6500000, evidence="marked", currency="¥", scaled=True)]),
        ("north of 90k", [_a("north of 90k", low=90000, high=None, evidence="marked", bound="over", scaled=True)]),
        ("at least 70", [_a("at least 70", low=70, high=None, bound="at least")]),
        ("80k+", [_a("80k+", low=80000, high=None, evidence="marked", bound="at least", scaled=True)]),
        ("95 and up", [_a("95 and up", low=95, high=None, bound="at least")]),
        ("from 80k", [_a("from 80k", low=80000, high=None, evidence="marked", bound="at least", scaled=True)]),
        ("no more than 66k", [_a("no more than 66k", low=None, high=66000, evidence="marked", bound="at most", scaled=True)]),
        (
            "up to 70k a year",
            [_a("up to 70k a year", low=None, high=70000, evidence="marked", period="year", bound="at most", scaled=True)],
        ),
        ("Ninety-six would feel right.", [_a("Ninety-six", figure=96)]),
        ("I'd be comfortable at 65.", [_a("65", figure=65)]),
        ("Could you do 92?", [_a("92", figure=92)]),
        ("mid-eighties", [_a("mid-eighties", low=84, high=86, fuzzy=True)]),
        ("in the upper nineties", [_a("upper nineties", low=96.5, high=99.9, fuzzy=True)]),
        ("low six figures", [_a("low six figures", low=100000, high=400000, evidence="marked", scaled=True, fuzzy=True)]),
        ("just into three digits", [_a("just into three digits", low=100, high=110, fuzzy=True)]),
        ("the mid-80s would be fair", [_a("mid-80s", low=84, high=86, fuzzy=True)]),
        ("sixty-odd thousand", [_a("sixty-odd thousand", low=60000, high=69900, evidence="marked", scaled=True, fuzzy=True)]),
        ("10% more", [_a("10% more", figure=10, kind="percent")]),
        ("a fifth on top of my first figure", [_a("a fifth on top", figure=20, kind="percent", evidence="marked", tied=True)]),
        ("five thousand on top", [_a("five thousand on top", figure=5000, kind="difference", evidence="marked", scaled=True)]),
        ("an extra 3k", [_a("an extra 3k", figure=3000, kind="difference", evidence="marked", scaled=True)]),
        ("ten more", [_a("ten more", figure=10, kind="difference")]),
        ("5% less", [_a("5% less", figure=-5, kind="percent")]),
        ("3k more than we discussed", [_a("3k more", figure=3000, kind="difference", evidence="marked", scaled=True, tied=True)]),
        ("double what I said", [_a("double what", figure=100, kind="percent", evidence="marked", tied=True)]),
        ("a sign-on bonus of 5k", [_a("5k", figure=5000, evidence="marked", scaled=True, extra=True)]),
        ("£3,000 relocation", [_a("£3,000", figure=3000, evidence="marked", currency="GBP", extra=True)]),
        ("£80 per lesson", [_a("£80", figure=80, evidence="marked", currency="GBP", extra=True)]),
    ],
)
def test_an_amount_is_read_whole_with_all_that_stands_with_it(text: str, expected: list[dict[str, Any]]) -> None:
    assert _read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The board meets in 2026 and I graduated in 1998.",
        "The start date is 4 May, or May 8, or the 12th.",
        "The train leaves at 14:30; call me at 9.30 or after two.",
        "My number is +44 20 7946 0958, or 020 7946 0958, or 555-0134.",
        "I live in SW1A 1AA, room 12, floor 3, and take the 24/7 line.",
        "I would bow bar 41 the other way and shorten page 12.",
        "We have 12 people and 140 others, 2,300 readers and 30k visitors.",
        "My notice period is 60 days, negotiable to 45.",
        "I raised 1.2 million users and cut costs by 30%.",
        "I am 41 and have a team of 14.",
        "It takes a 38-hour week, twice a day, three times.",
        "One of us wrote two of them in four.",
        "Ten more minutes and 20% more traffic were all it took.",
        "I run Python 3, version 2.1.3, and 3D printers.",
        "The code was 0042 and the ticket #77.",
        "I packed 3,700 parcels the first week.",
        "Over 260 days this comes to a good year.",
        "Could you change the call to 10 to 12?",
        "half a day, a third round, the first floor, a dozen eggs",
    ],
)
def test_years_dates_times_codes_and_counts_of_other_things_are_no_money(text: str) -> None:
    assert _read(text) == []


@pytest.mark.parametrize(
    ("written", "currency"),
    [
        ("£65,000", "GBP"),
        ("€65k", "EUR"),
        ("65k€", "EUR"),
        ("65 000 euros", "EUR"),
        ("$65,000", "$"),
        ("US$65,000", "USD"),
        ("A$65k", "AUD"),
        ("C$65k", "CAD"),
        ("NZ$65k", "NZD"),
        ("S$6,500", "SGD"),
        ("HK$45,000", "HKD"),
        ("R$ 9.000", "BRL"),
        ("R25 000", "ZAR"),
        ("65k AUD", "AUD"),
        ("USD 65-70k", "USD"),
        ("65,000 Swiss francs", "CHF"),
        ("Fr. 4500", "CHF"),
        ("CHF 4'500.-", "CHF"),
        ("₹18,00,000", "INR"),
        ("Rs. 90,000", "Rs"),
        ("45 500 kr", "kr"),
        ("kr. 45.000", "kr"),
        ("SEK 45k", "SEK"),
        ("8 500 zł", "PLN"),
        ("¥450,000", "¥"),
        ("450 000 yen", "JPY"),
        ("₱80,000", "PHP"),
        ("RM 8,500", "MYR"),
        ("AED 18,000", "AED"),
        ("500 quid", "GBP"),
        ("30 bucks an hour", "$"),
        ("65 thousand New Zealand dollars", "NZD"),
    ],
)
def test_a_currency_is_known_by_sign_name_or_code(written: str, currency: str) -> None:
    assert [(a.currency, a.evidence, written[a.start : a.end].startswith(written[:2])) for a in read_amounts(written)] == [
        (currency, "marked", True)
    ]


@pytest.mark.parametrize(
    ("terms", "period"),
    [
        ("a year", "year"), ("per annum", "year"), ("p.a.", "year"), ("/yr", "year"), ("annually", "year"), ("gross a year", "year"),
        ("a month", "month"), ("pcm", "month"), ("per calendar month", "month"), ("im Monat", "month"), ("net per month", "month"),
        ("a week", "week"), ("pw", "week"), ("per week for a 38-hour week", "week"),
        ("a day", "day"), ("/day", "day"), ("p/d", "day"), ("per working day", "day"),
        ("an hour", "hour"), ("ph", "hour"), ("/h", "hour"), ("hourly", "hour"),
        ("a week later", None), ("an hour ago", None), ("a day-care place", None), ("", None),
    ],
)  # fmt: skip
def test_the_period_is_read_behind_the_figure(terms: str, period: str | None) -> None:
    assert [a.period for a in read_amounts(f"£450 {terms}")] == [period]


def test_several_amounts_of_a_letter_are_read_in_order() -> None:
    text = "The base is given as $90,500. I gave a range of 88 to 98 in 2026. May I ask for $96,000, a 12-month term and 25 days off?"
    assert [text[a.start : a.end] for a in read_amounts(text)] == ["$90,500", "88 to 98", "$96,000"]


def test_one_amount_asked_and_one_denied_are_both_read() -> None:
    text = "The form should have read 66 thousand, not 60; my slip."
    assert [(a.low, a.evidence) for a in read_amounts(text)] == [(Decimal(66_000), "marked"), (Decimal(60), "bare")]


@given(st.integers(min_value=1, max_value=999), st.sampled_from(["k", " thousand", ",000", ".000", "'000", " 000"]))
def test_thousands_mean_the_same_however_they_are_written(n: int, thousands: str) -> None:
    assert [a.low for a in read_amounts(f"EUR {n}{thousands}")] == [Decimal(n * 1_000)]
