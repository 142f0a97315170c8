"""Currencies: how they are written, and which signs leave several open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reviewer.facts.tokens import Token, glued, low

FAMILIES: Final[Mapping[str, frozenset[str]]] = {
    "$": frozenset("USD AUD CAD NZD SGD HKD TWD BSD BBD JMD TTD FJD NAD XCD BMD BZD GYD LRD".split()),
    "kr": frozenset("SEK NOK DKK ISK".split()),
    "¥": frozenset("JPY CNY".split()),
    "Rs": frozenset("INR PKR LKR NPR MUR SCR".split()),
    "Fr": frozenset("CHF XOF XAF XPF CDF RWF".split()),
    "peso": frozenset("MXN PHP ARS CLP COP UYU DOP CUP".split()),
    "shilling": frozenset("KES TZS UGX SOS".split()),
    "crown": frozenset("SEK NOK DKK ISK CZK".split()),
    "dirham": frozenset("AED MAD".split()),
    "kwacha": frozenset("ZMW MWK".split()),
    "manat": frozenset("AZN TMT".split()),
    "rial": frozenset("IRR OMR YER QAR".split()),
    "dinar": frozenset("KWD BHD JOD TND DZD IQD RSD LYD".split()),
}  # fmt: skip
"""Marks that several currencies share, with those they may stand for."""

_SIGNS: Final[Mapping[str, str]] = {
    "£": "GBP", "€": "EUR", "$": "$", "¥": "¥", "￥": "¥", "₹": "INR", "₨": "Rs", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₪": "ILS",
    "₱": "PHP", "฿": "THB", "₫": "VND", "₦": "NGN", "₴": "UAH", "₵": "GHS", "₡": "CRC", "₸": "KZT", "₾": "GEL", "＄": "$", "￡": "GBP",
}  # fmt: skip
_BEFORE_DOLLAR: Final[Mapping[str, str]] = {
    "us": "USD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "cdn": "CAD", "nz": "NZD", "hk": "HKD", "s": "SGD", "sg": "SGD",
    "nt": "TWD", "r": "BRL", "mx": "MXN", "j": "JMD", "tt": "TTD",
}  # fmt: skip
_ISO: Final = frozenset(
    "usd eur gbp chf inr sek nok dkk isk aud cad nzd sgd hkd zar pln czk jpy cny huf bgn hrk rub uah aed sar qar kwd bhd omr ils egp"
    " ngn ghs kes"
    " tzs ugx brl mxn ars clp thb myr idr vnd krw twd pkr lkr npr bdt tnd jod rsd xof xaf mur uyu"
    " bwp zmw mwk etb mzn aoa mga kzt uzs kgs azn tmt mkd khr mmk mnt gmd sle sll lrd cve gnf bif djf kmf rwf stn szl lsl nad scr mvr"
    " btn afn irr iqd syp lbp yer lyd sdg ssp mru gtq hnl nio crc pyg ves htg jmd ttd bbd bsd bzd gyd srd fjd pgk wst vuv sbd xcd xpf"
    " dop mdl byn tjs cdf zwg".split()
)
_ISO_CAPITALS_ONLY: Final = frozenset("TRY PHP MAD RON COP PEN GEL DZD BOB ALL AMD BAM LAK MOP PAB CUP SOS TOP ERN".split())
_NAMES: Final[Mapping[str, str]] = {
    "dollar": "$", "dollars": "$", "bucks": "$", "pound": "GBP", "pounds": "GBP", "quid": "GBP", "sterling": "GBP", "euro": "EUR",
    "euros": "EUR",
    "kr": "kr", "krona": "kr", "kronor": "kr", "krone": "kr", "kroner": "kr", "krónur": "ISK", "crowns": "crown", "franc": "Fr",
    "francs": "Fr",
    "fr": "CHF", "sfr": "CHF", "frs": "CHF", "franken": "CHF", "rupee": "Rs", "rupees": "Rs", "rs": "Rs", "inr": "INR", "lpa": "INR",
    "yen": "JPY",
    "yuan": "CNY", "rmb": "CNY", "won": "KRW", "rand": "ZAR", "rands": "ZAR", "zł": "PLN", "zl": "PLN", "zloty": "PLN", "zlotys": "PLN",
    "złoty": "PLN", "złotych": "PLN", "kč": "CZK", "koruna": "CZK", "korun": "CZK", "forint": "HUF", "forints": "HUF", "lei": "RON",
    "lira": "TRY", "liras": "TRY", "tl": "TRY", "shekel": "ILS", "shekels": "ILS", "nis": "ILS", "peso": "peso", "pesos": "peso",
    "baht": "THB",
    "ringgit": "MYR", "rm": "MYR", "dirham": "dirham", "dirhams": "dirham", "dhs": "AED", "riyal": "SAR", "riyals": "SAR", "naira": "NGN",
    "cedi": "GHS",
    "cedis": "GHS", "shilling": "shilling", "shillings": "shilling", "ksh": "KES", "kshs": "KES", "reais": "BRL", "rubles": "RUB",
    "roubles": "RUB",
    "pula": "BWP", "kwacha": "kwacha", "birr": "ETB", "metical": "MZN", "meticais": "MZN", "kwanza": "AOA", "kwanzas": "AOA",
    "ariary": "MGA", "tenge": "KZT", "som": "KGS", "soms": "KGS", "manat": "manat", "lari": "GEL", "dram": "AMD",
    "drams": "AMD", "lev": "BGN", "leva": "BGN", "denar": "MKD", "denars": "MKD", "lek": "ALL", "riel": "KHR", "riels": "KHR",
    "kip": "LAK", "kyat": "MMK", "kyats": "MMK", "tugrik": "MNT", "tugriks": "MNT", "tögrög": "MNT", "dalasi": "GMD", "dalasis": "GMD",
    "leone": "SLE", "leones": "SLE", "escudos": "CVE", "dong": "VND", "pataca": "MOP", "patacas": "MOP", "rufiyaa": "MVR",
    "ngultrum": "BTN", "rial": "rial", "rials": "rial", "quetzal": "GTQ", "quetzales": "GTQ", "lempira": "HNL", "lempiras": "HNL",
    "córdobas": "NIO", "cordobas": "NIO", "colones": "CRC", "guaraní": "PYG", "guaraníes": "PYG", "guaranies": "PYG",
    "bolivianos": "BOB", "soles": "PEN", "bolívares": "VES", "gourdes": "HTG", "balboas": "PAB", "kina": "PGK", "tala": "WST",
    "vatu": "VUV", "paʻanga": "TOP", "emalangeni": "SZL", "maloti": "LSL", "ouguiya": "MRU", "somoni": "TJS", "afghanis": "AFN",
    "hryvnias": "UAH", "hryvni": "UAH", "hryven": "UAH", "takas": "BDT", "nairas": "NGN", "cfa": "Fr", "loonies": "CAD",
    "dinar": "dinar", "dinars": "dinar", "ringgits": "MYR", "rp": "IDR", "rupiah": "IDR", "taka": "BDT", "hryvnia": "UAH",
}  # fmt: skip
_NAMES_BEFORE: Final = frozenset({"kr", "fr", "sfr", "frs", "rs", "rm", "ksh", "kshs", "rp", "tl", "zł", "dhs", "lei", "rmb", "nis"})
_LETTER_SIGNS: Final[Mapping[str, str]] = {"R": "ZAR", "Ft": "HUF"}


def currency_code(name: str) -> str:
    """The code or family that a currency written by hand stands for; itself in capitals when it is not known."""
    word = name.strip().lower()
    if word in _SIGNS or word in _NAMES:
        return _SIGNS.get(word) or _NAMES[word]
    prefix = word.removesuffix("$")
    if prefix != word and prefix in _BEFORE_DOLLAR:
        return _BEFORE_DOLLAR[prefix]
    return word.upper()


def may_be_same(one: str | None, other: str | None) -> bool:
    """Whether two currency marks can mean one currency; a missing mark can mean any."""
    if one is None or other is None:
        return True
    left, right = currency_code(one), currency_code(other)
    return left == right or bool(_members(left) & _members(right))


def currency_before(tokens: list[Token], i: int) -> tuple[str, int] | None:
    """The currency written right before token `i`, with the place where it begins."""
    j = i - 1
    if j < 0:
        return None
    token = tokens[j]
    if token.low == "$" and glued(tokens, j) and tokens[j - 1].low in _BEFORE_DOLLAR:
        return _BEFORE_DOLLAR[tokens[j - 1].low], j - 1
    if token.low in _SIGNS:
        return _SIGNS[token.low], j - 1 if glued(tokens, j) and tokens[j - 1].low in {"gh", "k"} else j
    if token.low == "." and glued(tokens, j) and tokens[j - 1].low in _NAMES_BEFORE:
        return _NAMES[tokens[j - 1].low], j - 1
    code = _iso(token) or (_NAMES[token.low] if token.low in _NAMES_BEFORE else _LETTER_SIGNS.get(token.raw))
    return (code, j) if code else None


def currency_after(tokens: list[Token], i: int) -> tuple[str, int] | None:
    """The currency written at token `i`, right behind a figure, with the place behind it."""
    if low(tokens, i) in {"us", "australian", "canadian", "singapore"} and low(tokens, i + 1) in {"dollar", "dollars"}:
        return {"us": "USD", "australian": "AUD", "canadian": "CAD", "singapore": "SGD"}[tokens[i].low], i + 2
    if low(tokens, i) == "new" and low(tokens, i + 1) == "zealand" and low(tokens, i + 2) == "dollars":
        return "NZD", i + 3
    if low(tokens, i) == "swiss" and low(tokens, i + 1) == "francs":
        return "CHF", i + 2
    if low(tokens, i + 1) == "$" and glued(tokens, i + 1) and tokens[i].low in _BEFORE_DOLLAR:
        return _BEFORE_DOLLAR[tokens[i].low], i + 2
    if i >= len(tokens):
        return None
    token = tokens[i]
    code = _SIGNS.get(token.low) or _NAMES.get(token.low) or _iso(token)
    if not code:
        return None
    dotted = token.low in {"fr", "sfr", "rs", "kr"} and low(tokens, i + 1) == "." and low(tokens, i + 2) not in {"", "\n"}
    return code, i + 2 if dotted and not tokens[i + 2].raw[0].isupper() else i + 1


def _iso(token: Token) -> str | None:
    return token.raw.upper() if token.low in _ISO or token.raw in _ISO_CAPITALS_ONLY else None


def _members(code: str) -> frozenset[str]:
    return FAMILIES.get(code, frozenset({code}))
