"""The comment in a pull request: what got worse first, and no word of a draft taken for markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from reviewer.evals.records import Run
from reviewer.evals.report import markdown

Make = Callable[..., Any]


def test_the_report_leads_with_what_changed(full: Run) -> None:
    """Gates, then the baseline with every case by name."""
    opening = markdown.render(full).partition("\n### Figures")[0]
    assert opening == (
        "## Audit: 2 of 5 drafts judged right\n"
        "\n"
        "- **passed:** f1 is 0.6667, at least 0.1 is asked for (4 of 6)\n"
        "- **not judged:** do-not-send-recall could not be judged: no case counts towards it\n"
        "- **FAILED:** 1 case is worse than in the baseline: early\n"
        "\n"
        "### Against evals/baselines/rules.json\n"
        "\n"
        "**1 newly failing**, **0 failing worse**, **1 fixed**, 0 still failing, 1 not judged then or now, 1 new, 0 removed,"
        " 0 changed draft, 0 changed label\n"
        "\n"
        "Newly failing:\n"
        "\n"
        "- **early**: now missed too-soon; now extra impatience; wait became revise\n"
        "\n"
        "Fixed:\n"
        "\n"
        "- **both**: no longer missed too-soon, impatience; send became wait\n"
        "\n"
        "F1 +16.7 points (-100.0 to +100.0) over 3 cases with equal drafts and labels.\n"
    )


def test_each_miss_quotes_its_words_and_says_why(full: Run) -> None:
    """The words at fault stand strong between their neighbours; an abstention and an error keep their reasons."""
    folded = markdown.render(full).partition("<details><summary>3 not right</summary>\n\n")[2]
    assert folded == (
        "- **early** (newly failing), cases.jsonl, line 1: missed **too-soon**; extra **impatience**; revise instead of wait\n"
        "  > **Any news yet?** **I keep refreshing my inbox.**\n"
        "\n"
        "  - impatience: Mend. (impatience/rule)\n"
        "  - too-soon: no rule spoke\n"
        "  - label: Two days.\n"
        "- **lost**, cases.jsonl, line 1: abstained: the draft is in another language\n"
        "- **down** (new), cases.jsonl, line 1: error: a defect of the program (KeyError)\n"
        "\n"
        "</details>\n"
    )


def test_figures_can_be_recomputed(full: Run) -> None:
    """Every value stands beside its interval and its whole numbers."""
    text = markdown.render(full)
    assert "| F1 over the guidelines | 66.7% | 0.0–100.0 | 4 of 6 (excludes 2) |" in text
    assert "| impatience | 66.7% |" in text
    assert "2 right, 1 wrong, 1 abstained, 1 in error" in text


def test_no_word_of_a_draft_is_markup_or_a_mention(hostile: Run) -> None:
    """Tags, emphasis, pictures, mentions and references of drafts come through as they were typed."""
    text = markdown.render(hostile)
    assert re.findall(r"<(?!/?(?:details|summary|sub)>)", text) == []
    assert re.findall(r"(?<!\\)@|(?<!&)#1", text) == []
    assert not {"\u202e", "\x1b"} & set(text)


def test_the_report_fits_into_a_comment(case: Make, review: Make, audit: Make) -> None:
    """Of many misses as many are shown as there is room for, and the others are counted."""
    text = markdown.render(audit(*((case(f"case-{n}", ["too-soon"], note="why " * 100), review()) for n in range(400))))
    assert 40_000 < len(text) < 61_000
    shown = len(re.findall(r"^- \*\*case-", text, re.MULTILINE))
    assert f"- and {400 - shown} cases more; `--format html` shows them all" in text
