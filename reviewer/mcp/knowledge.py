"""Guidelines and rules as an assistant reads them: `guideline://too-soon`, `rule://too-soon/before-the-window`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mcp_types import Resource, ResourceTemplate

from reviewer import Reviewer
from reviewer.errors import InputError, nearest
from reviewer.guidelines import Guideline
from reviewer.models.answers import GuidelineInfo, RuleInfo, RuleName
from reviewer.models.explanation import Explanation
from reviewer.rules import Rule

__all__ = ["TEMPLATES", "explain", "read", "resources"]

_GUIDELINE: Final = "guideline://"
_RULE: Final = "rule://"
_JSON: Final = "application/json"
_LONGEST: Final = 80

TEMPLATES: Final = [
    ResourceTemplate(
        uri_template=f"{_GUIDELINE}{{id}}",
        name="guideline",
        title="A guideline",
        description="One of the nine guidelines: what counts, what does not, why, and its source.",
        mime_type=_JSON,
    ),
    ResourceTemplate(
        uri_template=f"{_RULE}{{guideline}}/{{name}}",
        name="rule",
        title="A rule",
        description="One rule of a guideline: when it speaks, what it says, its source, and texts that it flags and lets pass.",
        mime_type=_JSON,
    ),
]


def resources(reviewer: Reviewer) -> Iterator[Resource]:
    """The nine guidelines, then every rule."""
    for one in reviewer.guidelines.values():
        yield Resource(uri=f"{_GUIDELINE}{one.id}", name=one.id, title=one.title, description=one.statement, mime_type=_JSON)
    for rule in reviewer.rules:
        yield Resource(uri=f"{_RULE}{rule.id}", name=rule.id, title=rule.id, description=rule.what, mime_type=_JSON)


def read(reviewer: Reviewer, uri: str) -> str:
    """One resource as JSON.

    Raises:
        InputError: there is none of this name.
    """
    if uri.startswith(_GUIDELINE):
        one = _one_guideline(reviewer, uri.removeprefix(_GUIDELINE).rstrip("/"))
        return GuidelineInfo.model_validate(one).model_dump_json()
    if uri.startswith(_RULE):
        return RuleInfo.model_validate(_one_rule(reviewer, uri.removeprefix(_RULE))).model_dump_json()
    raise InputError("there is no such resource; there are `guideline://ID` and `rule://GUIDELINE/NAME`", field="uri")


def explain(reviewer: Reviewer, guideline: str, rule: str | None = None) -> Explanation:
    """A guideline with its rules, and one of them in full.

    Raises:
        InputError: there is none of this name.
    """
    one = _one_guideline(reviewer, guideline)
    rules = tuple(RuleName.model_validate(known) for known in reviewer.rules if known.guideline == one.id)
    named = None if rule is None else rule if "/" in rule else f"{one.id}/{rule}"
    if named is not None and not named.startswith(f"{one.id}/"):
        raise InputError(f"`rule` names a rule of another guideline than `{one.id}`; give both alike", field="rule")
    in_full = None if named is None else RuleInfo.model_validate(_one_rule(reviewer, named))
    return Explanation(guideline=GuidelineInfo.model_validate(one), rules=rules, rule=in_full)


def _one_guideline(reviewer: Reviewer, id: str) -> Guideline:
    known = {str(name): guideline for name, guideline in reviewer.guidelines.items()}
    if id not in known:
        raise InputError(f"`{_cut(id)}` is not a guideline; {nearest(_cut(id), known)}", field="guideline")
    return known[id]


def _one_rule(reviewer: Reviewer, id: str) -> Rule:
    known = {rule.id: rule for rule in reviewer.rules}
    if id not in known:
        alike = [name for name in known if name.startswith(f"{id.partition('/')[0]}/")]
        way_out = nearest(_cut(id), alike) if alike else "the list of resources names them all"
        raise InputError(f"`{_cut(id)}` is not a rule; {way_out}", field="rule")
    return known[id]


def _cut(text: str) -> str:
    plain = "".join(sign if sign.isprintable() else "?" for sign in text[:_LONGEST])
    return plain if len(text) <= _LONGEST else f"{plain}..."
