"""Data files are YAML with plain values: words stay words, and every surprise is refused by name and line."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reviewer.datafile import MAX_BYTES, Document, parse
from reviewer.errors import DataError


@pytest.fixture(params=["libyaml", "pure Python"], autouse=True)
def _either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The C parser is quicker and not everywhere; both read the same."""
    if request.param == "pure Python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)


def test_words_stay_words_and_numbers_are_those_of_json() -> None:
    """What YAML 1.1 would turn into truth values, dates or clock times is text here, since word lists hold such words."""
    content = (
        b"words: [no, yes, on, 2026-01-02, 12:30, 0x10, 01, 1e5, .inf, 1_000, '1', \"true\"]\nvalues: [true, false, null, ~, 3, -2, 1.50]\n"
    )
    assert parse(content, "a.yaml").value == {
        "words": ["no", "yes", "on", "2026-01-02", "12:30", "0x10", "01", "1e5", ".inf", "1_000", "1", "true"],
        "values": [True, False, None, None, 3, -2, 1.5],
    }


def test_every_key_and_item_has_its_line() -> None:
    """Keys count where they are written, items where they begin."""
    assert parse(b"a: 1\nb:\n  - x\n  -\n    c: |\n      text\n", "a.yaml") == Document(
        value={"a": 1, "b": ["x", {"c": "text\n"}]},
        lines={(): 1, ("a",): 1, ("b",): 2, ("b", 0): 3, ("b", 1): 5, ("b", 1, "c"): 5},
    )


def test_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    """A file edited on another system is the same file."""
    assert parse(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n", "a.yaml") == parse(b"a: 1\nb: 2\n", "a.yaml")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a: &x [1]\nb: *x\n", "line 1: anchors and aliases are not allowed; write the value out"),
        (b"a: 1\nb: *x\n", "line 2: anchors and aliases are not allowed; write the value out"),
        (
            b"a: !!python/name:x y\n",
            "line 1: the tag `tag:yaml.org,2002:python/name:x` is not allowed; write the value without it",
        ),
        (b"&x a: 1\n", "line 1: a key must be plain text"),
        (b"? [a]\n: b\n", "line 1: a key must be plain text"),
        (b"a: 1\nb: 2\na: 3\n", "line 3: the key `a` is given twice (first on line 1); keep one"),
        (b"a: 1\n---\nb: 2\n", "line 2: starts a second document; keep one document in a file"),
        (b"a: caf\xe9\n", "line 1: is not UTF-8 text; save it as UTF-8"),
        (b"[" * 5_000, "line 1: is nested more than 40 levels deep; make it flatter"),
        (b"- " * 5_000, "line 1: is nested more than 40 levels deep; make it flatter"),
    ],
)
def test_what_hides_something_is_refused_with_its_line(content: bytes, message: str) -> None:
    """The sentence names the file, the line and the way out."""
    with pytest.raises(DataError) as caught:
        parse(content, "rules/mine.yaml")
    assert str(caught.value) == f"rules/mine.yaml, {message}"


@pytest.mark.parametrize("content", [b"", b"# only a remark\n"])
def test_an_empty_file_is_no_data(content: bytes) -> None:
    """A file that says nothing is a mistake, not an empty list."""
    with pytest.raises(DataError, match=r"^a\.yaml: is empty; fill it or delete it$"):
        parse(content, "a.yaml")


def test_a_file_beyond_the_limit_is_not_read() -> None:
    """A rule pack may come from a stranger."""
    with pytest.raises(DataError, match=r"^a\.yaml: is larger than 1,000,000 bytes; split it into several files$"):
        parse(b"a" * (MAX_BYTES + 1), "a.yaml")


@pytest.mark.parametrize(
    ("content", "lines"),
    [(b"a: [1, 2\nb: 3\n", {2}), (b"ok: 1\na:\n\t- b\n", {3}), (b"ok: 1\na: 'x\n", {2, 3}), (b"a: \x00", {None})],
)
def test_broken_yaml_is_named_with_the_line_where_reading_stopped(content: bytes, lines: set[int | None]) -> None:
    """One sentence, without the parser's drawing of the place."""
    with pytest.raises(DataError, match="the YAML cannot be read: ") as caught:
        parse(content, "a.yaml")
    assert caught.value.line in lines
    assert "\n" not in str(caught.value)


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"], exclude_characters="\ufeff"))
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcdefgh ", min_size=1), inner, max_size=4),
    max_leaves=12,
)


@given(_VALUES)
def test_json_is_read_as_json_reads_it(value: object) -> None:
    """A data file may be written as JSON, and means the same."""
    assert parse(json.dumps({"value": value}, ensure_ascii=False).encode(), "a.yaml").value == {"value": value}
