"""How findings are mended, and the words of our own that a mended draft may hold; data, read from `rules/mends/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias, get_args

from reviewer.errors import DataError, nearest
from reviewer.models import GUIDELINES, Finding
from reviewer.ruledata import RuleData

__all__ = ["Asks", "Remedies", "Remedy", "Way", "Words", "load_remedies"]

Way: TypeAlias = Literal["signs", "plain-words", "greeting", "farewell", "subject", "part", "sentence"]
Asks: TypeAlias = Literal["always", "empty", "never"]
Honest: TypeAlias = Literal["always", "thanks", "never"]

_REMEDIES: Final = "mends/remedies.yaml"
_WORDS: Final = "mends/words.yaml"
_KEYS: Final = frozenset({"ways", "asks", "honest", "along", "alternative", "beside"})
_TABLES: Final = ("greetings", "farewells", "subjects", "thanks", "alternatives", "why", "casual")
_OWN: Final = ("greetings", "farewells", "subjects", "thanks", "casual")
_LISTS: Final = ("leads-over", "leans", "leads-up", "says-nothing")


@dataclass(frozen=True, slots=True)
class Remedy:
    """How the findings of one rule, or of all rules of a guideline, are mended."""

    ways: tuple[Way, ...] = ()
    """What is tried, the smallest first."""
    asks: Asks = "never"
    """When one calm question may take the place of what is left out: always, or where the message would say nothing."""
    honest: Honest = "always"
    """`never`: no wording helps; `thanks`: only a note of thanks may be left."""
    along: Literal["pay"] | None = None
    """What goes along with a sentence at fault: for `pay`, what follows in its paragraph up to the last sum."""
    alternative: str | None = None
    beside: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """Words of our own, by what they are for; phrases are in small letters."""

    tables: Mapping[str, Mapping[str, str]]
    question: str
    leads_over: tuple[str, ...]
    leans: tuple[str, ...]
    leads_up: tuple[str, ...]
    says_nothing: tuple[str, ...]

    @property
    def own(self) -> frozenset[str]:
        """Every phrase that may be put into a draft."""
        return frozenset([self.question, *(phrase for table in _OWN for phrase in self.tables[table].values())])

    def say(self, table: str, name: str, /, **blanks: str) -> str:
        """A phrase with its blanks filled."""
        said = self.tables[table][name]
        for blank, value in blanks.items():
            said = said.replace(f"{{{blank}}}", value)
        return said


@dataclass(frozen=True, slots=True)
class Remedies:
    """All of it."""

    entries: Mapping[str, Remedy]
    words: Words

    def of(self, finding: Finding) -> Remedy:
        """The remedy of the finding's rule, else of its guideline."""
        return self.under(finding.rule)

    def under(self, rule: str) -> Remedy:
        """The remedy of a rule, else of its guideline."""
        return self.entries.get(rule) or self.entries.get(rule.partition("/")[0]) or Remedy()


def load_remedies(data: RuleData) -> Remedies:
    """Read the remedies and the words beside the rules.

    Raises:
        DataError: a file is missing or does not follow the form; the message names file, line and key.
    """
    entries = {name: _remedy(data, name, entry) for name, entry in _mapping(data, _REMEDIES).items()}
    return Remedies(entries, _words(data, _mapping(data, _WORDS)))


def _remedy(data: RuleData, name: str, entry: Any) -> Remedy:
    if name.partition("/")[0] not in GUIDELINES:
        raise data.error(f"`{name}` is no guideline and no rule of one: {nearest(name.partition('/')[0], GUIDELINES)}", _REMEDIES, name)
    if not isinstance(entry, dict):
        raise data.error("a remedy holds keys with values", _REMEDIES, name)
    for key in entry:
        if key not in _KEYS:
            raise data.error(f"`{key}` is no key of a remedy: {nearest(str(key), _KEYS)}", _REMEDIES, name, key)
    ways, honest, asks = tuple(entry.get("ways", ())), entry.get("honest", "always"), entry.get("asks", "never")
    for way in ways:
        if way not in get_args(Way):
            raise data.error(f"`{way}` is no way: {nearest(str(way), get_args(Way))}", _REMEDIES, name, "ways")
    if honest not in get_args(Honest):
        raise data.error(f"`{honest}` is not known: {nearest(str(honest), get_args(Honest))}", _REMEDIES, name, "honest")
    if asks not in get_args(Asks):
        raise data.error(f"`{asks}` is not known: {nearest(str(asks), get_args(Asks))}", _REMEDIES, name, "asks")
    along = entry.get("along")
    if along not in (None, "pay"):
        raise data.error(f"`{along}` is not known: Allowed: pay", _REMEDIES, name, "along")
    return Remedy(ways, asks, honest, along, entry.get("alternative"), entry.get("beside"))


def _words(data: RuleData, found: Mapping[str, Any]) -> Words:
    for key in (*_TABLES, *_LISTS, "question"):
        kind = dict if key in _TABLES else list if key in _LISTS else str
        if not isinstance(found.get(key), kind):
            raise data.error(f"needs `{key}`, as the file that ships has it", _WORDS, key)
    leads_over, leans, leads_up, says_nothing = (tuple(str(one).lower() for one in found[key]) for key in _LISTS)
    tables = {key: {str(name): str(value) for name, value in found[key].items()} for key in _TABLES}
    return Words(tables, found["question"], leads_over, leans, leads_up, says_nothing)


def _mapping(data: RuleData, file: str) -> Mapping[str, Any]:
    found = data.files.get(file)
    if not isinstance(found, dict):
        raise data.error("must hold keys with values", file) if file in data.sources else _missing(file)
    return found


def _missing(file: str) -> Exception:
    return DataError("the file is missing; install the package again", file=f"rules/{file}")
