"""What may keep a model from answering, or make asking it dangerous: looked at without a draft, and without importing what may harm."""

from __future__ import annotations

import re
import site
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distributions, version
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal, TypeAlias

from reviewer.asking import Call, Failure, Message, Reply
from reviewer.errors import SettingsError, install
from reviewer.providers.address import is_loopback
from reviewer.providers.choose import LOCAL, LOCAL_KEY, model_named
from reviewer.providers.versions import FLOOR, is_bad, is_too_old

__all__ = ["Level", "Remark", "answer_of", "installation", "path_files", "way_to"]

Level: TypeAlias = Literal["fine", "note", "missing", "danger"]
"""From nothing to do to something to do at once."""

_EXTRA: Final = install("llm")
_RUNS: Final = re.compile(r"^import[ \t]", re.MULTILINE)
_HARMLESS: Final = re.compile(
    r"import _virtualenv|import (__editable___\w+_finder); \1\.install\(\)"
    r"|import os; var = 'SETUPTOOLS_USE_DISTUTILS'; enabled = os\.environ\.get\(var, '(?:local|stdlib)'\) == 'local';"
    r" enabled and __import__\('_distutils_hack'\)(?:\.add_shim\(\))?;?"
)
"""Lines of path files that tools of everyday put there; compared whole, so that nothing can hide behind them."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that was looked at."""

    level: Level
    about: str
    said: str
    remedy: str | None = None
    """What the user can do; None where there is nothing to do."""


def installation(wanted: str | None = None) -> Iterator[Remark]:
    """The packages through which a model is asked; what the wanted model does not need is only noted where it is missing."""
    needed = wanted is not None and not wanted.startswith(LOCAL)
    try:
        found = version("litellm")
    except PackageNotFoundError:
        yield Remark("missing" if needed else "note", "litellm", "it is not installed: hosted models cannot be asked", _EXTRA)
    else:
        yield _litellm(found)
    try:
        yield Remark("fine", "httpx", f"version {version('httpx')}")
    except PackageNotFoundError:
        yield Remark("missing" if wanted else "note", "httpx", "it is not installed: no model can be asked", _EXTRA)


def _litellm(found: str) -> Remark:
    if is_bad(found):
        said = f"version {found} is known to hold malware that reads keys and passwords; it is never imported here"
        return Remark("danger", "litellm", said, "remove it with all that came with it, and renew every key that this machine has seen")
    if is_too_old(found):
        lowest = ".".join(map(str, FLOOR))
        return Remark("danger", "litellm", f"version {found} is too old: {lowest} closes known holes", f"{_EXTRA} --upgrade")
    return Remark("fine", "litellm", f"version {found}")


def path_files(folders: Sequence[Path] | None = None) -> Iterator[Remark]:
    """What runs by itself whenever Python starts: the way in which harmful releases stay on a machine."""
    places = _site_folders() if folders is None else folders
    owners = _owners(places)
    suspects = [file for folder in places if folder.is_dir() for file in sorted(folder.glob("*.pth")) if _runs_code(file)]
    for file in suspects:
        owner = owners.get(file)
        if owner == "litellm":
            yield Remark(
                "danger", str(file), "it belongs to LiteLLM and runs whenever Python starts", "remove LiteLLM, and renew every key"
            )
        elif owner is None:
            yield Remark("danger", str(file), "it runs whenever Python starts, and no installed package owns it", "look into it; remove it")
        else:
            yield Remark(
                "note", str(file), f"it runs whenever Python starts; `{owner}` has put it there", "look into it if that surprises you"
            )
    for name in ("sitecustomize", "usercustomize"):
        origin = _origin(name)
        if origin is not None:
            inside = any(origin.is_relative_to(place) for place in places)
            said = "it runs whenever Python starts" + (", and lies among the packages" if inside else "")
            yield Remark("danger" if inside else "note", str(origin), said, "look into it; your system or you may have put it there")
    if not suspects:
        yield Remark("fine", "path files", "none runs unexpected code when Python starts")


def way_to(name: str, base_url: str | None, environ: Mapping[str, str]) -> Iterator[Remark]:
    """Whether this model can be asked, as far as that can be told without asking it."""
    try:
        model_named(name, base_url, environ=environ)
    except SettingsError as problem:
        yield Remark("missing", name, problem.message, None)
        return
    if base_url and base_url.startswith("http://") and not is_loopback(base_url):
        yield Remark("note", base_url, "what is sent there can be read on the way", "use https, or a server on this machine")
    if name.startswith(LOCAL):
        key = "is set and will be sent" if environ.get(LOCAL_KEY) else "is not set, and most local servers want none"
        yield Remark("fine", name, f"the environment variable {LOCAL_KEY} {key}")
        return
    yield from _hosted(name, base_url)


def _hosted(name: str, base_url: str | None) -> Iterator[Remark]:
    from reviewer.providers.connections import WITHOUT
    from reviewer.providers.litellm import environment_names, library

    try:
        litellm = library()
        provider = litellm.get_llm_provider(name, api_base=base_url)[1]
        missing = [] if base_url else environment_names(litellm, name)
    except Failure as problem:
        yield Remark("missing", name, problem.said, _EXTRA)
        return
    except Exception:
        yield Remark("missing", name, "LiteLLM knows no provider of this name", "write it as `provider/NAME`")
        return
    if provider in WITHOUT:
        said = "LiteLLM asks it over a connection of its own, which follows redirects and reads answers of any length"
        yield Remark("note", provider, said, "if it speaks OpenAI's protocol too, name the model `openai/NAME` and give that base URL")
    if missing:
        said = f"no key is set for {provider}: the environment variable {' or '.join(missing)} is missing"
        yield Remark("missing", name, said, f"export {missing[0]}=...")
    else:
        yield Remark("fine", name, f"LiteLLM reaches it through {provider}; nothing that it needs is known to be missing")


def answer_of(name: str, base_url: str | None, environ: Mapping[str, str], *, timeout: float = 30.0) -> Reply | Failure:
    """What the model says to a question about nothing; no draft is sent.

    Raises:
        SettingsError: the name or the address cannot be used.
    """
    schema = {"type": "object", "properties": {"ready": {"type": "boolean"}}, "required": ["ready"], "additionalProperties": False}
    asked = (Message("user", 'Answer with the JSON object {"ready": true} and nothing else.'),)
    model = model_named(name, base_url, environ=environ, parameters={"max_tokens": 64})
    try:
        return model.complete(Call(asked, schema, "prompt", timeout))
    except Failure as failure:
        return failure


def _site_folders() -> list[Path]:
    """Where Python looks for path files when it starts."""
    named = [*site.getsitepackages(), *([site.getusersitepackages()] if site.ENABLE_USER_SITE else [])]
    return list(dict.fromkeys(Path(folder) for folder in [*named, *(one for one in sys.path if one.endswith("-packages"))]))


def _owners(places: Sequence[Path]) -> dict[Path, str]:
    """Which installed package says that a path file is its own."""
    return {
        Path(str(file.locate())): found.metadata["Name"]
        for found in distributions(path=[str(place) for place in places])
        for file in found.files or ()
        if file.suffix == ".pth"
    }


def _runs_code(file: Path) -> bool:
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return True
    return any(_RUNS.match(line) and not _HARMLESS.fullmatch(line.strip()) for line in text.splitlines())


def _origin(name: str) -> Path | None:
    try:
        found = find_spec(name)
    except (ImportError, ValueError):
        return None
    return Path(found.origin) if found is not None and found.origin else None
