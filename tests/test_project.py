"""The project itself: its commands, its pins, and the wheel that people install."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
BIN = "Scripts" if os.name == "nt" else "bin"

_OF_THE_CHECKOUT = ("test_docs.py", "test_project.py")
"""Tests of files that no wheel carries."""

pytestmark = pytest.mark.checkout


def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _run(*command: str | Path, cwd: Path, expect: int = 0, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST", "VIRTUAL_ENV"))}
    result = subprocess.run([*map(str, command)], cwd=cwd, capture_output=True, text=True, env=clean | environment, encoding="utf-8")
    assert result.returncode == expect, f"{' '.join(map(str, command))}\n{result.stdout}\n{result.stderr}"
    return result


def test_make_knows_every_command_that_is_promised() -> None:
    """People and CI use the same list."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert targets >= {"demo", "test", "test-all", "lint", "types", "bench", "docs", "wheel", "clean"}


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no executable bit")
def test_ci_runs_what_people_run() -> None:
    """The script can be started, and calls nothing but make."""
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert re.findall(r"^make .*", script.read_text(encoding="utf-8"), re.MULTILINE) == ["make test", "make test-all"]


def test_pins_are_plain_and_lie_within_the_ranges() -> None:
    """`constraints.txt` names versions only, and each dependency is pinned to one that the project accepts."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9a-z.]*", line)] == []
    pinned = {name.lower().replace("_", "-"): version for name, version in (line.split("==") for line in lines)}
    project = _project()
    groups = [entry for group in project["dependency-groups"].values() for entry in group if isinstance(entry, str)]
    extras = [entry for extra in project["project"]["optional-dependencies"].values() for entry in extra]
    for wanted in map(Requirement, [*project["project"]["dependencies"], *extras, *groups]):
        if wanted.name == project["project"]["name"]:  # `all`, made of the other extras
            continue
        assert wanted.specifier.contains(pinned[wanted.name.lower()]), wanted


def test_the_changelog_opens_with_the_version_that_is_built() -> None:
    """Whoever raises the version says what changed."""
    newest = re.search(r"^## ([0-9][^ \n]*)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest
    assert newest[1] == _project()["project"]["version"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout as a release would be."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    return next(folder.glob("*.whl"))


def _environment(folder: Path, *requirements: str | Path) -> Path:
    """An empty virtual environment with these packages; returns its folder of commands."""
    _run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--python", folder / BIN / "python")
    _run(*pip, "install", *requirements, cwd=folder.parent)
    return folder / BIN


def _lowest() -> list[str]:
    """The lower bound of every dependency, and of the extras that a lower one could break, as pins."""
    project = _project()["project"]
    extras = (entry for extra in ("client", "llm", "mcp", "serve") for entry in project["optional-dependencies"][extra])
    wanted = [*project["dependencies"], *extras]
    return [re.sub(r"^([A-Za-z0-9._-]+)>=([^,]+).*", r"\1==\2", entry) for entry in wanted]


@pytest.mark.heavy
def test_the_wheel_carries_data_and_types_and_no_tests(wheel: Path) -> None:
    """Rules, their compiled copy and samples are in it; the rest of the checkout is not."""
    names = set(zipfile.ZipFile(wheel).namelist())
    rules = {f"reviewer/_data/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "rules").rglob("*.yaml")}
    assert names >= rules | {"reviewer/py.typed", "reviewer/_data/evals/samples/thank-you.txt"}
    assert [name for name in names if name.startswith("reviewer/_data/compiled/rules-")]
    assert {name.split("/")[0] for name in names} == {"reviewer", f"{wheel.name.removesuffix('-py3-none-any.whl')}.dist-info"}


@pytest.mark.heavy
def test_an_installed_reviewer_works_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    """In an empty environment and an empty folder, with its own compiled rules and without reading any YAML."""
    commands = _environment(tmp_path / "venv", wheel)
    away = tmp_path / "away"
    away.mkdir()
    (away / "draft.txt").write_text("Dear Ms. Okonjo,\n\nThank you for your time on Tuesday.\n\nKind regards,\nMarit\n", encoding="utf-8")
    good = _run(commands / "reviewer", "check", "draft.txt", "--format", "json", cwd=away)
    assert json.loads(good.stdout)["verdict"] == "send"
    request = ["--channel", "connection_request", "--connection", "met", "--recipient-role", "interviewer", "--format", "json"]
    bad = _run(commands / "reviewer", "check", "--text", "", *request, cwd=away, expect=1)
    assert [finding["guideline"] for finding in json.loads(bad.stdout)["findings"]] == ["connection-request"]
    script = "import sys, reviewer.ruledata as r; r.load_rule_data().files; print('yaml' in sys.modules, r.__file__)"
    read_yaml, where = _run(commands / "python", "-c", script, cwd=away).stdout.split()
    assert read_yaml == "False"
    assert Path(where).is_relative_to(tmp_path / "venv")


@pytest.mark.heavy
@pytest.mark.parametrize("versions", ["lowest", "newest"])
def test_the_suite_passes_on_the_wheel_with_any_allowed_version(wheel: Path, tmp_path: Path, versions: str) -> None:
    """The lower bounds of the dependencies are true, and so are the upper ones; the source is put away."""
    test = [entry for entry in _project()["dependency-groups"]["test"] if isinstance(entry, str)]
    commands = _environment(tmp_path / "venv", wheel, *test, *(_lowest() if versions == "lowest" else []))
    away = tmp_path / "away"
    shutil.copytree(ROOT / "tests", away / "tests", ignore=shutil.ignore_patterns("__pycache__", *_OF_THE_CHECKOUT))
    options = ["-q", "--strict-markers", "--import-mode=importlib", "-p", "no:cacheprovider", "-m", "not heavy and not checkout"]
    options += ["-n", "2", "--dist", "loadfile"]
    shutil.copy(ROOT / "pyproject.toml", away)
    _run(commands / "python", "-m", "pytest", *options, cwd=away)
