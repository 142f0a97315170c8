"""What the user chose, read once: an option wins over the environment, the environment over a settings file, that over the default.

A settings file is `reviewer.toml`, found in the working folder or one above it up to the home folder, else in the
platform's folder for configuration; `--config FILE` or `REVIEWER_CONFIG` names another.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from reviewer.errors import SettingsError, nearest

__all__ = ["CACHE_MODES", "COLORS", "FAIL_ON", "FILE_NAME", "FORMATS", "Settings", "Sources", "load_settings"]

FILE_NAME: Final = "reviewer.toml"
PREFIX: Final = "REVIEWER_"
FORMATS: Final = ("text", "json", "markdown")
FAIL_ON: Final = ("revise", "wait", "do-not-send", "never")
COLORS: Final = ("auto", "always", "never")
CACHE_MODES: Final = ("on", "off", "refresh", "replay")
_DEFAULT: Final = "default"
_MAX_BYTES: Final = 100_000


@dataclass(frozen=True, slots=True)
class Sources:
    """Where each setting comes from, by its name, and the file that was read."""

    by_name: Mapping[str, str]
    file: Path | None


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run."""

    rules: tuple[Path, ...] = ()
    """Folders of further rule files; a relative one counts from the settings file."""
    format: str = "text"
    fail_on: str = "revise"
    """The mildest verdict for which `check` exits with 1."""
    jobs: int = 0
    """Processes of `batch`; 0 means one for each core."""
    no_quotes: bool = False
    classifier: bool = True
    """Whether the sentence encoder bears witness beside the rules."""
    color: str = "auto"
    model: str = ""
    """A language model that reads each draft as well; none by default."""
    base_url: str = ""
    """Where the model's server is, if not where its provider's usually is."""
    max_tokens: int = 4096
    """The longest answer of the model."""
    deadline: int = 90
    """Seconds that a review with a model may take."""
    cache: str = "on"
    """Whether answers of the model are kept and used again."""
    cache_folder: Path | None = None
    """Where they are kept, if not in the user's own cache folder; a relative one counts from the settings file."""
    keep_days: int = 30
    local_pseudonyms: bool = True
    """Whether names are replaced for a model on this machine too."""
    memory: Path | str = "on"
    """Where applications are remembered: `on` is the user's own data folder; else `off`, or a file, counted from the settings file."""
    concurrency: int = 8
    """Questions of `batch` that are under way at once."""

    def with_options(self, **options: Any) -> Settings:
        """The same with options laid over it; `None` and an empty list are options that were not given."""
        given = {name: value for name, value in options.items() if value is not None and value != []}
        return replace(self, **{name: _read(name, value, f"`--{name.replace('_', '-')}`", Path()) for name, value in given.items()})


NAMES: Final = tuple(field.name for field in fields(Settings))
_NUMBERS: Final = ("jobs", "max_tokens", "deadline", "keep_days", "concurrency")


def load_settings(
    environ: Mapping[str, str] | None = None, *, config: Path | None = None, here: Path | None = None
) -> tuple[Settings, Sources]:
    """Read the settings and say of each where it comes from."""
    environ = os.environ if environ is None else environ
    named = config or (Path(environ[f"{PREFIX}CONFIG"]) if environ.get(f"{PREFIX}CONFIG") else None)
    file = named or _found(here or Path.cwd(), environ)
    chosen: dict[str, Any] = {}
    sources = dict.fromkeys(NAMES, _DEFAULT)
    layers = [*_from_file(file), *_from_environment(environ)] if file else [*_from_environment(environ)]
    for name, value, source in layers:
        chosen[name], sources[name] = value, source
    return replace(Settings(), **chosen), Sources(sources, file)


def _found(here: Path, environ: Mapping[str, str]) -> Path | None:
    home = Path(environ.get("HOME") or environ.get("USERPROFILE") or Path.home())
    above = (here, *here.parents)
    reach = above[: above.index(home) + 1] if home in above else above[:1]
    places = (*(folder / FILE_NAME for folder in reach), _config_folder(home, environ) / FILE_NAME)
    return next((place for place in places if place.is_file()), None)


def _config_folder(home: Path, environ: Mapping[str, str]) -> Path:
    """Where the platform keeps configuration."""
    if sys.platform == "win32":
        return Path(environ.get("APPDATA") or home / "AppData" / "Roaming") / "reviewer"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "reviewer"
    return Path(environ.get("XDG_CONFIG_HOME") or home / ".config") / "reviewer"


