"""Reads rules from rule data; one file, one rule, and nothing else to register."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, get_args

from reviewer.acts import examples
from reviewer.acts.detectors import ZONES
from reviewer.errors import nearest
from reviewer.models import CHANNELS, GUIDELINES, Certainty, Source
from reviewer.models.review import Basis
from reviewer.ruledata import RuleData
from reviewer.rules.conditions import All, Condition, Does, Holds, Not, Sent
from reviewer.rules.conditions import Any as Either
from reviewer.rules.predicates import PREDICATES
from reviewer.rules.rule import Rule

_KEYS: Final = frozenset(
    "id guideline certainty kinds what why message instead source when points-at-words corroborated-by flags passes".split()
)
_NEEDED: Final = _KEYS - {"points-at-words", "corroborated-by", "kinds"}
_SOURCE_KEYS: Final = frozenset({"document", "section", "paragraph", "basis"})
Path = tuple[str | int, ...]


def load_rules(data: RuleData, documents: Mapping[str, object], acts: frozenset[str]) -> tuple[Rule, ...]:
    """Read every rule file, in order of rule ids; `data` is asked only to say where a mistake stands.

    Raises:
        DataError: a file does not follow the form; the message names file, line, key and what is allowed there.
    """
    rules: dict[str, Rule] = {}
    for file, document in documents.items():
        rule = _rule(data, file, document, acts)
        if rule.id in rules:
            raise data.error(f"the rule `{rule.id}` stands in {rules[rule.id].file} already", file, "id")
        rules[rule.id] = rule
    return tuple(rules[id] for id in sorted(rules))


def _rule(data: RuleData, file: str, document: object, acts: frozenset[str]) -> Rule:
    if not isinstance(document, dict):
        raise data.error("a rule file holds keys with values", file)
    for key in document:
        if key not in _KEYS:
            raise data.error(f"`{key}` is no key of a rule: {nearest(str(key), _KEYS)}", file, key)
    for key in sorted(_NEEDED):
        if key not in document:
            raise data.error(f"the rule needs `{key}`", file)
    guideline = _one_of(data, file, "guideline", document["guideline"], GUIDELINES)
    if not str(document["id"]).startswith(f"{guideline}/"):
        raise data.error(f"the id begins with its guideline: `{guideline}/…`", file, "id")
    source = document["source"]
    if not isinstance(source, dict) or set(source) != _SOURCE_KEYS:
        raise data.error(f"needs exactly {', '.join(sorted(_SOURCE_KEYS))}", file, "source")
    _one_of(data, file, "source", source["basis"], get_args(Basis))
    when = _Reader(data, file, acts).condition(document["when"], ("when",))
    return Rule(
        id=document["id"],
        guideline=guideline,
        certainty=_one_of(data, file, "certainty", document["certainty"], get_args(Certainty)),
        **{key: str(document[key]).strip() for key in ("what", "why", "message", "instead")},
        source=Source(**source),
        when=when,
        asks=when.asks(),
        corroborating=tuple(_one_of(data, file, "corroborated-by", act, sorted(acts)) for act in document.get("corroborated-by", [])),
        points=document.get("points-at-words", True),
        flags=examples(data, file, ("flags",), document["flags"]),
        passes=examples(data, file, ("passes",), document["passes"]),
        file=file,
    )


def _one_of(data: RuleData, file: str, key: str, value: object, allowed: Sequence[str]) -> Any:
    if value not in allowed:
        raise data.error(f"`{value}` is not known: {nearest(str(value), allowed)}", file, key)
    return value


class _Reader:
    """Reads the condition of one rule."""

    def __init__(self, data: RuleData, file: str, acts: frozenset[str]) -> None:
        self._data, self._file, self._acts = data, file, acts
        self._kinds: Mapping[str, Callable[[Mapping[str, Any], Path], Condition]] = {
            "all": lambda node, at: All(self._list(node["all"], (*at, "all"))),
            "any": lambda node, at: Either(self._list(node["any"], (*at, "any"))),
            "none": lambda node, at: Not(self._list(node["none"], (*at, "none"))),
            "act": self._does,
            "fact": lambda node, at: Holds(self._known(node["fact"], PREDICATES, (*at, "fact"))),
            "channel": lambda node, at: Sent(frozenset(self._known(c, CHANNELS, (*at, "channel")) for c in _listed(node["channel"]))),
        }

    def condition(self, node: object, at: Path) -> Condition:
        """Read one condition: a mapping with exactly one kind, or `all` and `none` together."""
        if not isinstance(node, dict) or not node:
            raise self._data.error("a condition is a mapping such as `act: …` or `all: […]`", self._file, *at)
        kinds = [key for key in node if key in self._kinds]
        for key in node:
            if key not in self._kinds and not (key in ("strength", "zones") and "act" in node):
                raise self._data.error(f"`{key}` is no condition: {nearest(str(key), self._kinds)}", self._file, *at, key)
        parts = tuple(self._kinds[kind](node, at) for kind in kinds)
        return parts[0] if len(parts) == 1 else All(parts)

    def _list(self, nodes: object, at: Path) -> tuple[Condition, ...]:
        if not isinstance(nodes, list) or not nodes:
            raise self._data.error("needs a list of conditions", self._file, *at)
        return tuple(self.condition(node, (*at, n)) for n, node in enumerate(nodes))

    def _does(self, node: Mapping[str, Any], at: Path) -> Condition:
        acts = tuple(self._known(act, self._acts, (*at, "act")) for act in _listed(node["act"]))
        strength = self._known(node.get("strength", "strong"), ("strong", "weak"), (*at, "strength"))
        zones = frozenset(self._known(zone, ZONES, (*at, "zones")) for zone in _listed(node.get("zones", [])))
        return Does(acts, strength == "weak", zones)

    def _known(self, name: object, allowed: Sequence[str] | Mapping[str, object] | frozenset[str], at: Path) -> str:
        if name not in allowed:
            raise self._data.error(f"`{name}` is not known: {nearest(str(name), allowed)}", self._file, *at)
        return str(name)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
