"""Environments to measure in: the wheel as people install it, and the peers, each away from the checkout."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
_CACHE: Final = ROOT / ".cache" / "bench-peers"
_PIP: Final = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
_PATIENCE: Final = 600.0


class UnavailableError(Exception):
    """Something that cannot be had here, with the reason."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Another checker of prose, at the version that is compared."""

    name: str
    package: str
    command: tuple[str, ...]
    """How it checks one file, which is appended."""
    node: bool = False


PEERS: Final = (
    Peer("proselint", "proselint==0.16.0", ("proselint", "check")),
    Peer("slop-guard", "slop-guard==0.5.0", ("sg",)),
    Peer("write-good", "write-good@1.0.8", ("write-good",), node=True),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a program lies: its interpreter, and the folder of its commands."""

    interpreter: Path
    commands: Path


def own() -> Place:
    """An environment with the wheel of this checkout and its pinned dependencies, built anew.

    Raises:
        UnavailableError: the wheel cannot be built or installed.
    """
    folder = _environment("reviewer")
    with tempfile.TemporaryDirectory() as built:
        _run((sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", built))
        wheel = next(Path(built).glob("*.whl"))
        _install(folder, "--constraint", str(ROOT / "constraints.txt"), str(wheel))
        _install(folder, "--force-reinstall", "--no-deps", str(wheel))
    return _place(folder)


def peer(wanted: Peer) -> Place:
    """An environment with one peer, installed on the first call.

    Raises:
        UnavailableError: it cannot be had here.
    """
    return _node_package(wanted) if wanted.node else _python_package(wanted)


def _python_package(wanted: Peer) -> Place:
    folder = _environment(wanted.name)
    stamp = folder / ".installed"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted.package:
        _install(folder, wanted.package)
        stamp.write_text(wanted.package, encoding="utf-8")
    return _place(folder)


def _node_package(wanted: Peer) -> Place:
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        raise UnavailableError("npm and node are not installed")
    folder = _CACHE / wanted.name
    modules = folder / "node_modules"
    stamp = folder / ".installed"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted.package:
        folder.mkdir(parents=True, exist_ok=True)
        _run((npm, "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(folder), wanted.package))
        stamp.write_text(wanted.package, encoding="utf-8")
    return Place(Path(node), modules / ".bin")


def _environment(name: str) -> Path:
    folder = _CACHE / name
    if not (folder / "pyvenv.cfg").is_file():
        _run((sys.executable, "-m", "venv", "--without-pip", str(folder)))
    return folder


def _place(folder: Path) -> Place:
    return Place(folder / "bin" / "python", folder / "bin")


def _install(folder: Path, *wanted: str) -> None:
    _run((*_PIP, "--python", str(folder / "bin" / "python"), "install", *wanted))


def _run(command: tuple[str, ...]) -> None:
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        raise UnavailableError(f"`{' '.join(command[1:4])}` took longer than {_PATIENCE:.0f} s") from None
    if done.returncode:
        said = [line for line in (done.stderr or done.stdout).splitlines() if line.strip() and not line.startswith("WARNING")]
        raise UnavailableError(said[-1].strip() if said else f"`{' '.join(command[1:4])}` failed")
