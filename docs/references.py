"""The reference of guidelines and rules, made from the data that the program itself reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reviewer.guidelines import Guideline, load_guidelines
from reviewer.models import GuidelineId
from reviewer.reviews import Reviewer
from reviewer.rules import Rule

_NOTICE = "<!-- Written by `make docs`; change the data under `rules/` instead. -->\n"
_VERDICTS = {
    "do-not-send": "`do-not-send`",
    "wait": "`wait`, with the first good day",
    "revise": "`revise`",
}
_CERTAINTIES = {
    "certain": "certain",
    "likely": "likely",
    "hint": "a hint, which is shown as a note and never decides",
}
_BASES = {"document": "the document draws this line", "ours": "the document says why, this project draws the line"}


def guidelines_page() -> str:
    """The nine guidelines, with what counts, what does not, and the paragraph that each stands on."""
    entries = (_guideline(guideline) for guideline in load_guidelines().values())
    lead = (
        "The nine things that a draft is held against; there is no tenth. Each stands on a paragraph of one of two documents, which is\n"
        "named and hashed here but never quoted: `reviewer guidelines --verify FOLDER` holds the citations against your copies."
    )
    return "\n".join((_NOTICE, "# The guidelines\n", f"{lead}\n", *entries))


def _guideline(guideline: Guideline) -> str:
    cited = (
        f"- {citation.document}, “{citation.section}”, paragraph {citation.paragraph}: {citation.bears_on}  \n  `sha256:{citation.sha256}`"
        for citation in guideline.citations
    )
    return "\n".join(
        (
            f"## {guideline.id}: {guideline.title}\n",
            f"{guideline.statement} {guideline.why}\n",
            f"A finding makes of the draft: {_VERDICTS[guideline.verdict]}.\n",
            "What counts:\n",
            *_list(guideline.counts),
            "\nWhat does not:\n",
            *_list(guideline.does_not),
            f"\nInstead: {guideline.remedy}\n",
            "Stands on:\n",
            *cited,
            "",
        )
    )


def rules_page() -> str:
    """Every rule: what it flags, why, an example, what it lets pass, and what to write instead."""
    rules, guidelines = Reviewer().rules, load_guidelines()
    sections = (_section(guideline, [rule for rule in rules if rule.guideline == name]) for name, guideline in guidelines.items())
    lead = (
        "Every rule that can speak about a draft, in the order of the [guidelines](guidelines.md). Each is one file under `rules/rules/`, "
        "with\nits own examples, which the tests run; `reviewer rules ID` shows the same on a terminal."
    )
    return "\n".join((_NOTICE, "# The rules\n", f"{lead}\n", _contents(rules, guidelines), *sections))


def _contents(rules: Iterable[Rule], guidelines: Mapping[GuidelineId, Guideline]) -> str:
    counted = {name: sum(rule.guideline == name for rule in rules) for name in guidelines}
    rows = (f"| [{name}](#{name}) | {guidelines[name].title} | {count} |" for name, count in counted.items())
    return "\n".join(("| guideline | in short | rules |", "| --- | --- | --- |", *rows, ""))


def _section(guideline: Guideline, rules: Iterable[Rule]) -> str:
    return "\n".join((f"## {guideline.id}\n", f"{guideline.statement}\n", *(_rule(rule) for rule in rules)))


def _rule(rule: Rule) -> str:
    source = f"{rule.source.document}, “{rule.source.section}”, paragraph {rule.source.paragraph}; {_BASES[rule.source.basis]}"
    return "\n".join(
        (
            f"### {rule.id}\n",
            f"{rule.what}\n",
            f"- **Why:** {rule.why}",
            f"- **Says:** {rule.message}",
            f"- **Instead:** {rule.instead}",
            f"- **Certainty:** {_CERTAINTIES[rule.certainty]}",
            f"- **Source:** {source}\n",
            "Flags:\n",
            _quote(rule.flags[0].text),
            "\nLets pass:\n",
            _quote(rule.passes[0].text),
            "",
        )
    )


def _list(lines: Iterable[str]) -> Iterable[str]:
    return (f"- {line}" for line in lines)


def _quote(text: str) -> str:
    """An example as a block of code, since a draft may hold anything that Markdown would take for its own."""
    return "\n".join(f"    {line}".rstrip() for line in (text or "(an empty note)").splitlines())
