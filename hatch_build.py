"""Compile the rule data into the wheel, so that an installed reviewer reads no YAML."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileRules(BuildHookInterface[Any]):
    """Adds `reviewer/_data/compiled.jsonl` to a wheel; an editable install reads the checkout instead."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Put the compiled copy where the package looks for it."""
        if version == "editable":
            return
        # A package without its `__init__`: that one needs the run-time dependencies, and a build has none of them.
        bare = ModuleType("reviewer")
        bare.__path__ = [str(Path(self.root) / "reviewer")]
        sys.modules["reviewer"] = bare
        from reviewer.ruledata import compile_tree

        self._folder = tempfile.TemporaryDirectory()
        copy = Path(self._folder.name) / "compiled.jsonl"
        copy.write_bytes(compile_tree(Path(self.root) / "rules"))
        build_data["force_include"][str(copy)] = "reviewer/_data/compiled.jsonl"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing behind."""
        if version != "editable":
            self._folder.cleanup()
