"""Rule data: read once from YAML, afterwards from a compiled copy that is trusted only while it fits."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reviewer import resources, ruledata
from reviewer.datafile import KeyPath
from reviewer.errors import DataError
from reviewer.resources import Copies
from reviewer.ruledata import derive, load_rule_data, load_tree


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A small folder of data files."""
    _write(tmp_path / "rules", {"b/two.yaml": "z: [no]\na:\n  deep: 2\n", "one.yaml": "x: 1\n"})
    return tmp_path / "rules"


@pytest.fixture
def kept(tmp_path: Path) -> Copies:
    """A cache that is empty so far."""
    return Copies(tmp_path / ".cache", writable=True)


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


def test_a_checkout_keeps_a_copy_that_spares_the_parsing(rules: Path, kept: Copies, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first load writes it, the second reads it: equal values in equal order, and nothing but the copy is left."""
    first = load_tree(rules, kept)
    assert first.files
    monkeypatch.setattr(ruledata, "parse", _no_parsing)
    second = load_tree(rules, kept)
    assert (second, second.files) == (first, first.files)
    assert json.dumps(second.files) == json.dumps(first.files)
    assert [copy.name for copy in kept.folder.iterdir()] == [f"rules-{first.fingerprint.removeprefix('sha256:')}.jsonl"]


def test_an_installed_package_reads_its_copies_and_writes_none(rules: Path, kept: Copies, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the wheel carries is used; when the rules beside it were edited, nothing is written back."""
    assert load_tree(rules, kept).files
    shipped = replace(kept, writable=False)
    with monkeypatch.context() as patch:
        patch.setattr(ruledata, "parse", _no_parsing)
        assert load_tree(rules, shipped).files
    (rules / "one.yaml").write_text("x: 2\n")
    assert load_tree(rules, shipped).files["one.yaml"] == {"x": 2}
    assert len([*kept.folder.iterdir()]) == 1


def test_an_edited_file_makes_the_copy_stale(rules: Path, kept: Copies) -> None:
    """No copy is ever preferred to the files themselves."""
    before = load_tree(rules, kept)
    assert before.files
    (rules / "one.yaml").write_text("x: 2\n")
    after = load_tree(rules, kept)
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
def test_a_spoilt_copy_is_passed_over_and_mended(rules: Path, kept: Copies, spoil: Callable[[bytes], bytes]) -> None:
    """A copy that cannot be trusted costs time, never a wrong rule."""
    good = load_tree(rules, kept).files
    (copy,) = kept.folder.iterdir()
    whole = copy.read_bytes()
    copy.write_bytes(spoil(whole))
    assert copy.read_bytes() != whole
    assert load_tree(rules, kept).files == good
    assert copy.read_bytes() == whole


def test_a_cache_that_cannot_be_written_only_costs_time(rules: Path, kept: Copies) -> None:
    """A read-only checkout works; so does one where something else has the cache's name."""
    kept.folder.write_text("a file")
    assert load_tree(rules, kept).files == load_tree(rules).files


def test_old_copies_are_cleared_away(rules: Path, kept: Copies) -> None:
    """Editing rules all day leaves a handful of copies, the newest among them."""
    for n in range(12):
        (rules / "one.yaml").write_text(f"x: {n}\n")
        data = load_tree(rules, kept)
        assert data.files
        newest = data.fingerprint.removeprefix("sha256:")
    names = {copy.name for copy in kept.folder.iterdir()}
    assert len(names) == 8
    assert f"rules-{newest}.jsonl" in names


def test_what_is_made_of_the_rules_is_made_once(rules: Path, kept: Copies, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is made again when the data or the code that makes it has changed, and is always as JSON has it."""
    monkeypatch.setattr(resources, "copies", lambda: kept)
    made: list[str] = []

    def make(name: str) -> tuple[str, ...]:
        made.append(name)
        return ("made", name)

    data = load_tree(rules)
    values = [derive(data, "index", lambda: make("first"), code="1"), derive(data, "index", lambda: make("again"), code="1")]
    values.append(derive(data, "index", lambda: make("other code"), code="2"))
    (rules / "one.yaml").write_text("x: 2\n")
    values.append(derive(load_tree(rules), "index", lambda: make("other data"), code="1"))
    assert made == ["first", "other code", "other data"]
    assert values == [["made", "first"], ["made", "first"], ["made", "other code"], ["made", "other data"]]


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
    assert load_rule_data().files
    script = "import sys; from reviewer.ruledata import load_rule_data; load_rule_data().files; print('yaml' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout == "False\n"


def test_the_fingerprint_is_the_same_on_every_platform() -> None:
    """Order and line ends do not count; names and bytes do."""
    files = [("a.yaml", b"x: 1\ny: 2\n"), ("b/c.yaml", b"z\n")]
    same = resources.content_hash([("b/c.yaml", b"z\r\n"), ("a.yaml", b"x: 1\ry: 2\r\n")])
    assert resources.content_hash(files) == same == "sha256:e10e33a3ffef1d7db0d697ce76336664f61d52d13ef8d46edb4b48101bb38779"
    assert resources.content_hash([("a.yaml", b"x: 1\ny: 2\nz\n"), ("b/c.yaml", b"")]) != same
    assert resources.content_hash([("a", b""), ("b", b"")]) != resources.content_hash([("ab", b"")])


def test_the_code_of_a_room_has_a_name_of_its_own() -> None:
    """Equal for equal rooms, another for other rooms."""
    assert resources.code_hash("guidelines") == resources.code_hash("guidelines")
    assert resources.code_hash("guidelines") != resources.code_hash("models") != resources.code_hash("guidelines", "models")


@pytest.mark.checkout
def test_an_installed_package_never_writes_beside_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Packaged data lies with its copies inside the package; a checkout keeps copies in its cache."""
    assert resources.copies() == Copies(resources.rules_root().parent / ".cache", writable=True)
    packaged = _write(tmp_path / "_data", {"rules/a.yaml": "x: 1\n"})
    monkeypatch.setattr(resources, "_PACKAGED", packaged)
    assert resources.rules_root() == packaged / "rules"
    assert resources.copies() == Copies(packaged / "compiled", writable=False)


def test_a_package_without_its_data_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A half-installed package is told apart from a bug."""
    (tmp_path / "_data").mkdir()
    monkeypatch.setattr(resources, "_PACKAGED", tmp_path / "_data")
    with pytest.raises(DataError, match=r"rules: the folder is missing; install the package again$"):
        load_rule_data()
