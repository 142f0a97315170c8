"""Put the data into the wheel, with its compiled copies, so that an installed reviewer reads no YAML."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_SCRIPT = """
import sys
from pathlib import Path
from reviewer import resources
here = resources.Copies(Path(sys.argv[1]), writable=True)
resources.copies = lambda: here
from reviewer.reviews import Reviewer
Reviewer()
"""
"""Loads the rules of the checkout in a process of its own, which keeps its compiled copies in the given folder."""


class Data(BuildHookInterface[Any]):
    """Adds `reviewer/_data/` to a wheel; an editable install reads the checkout instead."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Load the rules once, and ship every compiled copy that this leaves behind."""
        if version == "editable":
            return
        self._folder = tempfile.TemporaryDirectory()
        copies = Path(self._folder.name) / "compiled"
        subprocess.run([sys.executable, "-c", _SCRIPT, str(copies)], cwd=self.root, check=True)
        build_data["force_include"] |= {
            f"{self.root}/classifier": "reviewer/_data/classifier",
            f"{self.root}/prompts": "reviewer/_data/prompts",
            f"{self.root}/rules": "reviewer/_data/rules",
            f"{self.root}/evals": "reviewer/_data/evals",
            f"{self.root}/wording": "reviewer/_data/wording",
            str(copies): "reviewer/_data/compiled",
        }

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing behind."""
        if version != "editable":
            self._folder.cleanup()
