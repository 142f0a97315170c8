"""Rule data: read once from YAML, afterwards from a compiled copy that is trusted only while it fits."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer import resources, ruledata
from reviewer.datafile import KeyPath
from reviewer.errors import DataError
from reviewer.ruledata import compile_tree, load_rule_data, load_tree


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A small folder of data files."""
    _write(tmp_path / "rules", {"b/two.yaml": "z: [no]\na:\n  deep: 2\n", "one.yaml": "x: 1\n"})
    return tmp_path / "rules"


def _write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _no_parsing(*_: object) -> None:
    raise AssertionError("the YAML was parsed")


def test_every_file_is_there_under_its_posix_path(rules: Path) -> None:
    """Values in the order of the file, and where each file lies; hidden files and other endings are no data."""
    _write(rules, {".hidden.yaml": "x", "README.md": "x", ".git/x.yaml": "x", "b/three.YML": "y: 3\n"})
    data = load_tree(rules)
    assert json.dumps(data.files) == '{"b/three.YML": {"y": 3}, "b/two.yaml": {"z": ["no"], "a": {"deep": 2}}, "one.yaml": {"x": 1}}'
    assert data.sources == {name: rules / name for name in data.files}
    assert data.under("b") == {"b/three.YML": {"y": 3}, "b/two.yaml": {"z": ["no"], "a": {"deep": 2}}}


def test_a_compiled_copy_spares_the_parsing_and_says_the_same(rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Equal values in equal order, equal fingerprint."""
    copy = tmp_path / "compiled.jsonl"
    copy.write_bytes(compile_tree(rules))
    parsed = load_tree(rules)
    monkeypatch.setattr(ruledata, "parse", _no_parsing)
    compiled = load_tree(rules, compiled=copy)
    assert compiled == parsed
    assert json.dumps(compiled.files) == json.dumps(parsed.files)


def test_a_checkout_keeps_its_copy_in_the_cache(rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first load writes it, the second reads it, and nothing but the copy is left."""
    cache = tmp_path / ".cache"
    first = load_tree(rules, cache=cache)
    monkeypatch.setattr(ruledata, "parse", _no_parsing)
    assert load_tree(rules, cache=cache) == first
    assert [kept.name for kept in cache.iterdir()] == [f"compiled-{first.fingerprint.removeprefix('sha256:')}.jsonl"]


def test_an_edited_file_makes_the_copy_stale(rules: Path, tmp_path: Path) -> None:
    """No copy is ever preferred to the files themselves."""
    copy, cache = tmp_path / "compiled.jsonl", tmp_path / ".cache"
    copy.write_bytes(compile_tree(rules))
    before = load_tree(rules, compiled=copy, cache=cache)
    (rules / "one.yaml").write_text("x: 2\n")
    after = load_tree(rules, compiled=copy, cache=cache)
    assert after.files["one.yaml"] == {"x": 2}
    assert after.fingerprint != before.fingerprint


@pytest.mark.parametrize(
    "spoil",
    [
        lambda copy: b"",
        lambda copy: copy[:-3],
        lambda copy: copy.replace(b'"x":1', b'"x":7'),
        lambda copy: copy.replace(b'"format": 1', b'"format": 0'),
        lambda copy: copy.partition(b"\n")[0],
        lambda copy: b"\xff\xfe" + copy,
    ],
    ids=["empty", "torn", "altered", "another format", "head only", "not text"],
)
def test_a_spoilt_copy_is_passed_over_and_mended(rules: Path, tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    """A copy that cannot be trusted costs time, never a wrong rule."""
    cache = tmp_path / ".cache"
    good = load_tree(rules, cache=cache)
    (copy,) = cache.iterdir()
    whole = copy.read_bytes()
    copy.write_bytes(spoil(whole))
    assert load_tree(rules, cache=cache) == good
    assert copy.read_bytes() == whole


def test_a_cache_that_cannot_be_written_only_costs_time(rules: Path, tmp_path: Path) -> None:
    """A read-only checkout works; so does one where something else has the cache's name."""
    (tmp_path / ".cache").write_text("a file")
    assert load_tree(rules, cache=tmp_path / ".cache") == load_tree(rules)


def test_old_copies_are_cleared_away(rules: Path, tmp_path: Path) -> None:
    """Editing rules all day leaves a handful of copies, the newest among them."""
    for n in range(12):
        (rules / "one.yaml").write_text(f"x: {n}\n")
        newest = load_tree(rules, cache=tmp_path / ".cache").fingerprint.removeprefix("sha256:")
    kept = {copy.name for copy in (tmp_path / ".cache").iterdir()}
    assert len(kept) == 8
    assert f"compiled-{newest}.jsonl" in kept


def test_further_folders_add_their_files(tmp_path: Path) -> None:
    """One's own rules join the project's and change the fingerprint."""
    mine = _write(tmp_path / "mine", {"rules/house-style.yaml": "id: mine\n"})
    own, both = load_rule_data(), load_rule_data([mine])
    assert both.files == {**own.files, "rules/house-style.yaml": {"id": "mine"}}
    assert both.fingerprint != own.fingerprint


def test_a_further_folder_never_replaces_a_file_in_silence(tmp_path: Path) -> None:
    """Two files of one name are an error that names both."""
    mine = _write(tmp_path / "mine", {"guidelines/too-soon.yaml": "id: too-soon\n"})
    with pytest.raises(DataError, match=r"mine/guidelines/too-soon\.yaml: another data file has this name already \(.*\); rename yours$"):
        load_rule_data([mine])


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "cannot be read as a folder (No such file or directory); name a folder of data files"),
        ({"notes.txt": "x"}, "holds no data file; put a `.yaml` file into it"),
        ({f"{n}.txt": "" for n in range(5_001)}, "holds more than 5,000 files; name the folder of the rules alone"),
    ],
    ids=["missing", "no data", "too many"],
)
def test_a_folder_without_rules_is_an_error(tmp_path: Path, files: dict[str, str], message: str) -> None:
    """A rule that silently does not exist is the worst kind."""
    folder = _write(tmp_path / "mine", files)
    with pytest.raises(DataError) as caught:
        load_rule_data([folder])
    assert str(caught.value) == f"{folder.as_posix()}: {message}"