def _from_file(file: Path) -> Iterator[tuple[str, Any, str]]:
    import tomllib

    try:
        with file.open("rb") as opened:
            table = tomllib.loads(opened.read(_MAX_BYTES).decode("utf-8-sig"))
    except OSError as problem:
        raise SettingsError(f"{file}: the settings file cannot be read ({problem.strerror}); correct its path or its permissions") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{file}: the settings file is not UTF-8 text; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as problem:
        raise SettingsError(f"{file}: the TOML cannot be read: {problem}") from None
    for key, value in table.items():
        if key not in NAMES:
            raise SettingsError(f"{file}: `{key}` is not a setting; {nearest(key, NAMES)}")
        yield key, _read(key, value, f"{file}: `{key}`", file.parent), str(file)


def _from_environment(environ: Mapping[str, str]) -> Iterator[tuple[str, Any, str]]:
    """Variables of ours; one that only looks like ours is an error, since it would be passed over in silence."""
    known = {f"{PREFIX}{name.upper()}": name for name in NAMES}
    for variable in sorted(name for name in environ if name.startswith(PREFIX)):
        if variable in known:
            name = known[variable]
            yield name, _read(name, _plain(name, environ[variable]), f"the environment variable `{variable}`", Path()), variable
        elif variable != f"{PREFIX}CONFIG" and (hint := nearest(variable.removeprefix(PREFIX).lower(), NAMES)).startswith("did"):
            way_out = f"{hint}, each as `{PREFIX}` and the name in capitals"
            raise SettingsError(f"the environment variable `{variable}` is not a setting; {way_out}")


def _plain(name: str, value: str) -> Any:
    """An environment variable holds text; give it the type that a settings file would have given."""
    if name == "rules":
        return [part for part in value.split(os.pathsep) if part]
    if name in ("no_quotes", "classifier", "local_pseudonyms"):
        return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False, "": False}.get(value.strip().lower(), value)
    return int(value) if name in _NUMBERS and value.strip().isdecimal() else value


def _read(name: str, value: Any, where: str, base: Path) -> Any:
    return _READERS[name](value, where, base)


def _one_of(words: tuple[str, ...]) -> Callable[[Any, str, Path], str]:
    def read(value: Any, where: str, base: Path) -> str:
        if value not in words:
            raise SettingsError(f"{where} cannot be {value!r}; {nearest(str(value), words)}")
        return str(value)

    return read


def _folders(value: Any, where: str, base: Path) -> tuple[Path, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str | Path) and str(item) for item in value):
        raise SettingsError(f'{where} must be a list of folders, such as ["my-rules"]')
    return tuple(base / Path(item).expanduser() for item in value)


def _folder(value: Any, where: str, base: Path) -> Path | None:
    if not isinstance(value, str | Path):
        raise SettingsError(f"{where} must be a folder")
    return base / Path(value).expanduser() if str(value) else None


def _place(value: Any, where: str, base: Path) -> Path | str:
    """`on`, `off` or a file."""
    if not isinstance(value, str | Path) or not str(value).strip():
        raise SettingsError(f"{where} must be `on`, `off` or the path of a file")
    return str(value) if str(value) in ("on", "off") else base / Path(value).expanduser()


def _text(value: Any, where: str, base: Path) -> str:
    if not isinstance(value, str):
        raise SettingsError(f"{where} must be text")
    return value.strip()


def _number(least: int, most: int, means: str = "") -> Callable[[Any, str, Path], int]:
    def read(value: Any, where: str, base: Path) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise SettingsError(f"{where} must be a whole number from {least}{means} to {most}")
        return value

    return read


def _switch(value: Any, where: str, base: Path) -> bool:
    if not isinstance(value, bool):
        raise SettingsError(f"{where} must be true or false")
    return value


_READERS: Final[Mapping[str, Callable[[Any, str, Path], Any]]] = {
    "rules": _folders,
    "format": _one_of(FORMATS),
    "fail_on": _one_of(FAIL_ON),
    "jobs": _number(0, 1024, " (every core)"),
    "no_quotes": _switch,
    "classifier": _switch,
    "color": _one_of(COLORS),
    "model": _text,
    "base_url": _text,
    "max_tokens": _number(1, 1_000_000),
    "deadline": _number(1, 3_600),
    "cache": _one_of(CACHE_MODES),
    "cache_folder": _folder,
    "keep_days": _number(0, 3_650),
    "local_pseudonyms": _switch,
    "memory": _place,
    "concurrency": _number(1, 1_024),
}
