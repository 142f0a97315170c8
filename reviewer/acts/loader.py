"""Reads parts and detectors from rule data, and names what does not load by file, line and key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeAlias, get_args

from reviewer.acts.detectors import ZONES, Balance, Conditions, Detector, Learned, Near, Pair, Pan, Phrase, Strength, Surface, Weigh
from reviewer.acts.guards import GUARDS
from reviewer.acts.surface import SURFACES
from reviewer.classifier import LEVELS
from reviewer.errors import nearest
from reviewer.models import CHANNELS
from reviewer.ruledata import RuleData

Path: TypeAlias = tuple[str | int, ...]
_VOICES: Final = ("own", "narrated")
_REACHES: Final = {"with": "sentence", "with-near": "near", "with-draft": "draft"}
_UNREACHES: Final = {"unless": "sentence", "unless-near": "near", "unless-draft": "draft"}
_COMMON: Final = {
    "name",
    "kind",
    "strength",
    "channels",
    "zones",
    "voices",
    "guards",
    "flags",
    "passes",
    "why",
    "witness",
    *_REACHES,
    *_UNREACHES,
}
_KINDS: Final[Mapping[str, frozenset[str]]] = {
    "phrase": frozenset({"any"}),
    "near": frozenset({"first", "then", "within"}),
    "weigh": frozenset({"weights", "at-least"}),
    "balance": frozenset({"weights", "together", "plain", "spoken", "spoken-weight", "at-least"}),
    "learned": frozenset({"label", "level"}),
    "surface": frozenset({"check"}),
}
_OPTIONAL: Final = frozenset({"within", "together", "plain", "spoken", "spoken-weight"})


class Example(NamedTuple):
    """A draft that a detector or a rule must find, or must let pass."""

    text: str
    about: Mapping[str, Any]
    """Other keys of the example: channel, subject, context."""


class Loaded(NamedTuple):
    """Every detector, and the patterns on which parts and detectors stand."""

    detectors: tuple[Detector, ...]
    patterns: Mapping[str, Sequence[str]]
    acts: frozenset[str]
    where: Mapping[str, tuple[str, Path]]
    """For each detector and part, the file and the path of keys within it."""
    data: RuleData

    def examples(self) -> Mapping[str, tuple[tuple[Example, ...], tuple[Example, ...]]]:
        """Give what each detector must find and must let pass."""
        found = {}
        for detector in self.detectors:
            file, keys = self.where[detector.id]
            row: Any = self.data.files[file]
            for key in keys:
                row = row[key]
            flags, passes = (examples(self.data, file, (*keys, kind), row[kind]) for kind in ("flags", "passes"))
            found[detector.id] = (flags, passes)
        return found


def examples(data: RuleData, file: str, keys: Path, given: object) -> tuple[Example, ...]:
    """Read a list of examples, each a text or a mapping with `text`."""
    if not isinstance(given, list) or not given:
        raise data.error("needs a list of at least one example", file, *keys)
    found = []
    for n, one in enumerate(given):
        if isinstance(one, str):
            found.append(Example(one, {}))
        elif isinstance(one, dict) and isinstance(one.get("text"), str):
            found.append(Example(one["text"], {k: v for k, v in one.items() if k != "text"}))
        else:
            raise data.error("an example is a text, or a mapping with `text`", file, *keys, n)
    return tuple(found)


def load(data: RuleData) -> Loaded:
    """Read all parts and detectors.

    Raises:
        DataError: a file does not follow the language; the message names file, line, key and what is allowed.
    """
    patterns: dict[str, Sequence[str]] = {}
    where: dict[str, tuple[str, Path]] = {}
    for file, document in data.under("parts").items():
        for name, sources in _mapping(data, file, (), document).items():
            if name in patterns:
                raise data.error(f"the part `{name}` stands in {where[name][0]} already", file, name)
            patterns[name] = _patterns(data, file, (name,), sources)
            where[name] = (file, (name,))
    detectors: list[Detector] = []
    for file, document in data.under("acts").items():
        top = _mapping(data, file, (), document)
        _allowed(data, file, (), top, {"act", "about", "witness", "detectors"})
        act = top.get("act")
        rows = top.get("detectors")
        if not isinstance(act, str) or not isinstance(rows, list):
            raise data.error("needs `act` (a name) and `detectors` (a list)", file)
        for n, row in enumerate(rows):
            row = _mapping(data, file, ("detectors", n), row)
            detector = _detector(data, file, ("detectors", n), act, {"witness": top.get("witness", ""), **row}, patterns)
            if detector.id in where:
                raise data.error(f"the detector `{detector.id}` stands in {where[detector.id][0]} already", file, "detectors", n)
            where[detector.id] = (file, ("detectors", n))
            detectors.append(detector)
    return Loaded(tuple(detectors), patterns, frozenset(d.id.split("/")[0] for d in detectors), where, data)


def _detector(data: RuleData, file: str, at: Path, act: str, row: Mapping[str, Any], patterns: dict[str, Sequence[str]]) -> Detector:
    kind = row.get("kind", "phrase")
    if kind not in _KINDS:
        raise data.error(f"there is no kind `{kind}`: {nearest(str(kind), _KINDS)}", file, *at, "kind")
    _allowed(data, file, at, row, _COMMON | _KINDS[kind])
    for key in ("name", "flags", "passes", *(_KINDS[kind] - _OPTIONAL)):
        if key not in row:
            raise data.error(f"needs `{key}`", file, *at)
    for key in ("flags", "passes"):
        examples(data, file, (*at, key), row[key])
    name = f"{act}/{row['name']}"
    strength: Strength = row.get("strength", "strong")
    if strength not in get_args(Strength):
        raise data.error("is `sure`, `strong` or `weak`", file, *at, "strength")
    conditions = _conditions(data, file, at, name, row, patterns)
    if kind == "phrase":
        patterns[name] = _patterns(data, file, (*at, "any"), row["any"])
        return Phrase(name, strength, conditions)
    if kind == "near":
        for key in ("first", "then"):
            patterns[f"{name}#{key}"] = _patterns(data, file, (*at, key), row[key])
        return Near(name, strength, conditions, int(row.get("within", 1)))
    if kind == "balance":
        return _balance(data, file, at, name, row, (strength, conditions), patterns)
    if kind == "weigh":
        weights = _mapping(data, file, (*at, "weights"), row["weights"])
        for part in weights:
            if part not in patterns:
                raise data.error(f"there is no part `{part}`: {nearest(part, patterns)}", file, *at, "weights", part)
        return Weigh(name, strength, conditions, {part: float(w) for part, w in weights.items()}, float(row["at-least"]))
    if kind == "learned":
        if row["level"] not in LEVELS:
            raise data.error(f"is one of {', '.join(LEVELS)}", file, *at, "level")
        return Learned(name, strength, conditions, str(row["label"]), row["level"])
    if row["check"] not in SURFACES:
        raise data.error(f"there is no check `{row['check']}`: {nearest(str(row['check']), SURFACES)}", file, *at, "check")
    return Surface(name, strength, conditions, row["check"])


def _balance(
    data: RuleData,
    file: str,
    at: Path,
    name: str,
    row: Mapping[str, Any],
    base: tuple[Strength, Conditions],
    patterns: Mapping[str, Sequence[str]],
) -> Balance:
    def known(part: str, *keys: str | int) -> str:
        if part not in patterns:
            raise data.error(f"there is no part `{part}`: {nearest(part, patterns)}", file, *at, *keys)
        return part

    pans = []
    for part, weight in _mapping(data, file, (*at, "weights"), row["weights"]).items():
        given = weight if isinstance(weight, dict) else {"weight": weight}
        _allowed(data, file, (*at, "weights", part), given, {"weight", "again", "most"})
        pans.append(Pan(known(part, "weights", part), float(given["weight"]), float(given.get("again", 0)), int(given.get("most", 1))))
    pairs = []
    for n, pair in enumerate(row.get("together", [])):
        _allowed(data, file, (*at, "together", n), _mapping(data, file, (*at, "together", n), pair), {"parts", "within", "weight"})
        first, second = (known(part, "together", n, "parts") for part in pair["parts"])
        pairs.append(Pair((first, second), pair.get("within", "sentence"), float(pair["weight"])))
    plain = frozenset(known(part, "plain", n) for n, part in enumerate(row.get("plain", [])))
    spoken = frozenset(row.get("spoken", []))
    weight, at_least = float(row.get("spoken-weight", 1)), float(row["at-least"])
    return Balance(name, base[0], base[1], tuple(pans), tuple(pairs), plain, spoken, weight, at_least)


def _conditions(data: RuleData, file: str, at: Path, name: str, row: Mapping[str, Any], patterns: dict[str, Sequence[str]]) -> Conditions:
    def named(reaches: Mapping[str, str]) -> dict[str, str]:
        found = {}
        for key, reach in reaches.items():
            if key in row:
                found[reach] = f"{name}#{key}"
                patterns[f"{name}#{key}"] = _patterns(data, file, (*at, key), row[key])
        return found

    return Conditions(
        channels=frozenset(_names(data, file, (*at, "channels"), row.get("channels", []), CHANNELS)),
        zones=frozenset(_names(data, file, (*at, "zones"), row.get("zones", list(ZONES)), (*ZONES, "stage"))),
        voices=frozenset(_names(data, file, (*at, "voices"), row.get("voices", ["own"]), _VOICES)),
        guards=tuple(_names(data, file, (*at, "guards"), row.get("guards", []), GUARDS)),
        wanted=named(_REACHES),
        unwanted=named(_UNREACHES),
        witness=str(row["witness"]),
    )


def _names(data: RuleData, file: str, at: Path, given: object, allowed: Sequence[str] | Mapping[str, object]) -> Iterator[str]:
    if not isinstance(given, list):
        raise data.error("needs a list", file, *at)
    for n, one in enumerate(given):
        if one not in allowed:
            raise data.error(f"`{one}` is not known: {nearest(str(one), allowed)}", file, *at, n)
        yield one


def _patterns(data: RuleData, file: str, at: Path, given: object) -> list[str]:
    if not isinstance(given, list) or not given or not all(isinstance(one, str) for one in given):
        raise data.error("needs a list of patterns", file, *at)
    return given


def _mapping(data: RuleData, file: str, at: Path, given: object) -> Mapping[str, Any]:
    if not isinstance(given, dict):
        raise data.error("needs keys with values", file, *at)
    return given


def _allowed(data: RuleData, file: str, at: Path, given: Mapping[str, Any], allowed: set[str] | frozenset[str]) -> None:
    for key in given:
        if key not in allowed:
            raise data.error(f"`{key}` is no key here: {nearest(str(key), allowed)}", file, *at, key)
