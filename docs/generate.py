"""Writes the pages that are made from the project's own data and output: `make docs`.

A page is never edited by hand where it is generated: the suite holds each against what this script would write.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from docs import examples, references, schemas, traceability  # noqa: E402  (neighbours of this script, found only from here on)

PAGES: Mapping[str, Callable[[], str]] = {
    "README.md": examples.readme,
    "docs/case.schema.json": schemas.case_schema,
    "docs/command-line.md": examples.command_line_page,
    "docs/eval-report-v1.schema.json": schemas.audit_schema,
    "docs/guidelines.md": references.guidelines_page,
    "docs/input.schema.json": schemas.input_schema,
    "docs/mail.md": examples.mail_page,
    "docs/memory.md": examples.memory_page,
    "docs/review-v1.schema.json": schemas.review_schema,
    "docs/rules.md": references.rules_page,
    "docs/traceability.md": traceability.traceability_page,
    "docs/wire-format.md": examples.wire_format_page,
}


def main() -> None:
    """Write each page that has changed."""
    for name, page in PAGES.items():
        path, text = ROOT / name, page()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"wrote {name}")


if __name__ == "__main__":
    main()
