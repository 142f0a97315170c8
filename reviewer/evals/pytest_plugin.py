"""A plugin for pytest: a program that shows reviews asserts on its own labelled cases, in its own suite.

Nothing but pytest is imported until a case file is named or a fixture is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from reviewer.evals.asserting import AssertReview
    from reviewer.evals.judges import RulesJudge
    from reviewer.evals.records import Case, Result

_FILES = pytest.StashKey[tuple[Path, ...]]()
_JUDGE = pytest.StashKey["RulesJudge"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options and their twins for the configuration file."""
    group = parser.getgroup("reviewer", "labelled cases of follow-up reviews")
    group.addoption(
        "--reviewer-cases", action="append", default=[], metavar="FILE", help="Run each labelled case of this file or folder as a test."
    )
    group.addoption("--reviewer-rules", action="append", default=[], metavar="FOLDER", help="Read further rule files from here.")
    parser.addini("reviewer_cases", "files or folders of labelled cases, each run as a test", type="paths", default=[])
    parser.addini("reviewer_rules", "folders of further rule files", type="paths", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """Have the case files collected beside whatever else was named."""
    paths = _paths(config, "reviewer_cases")
    files = tuple(file.resolve() for path in paths for file in (sorted(path.glob("*.jsonl")) if path.is_dir() else [path]))
    config.stash[_FILES] = files
    config.args.extend(str(file) for file in dict.fromkeys(files) if str(file) not in config.args)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a file that was named as one of cases, and no other."""
    files = parent.config.stash.get(_FILES, ())
    return CaseFile.from_parent(parent, path=file_path) if files and file_path.resolve() in files else None


class CaseFile(pytest.File):
    """A file of labelled cases."""

    def collect(self) -> Iterator[CaseItem]:
        """Give a test for each case, under its id."""
        from reviewer.errors import ReviewerError
        from reviewer.evals.cases import load_cases

        try:
            cases = load_cases([self.path]).cases
        except ReviewerError as problem:
            raise self.CollectError(problem.message) from None
        for case in cases:
            yield CaseItem.from_parent(self, name=case.id, case=case)


class CaseItem(pytest.Item):
    """One labelled case: passes if it comes out right; what cannot be judged is an error or a skip, never a failure or a pass."""

    def __init__(self, *, case: Case, **passed_on: object) -> None:
        super().__init__(**passed_on)  # type: ignore[arg-type]  # pytest hands its own keywords through
        self.case = case
        self.extra_keyword_matches.update((case.draft.channel, *case.expect, *case.tags, *filter(None, (case.kind,))))

    def setup(self) -> None:
        """Judge: an outage is an error of the test, not a failure of the draft."""
        from reviewer.evals.outcomes import settle

        judge = _judge(self.config)
        self.result = settle(self.case, judge.name, judge.judge(self.case))
        if self.result.outcome == "abstained":
            pytest.skip(f"not judged: {self.result.why}")
        if self.result.outcome == "error":
            raise NotAsLabelledError(self.case, self.result)

    def runtest(self) -> None:
        """Hold the answer against the labels."""
        if self.result.outcome != "right":
            raise NotAsLabelledError(self.case, self.result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """Tell what does not fit, instead of a traceback."""
        return str(excinfo.value) if isinstance(excinfo.value, NotAsLabelledError) else str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Name the line of the file."""
        return self.path, self.case.line - 1, f"case {self.name}"


class NotAsLabelledError(Exception):
    """A case did not come out as its labels say."""

    def __init__(self, case: Case, result: Result) -> None:
        from reviewer.evals.asserting import told

        super().__init__(told(case, result))


@pytest.fixture(scope="session")
def reviewer_cases(pytestconfig: pytest.Config) -> tuple[Case, ...]:
    """Every case of `--reviewer-cases` and of the setting `reviewer_cases`."""
    from reviewer.evals.cases import load_cases

    paths = _paths(pytestconfig, "reviewer_cases")
    return load_cases(paths).cases if paths else ()


@pytest.fixture(scope="session")
def assert_review(pytestconfig: pytest.Config) -> AssertReview:
    """A function that reviews a draft and fails unless exactly the expected guidelines are found."""
    from reviewer.evals.asserting import AssertReview

    return AssertReview(_judge(pytestconfig))


def _judge(config: pytest.Config) -> RulesJudge:
    """One judge for the whole session, since loading the rules is the larger part of the work."""
    if _JUDGE not in config.stash:
        from reviewer.evals.judges import RulesJudge

        config.stash[_JUDGE] = RulesJudge(tuple(_paths(config, "reviewer_rules")))
    return config.stash[_JUDGE]


def _paths(config: pytest.Config, name: str) -> list[Path]:
    given = [config.invocation_params.dir / path for path in config.getoption(name)]
    return [*given, *config.getini(name)]
