"""What the user chose, and by what."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reviewer.errors import SettingsError
from reviewer.settings import Settings, load_settings


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "work" / "letters").mkdir(parents=True)
    return tmp_path


def settings(home: Path, **environ: str) -> tuple[Settings, dict[str, str]]:
    chosen, sources = load_settings({"HOME": str(home), **environ}, here=home / "work" / "letters")
    return chosen, {name: source for name, source in sources.by_name.items() if source != "default"}


def test_without_anything_set_the_defaults_hold(home: Path) -> None:
    """No file and no variable is needed."""
    assert settings(home) == (Settings(), {})


def test_the_nearest_settings_file_up_to_the_home_folder_is_read(home: Path) -> None:
    """A relative folder of rules counts from the file that names it."""
    (home / "reviewer.toml").write_text('format = "json"\n')
    file = home / "work" / "reviewer.toml"
    file.write_text('rules = ["my-rules"]\nno_quotes = true\njobs = 2\n')
    assert settings(home) == (
        Settings(rules=(home / "work" / "my-rules",), no_quotes=True, jobs=2),
        {"rules": str(file), "no_quotes": str(file), "jobs": str(file)},
    )


def test_an_environment_variable_wins_over_the_file_and_an_option_over_both(home: Path) -> None:
    """The nearer the choice, the stronger."""
    (home / "reviewer.toml").write_text('fail_on = "wait"\nformat = "json"\n')
    chosen, sources = settings(home, REVIEWER_FAIL_ON="never", REVIEWER_RULES=f"a{os.pathsep}b")
    assert chosen == Settings(fail_on="never", format="json", rules=(Path("a"), Path("b")))
    assert sources["fail_on"] == "REVIEWER_FAIL_ON"
    assert chosen.with_options(fail_on="do-not-send", format=None, rules=[]) == Settings(
        fail_on="do-not-send", format="json", rules=(Path("a"), Path("b"))
    )


def test_a_file_that_was_named_is_read_instead_of_the_nearest(home: Path) -> None:
    """`REVIEWER_CONFIG` names it."""
    (home / "reviewer.toml").write_text("jobs = 1\n")
    other = home / "other.toml"
    other.write_text("jobs = 3\n")
    assert settings(home, REVIEWER_CONFIG=str(other)) == (Settings(jobs=3), {"jobs": str(other)})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b'fromat = "json"',
            "did you mean `format`? Allowed: base_url, cache, cache_folder, classifier, color, concurrency, deadline, fail_on, format, "
            "jobs, keep_days, local_pseudonyms, max_tokens, memory, model, no_quotes, rules",
        ),
        (b'format = "xml"', "`format` cannot be 'xml'; Allowed: json, markdown, text"),
        (b'jobs = "two"', "`jobs` must be a whole number from 0 (every core) to 1024"),
        (b"keep_days = -1", "`keep_days` must be a whole number from 0 to 3650"),
        (b"model = 4", "`model` must be text"),
        (b"cache_folder = 4", "`cache_folder` must be a folder"),
        (b'cache = "of"', "`cache` cannot be 'of'; did you mean `off`? Allowed: off, on, refresh, replay"),
        (b"no_quotes = 1", "`no_quotes` must be true or false"),
        (b'rules = "here"', 'a list of folders, such as ["my-rules"]'),
        (b"jobs = ", "the TOML cannot be read: Invalid value (at end of document)"),
        (b"\xff", "the settings file is not UTF-8 text; save it as UTF-8"),
    ],
)
def test_a_settings_file_that_cannot_be_used_is_named_with_the_key(home: Path, content: bytes, message: str) -> None:
    """A misspelt key is an error, never silence."""
    file = home / "reviewer.toml"
    file.write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        settings(home)
    assert caught.value.message.startswith(f"{file}: ")
    assert caught.value.message.endswith(message)


def test_a_misspelt_variable_is_an_error_and_a_foreign_one_is_not_ours(home: Path) -> None:
    """Another program may use the prefix; only what looks like one of ours is refused."""
    with pytest.raises(SettingsError, match="`REVIEWER_FROMAT` is not a setting; did you mean `format`"):
        settings(home, REVIEWER_FROMAT="json")
    assert settings(home, REVIEWER_GITHUB_TOKEN="x") == (Settings(), {})


def test_a_variable_with_a_value_that_is_not_allowed_is_named(home: Path) -> None:
    """The message says which variable it is."""
    with pytest.raises(SettingsError, match="the environment variable `REVIEWER_NO_QUOTES` must be true or false"):
        settings(home, REVIEWER_NO_QUOTES="maybe")


def test_what_belongs_to_a_model_is_set_like_the_rest(home: Path) -> None:
    """A relative cache folder counts from the settings file."""
    file = home / "work" / "reviewer.toml"
    file.write_text('model = "local/small"\nbase_url = "http://127.0.0.1:8080/v1"\ncache_folder = "kept"\nlocal_pseudonyms = false\n')
    chosen, _ = settings(home, REVIEWER_CACHE="replay", REVIEWER_CONCURRENCY="3")
    assert chosen == Settings(
        model="local/small",
        base_url="http://127.0.0.1:8080/v1",
        cache_folder=home / "work" / "kept",
        local_pseudonyms=False,
        cache="replay",
        concurrency=3,
    )


@pytest.mark.parametrize(("value", "place"), [("on", "on"), ("off", "off"), ("jobs/mine.db", Path("jobs/mine.db"))])
def test_the_memory_is_on_off_or_a_file(value: str, place: str | Path) -> None:
    """A file is named by its path; nothing is no place."""
    assert load_settings({"REVIEWER_MEMORY": value, "HOME": "/nowhere"}, here=Path("/"))[0].memory == place
    with pytest.raises(SettingsError, match="must be `on`, `off` or the path of a file"):
        Settings().with_options(memory=" ")
