"""The doctor's eyes: bad versions, files that run when Python starts, ways to a model that lead nowhere."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path

import pytest

from reviewer.asking import Failure, Reply
from reviewer.providers import health
from reviewer.providers.health import Remark, answer_of, installation, path_files, way_to

SETUPTOOLS = (
    "import os; var = 'SETUPTOOLS_USE_DISTUTILS'; enabled = os.environ.get(var, 'local') == 'local';"
    " enabled and __import__('_distutils_hack')"
)


def _installed(monkeypatch: pytest.MonkeyPatch, **versions: str) -> None:
    def version(name: str) -> str:
        if name not in versions:
            raise importlib.metadata.PackageNotFoundError(name)
        return versions[name]

    monkeypatch.setattr(health, "version", version)


@pytest.mark.parametrize("found", ["1.82.7", "1.82.8", "1.107.0", "1.107.1"])
def test_a_harmful_release_is_a_danger(monkeypatch: pytest.MonkeyPatch, found: str) -> None:
    _installed(monkeypatch, litellm=found, httpx="0.28.1")
    remark = next(installation())
    assert (remark.level, remark.about) == ("danger", "litellm")
    assert remark.said.startswith(f"version {found} is known to hold malware")
    assert remark.remedy
    assert "renew every key" in remark.remedy


def test_an_old_release_is_a_danger_and_a_good_one_is_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    _installed(monkeypatch, litellm="1.83.14", httpx="0.28.1")
    assert next(installation()).level == "danger"
    _installed(monkeypatch, litellm="1.106.2", httpx="0.28.1")
    assert list(installation()) == [Remark("fine", "litellm", "version 1.106.2"), Remark("fine", "httpx", "version 0.28.1")]


@pytest.mark.parametrize(
    ("wanted", "levels"),
    [(None, ["note", "note"]), ("local/one", ["note", "missing"]), ("openai/one", ["missing", "missing"])],
)
def test_what_is_not_installed_is_missing_only_for_those_who_need_it(
    monkeypatch: pytest.MonkeyPatch, wanted: str | None, levels: list[str]
) -> None:
    _installed(monkeypatch)
    remarks = list(installation(wanted))
    assert [remark.level for remark in remarks] == levels
    assert {remark.remedy for remark in remarks} == {
        "`pip install 'interview-follow-up-reviewer[llm]'` (in a clone: `pip install '.[llm]'`)"
    }


def _package(folder: Path, name: str, file: str) -> None:
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    (info / "RECORD").write_text(f"{file},,\n", encoding="utf-8")


def test_a_file_that_runs_when_python_starts_is_seen(tmp_path: Path) -> None:
    """A danger where nobody or LiteLLM owns it, a note where another package does, and nothing for a mere path."""
    (tmp_path / "plain.pth").write_text("/somewhere\n# import nothing\n", encoding="utf-8")
    (tmp_path / "distutils-precedence.pth").write_text(f"{SETUPTOOLS};\n", encoding="utf-8")
    (tmp_path / "_virtualenv.pth").write_text("import _virtualenv\n", encoding="utf-8")
    (tmp_path / "litellm_init.pth").write_text("import subprocess\n", encoding="utf-8")
    _package(tmp_path, "litellm", "litellm_init.pth")
    (tmp_path / "odd.pth").write_text("import os; os.system('x')\n", encoding="utf-8")
    (tmp_path / "cover.pth").write_text("import coverage; coverage.process_startup()\n", encoding="utf-8")
    _package(tmp_path, "coverage", "cover.pth")
    found = {Path(remark.about).name: (remark.level, remark.said) for remark in path_files([tmp_path]) if remark.about.endswith(".pth")}
    assert found == {
        "cover.pth": ("note", "it runs whenever Python starts; `coverage` has put it there"),
        "litellm_init.pth": ("danger", "it belongs to LiteLLM and runs whenever Python starts"),
        "odd.pth": ("danger", "it runs whenever Python starts, and no installed package owns it"),
    }


@pytest.mark.parametrize(
    "hidden", [f"{SETUPTOOLS}; __import__('odd')", "import _virtualenv, odd", "import\todd", "import _virtualenv\nimport odd"]
)
def test_nothing_hides_behind_a_line_that_is_known(tmp_path: Path, hidden: str) -> None:
    (tmp_path / "distutils-precedence.pth").write_text(hidden, encoding="utf-8")
    assert "danger" in {remark.level for remark in path_files([tmp_path])}


def test_a_site_customisation_among_the_packages_is_a_danger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "usercustomize.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert [remark.level for remark in path_files([tmp_path]) if "usercustomize" in remark.about] == ["danger"]


def test_a_clean_installation_is_fine(tmp_path: Path) -> None:
    remarks = [remark for remark in path_files([tmp_path]) if "customize" not in remark.about]
    assert remarks == [Remark("fine", "path files", "none runs unexpected code when Python starts")]


def test_a_local_model_needs_its_address() -> None:
    remark = next(way_to("local/one", None, {}))
    assert (remark.level, remark.about) == ("missing", "local/one")
    assert remark.said.startswith("`local/one` needs the address of its server")


def test_letters_do_not_travel_in_the_open_without_a_word() -> None:
    remarks = list(way_to("local/one", "http://10.0.0.1:8080/v1", {"LOCAL_API_KEY": "sk-1"}))
    assert [remark.level for remark in remarks] == ["note", "fine"]
    assert remarks[0].said == "what is sent there can be read on the way"
    assert remarks[1].said == "the environment variable LOCAL_API_KEY is set and will be sent"
    assert [remark.level for remark in way_to("local/one", "http://127.0.0.1:8080/v1", {})] == ["fine"]


def test_one_small_question_is_put_and_no_draft_sent(server: object) -> None:
    from typing import Any

    there: Any = server
    there.answers(there.says('{"ready": true}'))
    reply = answer_of("local/one", there.base_url, {})
    assert isinstance(reply, Reply)
    assert [message["content"] for message in there.requests[0].body["messages"]] == [
        'Answer with the JSON object {"ready": true} and nothing else.'
    ]
    there.answers(there.complains(401, "who are you"))
    refused = answer_of("local/one", there.base_url, {})
    assert isinstance(refused, Failure)
    assert refused.kind == "auth"


@pytest.mark.usefixtures("no_keys")
def test_a_hosted_model_without_a_key_is_told_which_one() -> None:
    remarks = list(way_to("openai/gpt-4o-mini", None, {}))
    assert remarks == [
        Remark(
            "missing",
            "openai/gpt-4o-mini",
            "no key is set for openai: the environment variable OPENAI_API_KEY is missing",
            "export OPENAI_API_KEY=...",
        )
    ]
    assert [remark.level for remark in way_to("no-such-thing", None, {})] == ["missing"]
