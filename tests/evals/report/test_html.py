"""The page: it needs nothing, runs nothing, and lets no draft out of its frame."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

from reviewer.evals.cases import CaseSet
from reviewer.evals.records import Run
from reviewer.evals.report import html
from reviewer.evals.run import run

Make = Callable[..., Any]
_EMPTY = {"meta", "img", "br", "input", "col", "link", "hr", "base"}
_PRESS = re.compile(r"\s+")


class _Page(HTMLParser):
    """What a reader of the page meets: elements, attributes and words, and whether every element is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in _EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    def values(self, name: str) -> list[str]:
        return [value for _, attribute, value in self.attributes if attribute == name]

    @property
    def text(self) -> str:
        return _PRESS.sub(" ", "".join(self.words))


def test_the_page_says_what_the_run_says(full: Run) -> None:
    """Outcomes, gates, changes and reasons stand in its words."""
    text = _Page(html.render(full)).text
    for words in (
        "2 of 5 drafts judged right",
        "2 right 1 wrong 1 abstained 1 in error",
        "1 of 3 gates failed",
        "not judged do-not-send-recall could not be judged",
        "F1 over the guidelines 66.7%",
        "4 of 6 · excludes 2",
        "Held against evals/baselines/rules.json: 3 cases",
        "early now missed too-soon; now extra impatience",
        "too-soon no rule spoke",
        "Not judged the draft is in another language",
        "Two days.",
        "reviewer eval explain early --cases cases.jsonl",
    ):
        assert words in text, words


def test_no_word_of_a_draft_becomes_markup(hostile: Run) -> None:
    """Scripts, closing tags, entities and template braces of drafts, names, notes and errors are only ever read."""
    made = html.render(hostile)
    page = _Page(made)
    assert not set(page.tags) & {"script", "img", "iframe", "object", "link", "base", "form"}
    assert [attribute for _, attribute, _ in page.attributes if attribute.startswith("on")] == []
    assert '<script>document.title="broken"</script> </style></title><img src=x' in page.text
    assert "{{ 7 * 7 }} {% raw %}" in page.text
    assert not {"\u202e", "\x1b"} & set(page.text)


def test_the_page_asks_for_nothing_and_forbids_the_rest(full: Run) -> None:
    """Every link stays on the page and leads somewhere, no id stands twice, and its own policy bars scripts and requests."""
    page = _Page(html.render(full))
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {link[0] for link in page.values("href")} == {"#"}
    assert {link[1:] for link in page.values("href")} <= set(ids)
    assert page.values("src") == []
    assert [value for value in page.values("content") if "default-src" in value] == [
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    ]
    named = {name for value in page.values("aria-labelledby") for name in value.split()}
    assert named <= set(ids)


def test_equal_runs_give_equal_pages(full: Run) -> None:
    """No date, no path of the machine, no chance."""
    assert html.render(full) == html.render(Run.model_validate_json(full.model_dump_json()))


def test_a_bar_stands_where_its_figure_says(case: Make, review: Make, audit: Make) -> None:
    """Three of four: the mark at 75, the band over its interval, and the whole numbers beside it."""
    told = [(case(str(n), ["too-soon"]), review(*(["too-soon"] if n else []))) for n in range(4)]
    made = html.render(audit(*told))
    assert '<rect class="interval" x="30.06" y="2" width="65.38" height="6"/>\n<rect class="value" x="74.6"' in made
    assert "30.1–95.4 · 3 of 4" in _Page(made).text


def test_several_judges_stand_side_by_side(case: Make, review: Make, scripted: Make) -> None:
    """Each has its own part, and no id of one is taken by another."""
    cases = CaseSet((case("a", ["too-soon"]),), ())
    judges = [scripted({"a": review("too-soon")}, name="one"), scripted({"a": review()}, name="two & co")]
    page = _Page(html.render(run(cases, judges)))
    assert "1 of 1 draft judged right by one" in page.text
    assert "0 of 1 draft judged right by two & co" in page.text
    assert "Side by side one two & co F1 over the guidelines 100.0% 34.2–100.0 0.0%" in page.text
    assert len(page.values("id")) == len(set(page.values("id")))


def test_a_run_without_a_miss_says_so(case: Make, review: Make, audit: Make) -> None:
    """There is nothing to filter, and nothing to open."""
    page = _Page(html.render(audit((case("a"), review()))))
    assert "Every case came out right." in page.text
    assert page.tags["fieldset"] == 0


def test_several_hundred_misses_stay_small(case: Make, review: Make, finding: Make, audit: Make) -> None:
    """A page of 600 wrong cases of 1,500 characters, a few of them very long, is below two megabytes."""
    words = "I keep wondering whether you have decided. " * 35
    told = [
        (case(str(n), ["too-soon"], text=f"{n} {words * (40 if n % 100 == 0 else 1)}"), review(finding("impatience", words=(5, 30))))
        for n in range(600)
    ]
    assert len(html.render(audit(*told)).encode()) < 2_000_000