def test_an_error_names_the_line_of_its_key(rules: Path) -> None:
    """A key that is not there is placed at the nearest one above it."""
    data = load_tree(rules)
    asked: list[KeyPath] = [("a", "deep"), ("a", "missing"), ("z", 0), ()]
    assert [data.line_of("b/two.yaml", *keys) for keys in asked] == [3, 2, 1, 1]
    error = data.error("is odd", "b/two.yaml", "a", "deep")
    assert (str(error), error.key) == (f"{(rules / 'b/two.yaml').as_posix()}, line 3: is odd", "a.deep")


def test_a_file_below_the_working_folder_is_named_from_there(rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages name files as their reader would."""
    monkeypatch.chdir(rules.parent)
    assert load_tree(rules).error("is odd", "one.yaml", "x").file == "rules/one.yaml"


def test_loading_compiled_data_wakes_no_yaml() -> None:
    """The cold path reads JSON only."""
    load_rule_data()
    script = "import sys; from reviewer.ruledata import load_rule_data; load_rule_data(); print('yaml' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout == "False\n"


def test_the_fingerprint_is_the_same_on_every_platform() -> None:
    """Order and line ends do not count; names and bytes do."""
    files = [("a.yaml", b"x: 1\ny: 2\n"), ("b/c.yaml", b"z\n")]
    same = resources.content_hash([("b/c.yaml", b"z\r\n"), ("a.yaml", b"x: 1\ry: 2\r\n")])
    assert resources.content_hash(files) == same == "sha256:e10e33a3ffef1d7db0d697ce76336664f61d52d13ef8d46edb4b48101bb38779"
    assert resources.content_hash([("a.yaml", b"x: 1\ny: 2\nz\n"), ("b/c.yaml", b"")]) != same
    assert resources.content_hash([("a", b""), ("b", b"")]) != resources.content_hash([("ab", b"")])


@pytest.mark.checkout
def test_an_installed_package_never_writes_beside_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Packaged data comes with its compiled copy and has no cache; a checkout has a cache and no copy."""
    assert resources.compiled_file() is None
    assert resources.cache_root() == resources.rules_root().parent / ".cache"
    packaged = _write(tmp_path / "_data", {"rules/a.yaml": "x: 1\n"})
    monkeypatch.setattr(resources, "_PACKAGED", packaged)
    assert (resources.rules_root(), resources.compiled_file(), resources.cache_root()) == (
        packaged / "rules",
        packaged / "compiled.jsonl",
        None,
    )


def test_a_package_without_its_data_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A half-installed package is told apart from a bug."""
    (tmp_path / "_data").mkdir()
    monkeypatch.setattr(resources, "_PACKAGED", tmp_path / "_data")
    with pytest.raises(DataError, match=r"rules: the folder is missing; install the package again$"):
        load_rule_data()
