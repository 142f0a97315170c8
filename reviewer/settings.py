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

__all__ = ["COLORS", "FAIL_ON", "FILE_NAME", "FORMATS", "Settings", "Sources", "load_settings"]

FILE_NAME: Final = "reviewer.toml"
PREFIX: Final = "REVIEWER_"
FORMATS: Final = ("text", "json", "markdown")
FAIL_ON: Final = ("revise", "wait", "do-not-send", "never")
COLORS: Final = ("auto", "always", "never")
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

    def with_options(self, **options: Any) -> Settings:
        """The same with options laid over it; `None` and an empty list are options that were not given."""
        given = {name: value for name, value in options.items() if value is not None and value != []}
        return replace(self, **{name: _read(name, value, f"`--{name.replace('_', '-')}`", Path()) for name, value in given.items()})


NAMES: Final = tuple(field.name for field in fields(Settings))


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
    if name in ("no_quotes", "classifier"):
        return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False, "": False}.get(value.strip().lower(), value)
    return int(value) if name == "jobs" and value.strip().isdecimal() else value


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


def _number(value: Any, where: str, base: Path) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1024:
        raise SettingsError(f"{where} must be a whole number from 0 (every core) to 1024")
    return value


def _switch(value: Any, where: str, base: Path) -> bool:
    if not isinstance(value, bool):
        raise SettingsError(f"{where} must be true or false")
    return value


_READERS: Final[Mapping[str, Callable[[Any, str, Path], Any]]] = {
    "rules": _folders,
    "format": _one_of(FORMATS),
    "fail_on": _one_of(FAIL_ON),
    "jobs": _number,
    "no_quotes": _switch,
    "classifier": _switch,
    "color": _one_of(COLORS),
}
