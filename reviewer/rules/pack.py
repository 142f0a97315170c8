"""The pack: everything that the engine needs of the rule data, checked once and kept as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from reviewer.acts import Engine, freeze, load, thaw
from reviewer.grammar import Cascade, PatternError, build_index
from reviewer.resources import code_hash
from reviewer.ruledata import RuleData, derive
from reviewer.rules.loader import load_rules
from reviewer.rules.rule import Rule
from reviewer.text import Spelling, Tokenizer

_SPELLING = "lexicon/spelling.yaml"


class Pack(NamedTuple):
    """The engine that finds acts, and the rules that judge them."""

    engine: Engine
    rules: tuple[Rule, ...]


def load_pack(data: RuleData) -> Pack:
    """Build engine and rules, from a compiled copy where one fits.

    Raises:
        DataError: rule data does not load; the message names file, line, key and the way out.
    """
    pack: Mapping[str, Any] = derive(data, "pack", lambda: _compile(data), code=code_hash("acts", "grammar", "rules", "text"))
    engine = Engine(Tokenizer(Spelling(**pack["spelling"])), Cascade(pack["index"]), tuple(map(thaw, pack["detectors"])))
    return Pack(engine, load_rules(data, pack["rules"], frozenset(pack["acts"])))


def _compile(data: RuleData) -> dict[str, Any]:
    loaded = load(data)
    try:
        index = build_index(loaded.patterns)
    except PatternError as error:
        file, keys = loaded.where[str(error).split(":")[0].split("#")[0]]
        raise data.error(str(error), file, *keys) from None
    spelling = data.files.get(_SPELLING)
    if not isinstance(spelling, dict) or set(spelling) != set(Spelling._fields):
        raise data.error(f"holds exactly {', '.join(Spelling._fields)}", _SPELLING)
    documents = data.under("rules")
    load_rules(data, documents, loaded.acts)
    return {
        "spelling": spelling,
        "index": index,
        "acts": sorted(loaded.acts),
        "detectors": [freeze(detector) for detector in loaded.detectors],
        "rules": documents,
    }
