"""Reads labelled cases: one JSON object a line; every mistake is named with file and line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

from reviewer import resources
from reviewer.batch.lines import MAX_LINE, read_lines
from reviewer.errors import InputError, nearest, reading
from reviewer.evals.records import Case, CaseFile, LabelledCase
from reviewer.models import GUIDELINES, Context, Draft
from reviewer.models.parse import parse_document, parse_json

__all__ = ["CaseSet", "hash_of", "load_cases", "misspelt", "parse_case", "survey_cases"]

_LISTS: Final = ("expect", "allow", "tags", "evidence")
_TEXTS: Final = ("note", "kind")
_ALIKE: Final = 0.75
"""How like a key of a case another one must be to be taken for a slip."""


class CaseSet(NamedTuple):
    """The cases of a run in the order of the files, and the files."""

    cases: tuple[Case, ...]
    files: tuple[CaseFile, ...]

    @property
    def hash(self) -> str:
        """Name drafts, contexts and labels, whatever the order and the files."""
        lines = sorted(f"{case.id} {case.hash} {sorted(case.expect)} {sorted(case.allow)}" for case in self.cases)
        return "sha256:" + sha256("\n".join(lines).encode()).hexdigest()


def load_cases(paths: Sequence[Path] = ()) -> CaseSet:
    """Read files, or every `.jsonl` file of folders; without a path, the cases that ship. An id stands once over all of them."""
    found, faults = survey_cases(paths)
    if faults:
        raise _first(faults)
    return found


def survey_cases(paths: Sequence[Path] = ()) -> tuple[CaseSet, tuple[InputError, ...]]:
    """The cases that can be read, and an error for each line that cannot; a file that cannot be read at all raises its own."""
    files = [file for path in paths or (resources.cases_root(),) for file in _files(path)]
    found = [_load(file) for file in dict.fromkeys(files)]
    read = [one for some, _ in found for one in some]
    if not read:
        raise InputError(f"{', '.join(map(str, paths))}: no case was found; write one JSON object a line")
    cases: dict[str, Case] = {}
    faults = list[InputError]()
    for one in read:
        if isinstance(one, InputError):
            faults.append(one)
        elif cases.setdefault(one.id, one) is not one:
            first = cases[one.id].place
            faults.append(InputError(f"{one.place}: the id `{one.id}` stands in {first} already; give every case its own", field="id"))
    return CaseSet(tuple(cases.values()), tuple(file for _, file in found)), tuple(faults)


def parse_case(document: object, *, file: str = "", line: int = 0) -> Case:
    """Read one labelled case; `expect` is required, and labels are of the closed list."""
    draft, context = parse_document(document)
    assert isinstance(document, Mapping)
    named = _name(document.get("id"), "id")
    if named is None:
        raise InputError("`id` is missing; give every case a name of its own", field="id")
    if "expect" not in document:
        told = "list the guidelines that the draft violates, [] for a good draft"
        meant = next((f" (did you mean it by `{key[:40]}`?)" for key in document if misspelt(key) == "expect"), "")
        raise InputError(f"`expect` is missing{meant}; {told}", field="expect")
    lists = {key: _list(document.get(key), key) for key in _LISTS}
    _labels(lists["expect"], lists["allow"])
    texts = {key: _text(document.get(key), key) for key in _TEXTS}
    return Case.model_validate(
        {
            **lists,
            **texts,
            "id": named,
            "draft": draft,
            "context": context,
            "pair": _name(document.get("pair"), "pair"),
            "file": file,
            "line": line,
            "hash": hash_of(draft, context),
            "unread": tuple(key for key in document if key not in LabelledCase.model_fields and str(key).isprintable()),
        }
    )


def misspelt(key: object) -> str | None:
    """The key of a case that another one is nearly spelt like; None for a key of a case, or one of somebody's own."""
    import difflib  # only a key that is not read needs it

    if not isinstance(key, str) or key in LabelledCase.model_fields:
        return None
    return next(iter(difflib.get_close_matches(key.casefold()[:40], LabelledCase.model_fields, n=1, cutoff=_ALIKE)), None)


def hash_of(draft: Draft, context: Context) -> str:
    """Name what is judged: equal for equal drafts and contexts, however their JSON is written."""
    plain = [draft.model_dump(mode="json", exclude_none=True), context.model_dump(mode="json", exclude_none=True)]
    return sha256(json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()).hexdigest()[:16]


def _first(faults: Sequence[InputError]) -> InputError:
    """The first of several faults, with how many more there are and what names them."""
    first, more = faults[0], len(faults) - 1
    told = f"; {more} more {'line' if more == 1 else 'lines'} cannot be used, and `reviewer eval lint` names them all" if more else ""
    return InputError(f"{first.message}{told}", field=first.field)


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        found = sorted(path.glob("*.jsonl"))
        if not found:
            raise InputError(f"{path}: holds no `.jsonl` file; name a file of cases, or a folder that holds some")
        yield from found
    else:
        yield path


def _load(file: Path) -> tuple[list[Case | InputError], CaseFile]:
    name = _shown(file)
    with reading(name):
        with file.open("rb") as stream:
            cases = [_case(line.content, name, line.number) for line in read_lines(stream)]
        digest = resources.content_hash([(file.name, file.read_bytes())])
    return cases, CaseFile(name=name, cases=len(cases), hash=digest)


def _case(content: bytes | None, name: str, number: int) -> Case | InputError:
    try:
        if content is None:
            raise InputError(f"the line is longer than the {MAX_LINE:,} bytes that are read; shorten it")
        return parse_case(parse_json(content.decode("utf-8").strip("\r\n")), file=name, line=number)
    except UnicodeDecodeError as problem:
        return InputError(f"{name}, line {number}: is not UTF-8 text (byte {problem.start + 1}); save the file as UTF-8")
    except InputError as problem:
        told = problem.message.replace(" at line 1, column", " at column")
        return InputError(f"{name}, line {number}: {told}", field=problem.field)


def _name(value: Any, key: str) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | str) or not str(value).strip():
        raise InputError(f"`{key}` must be text or a whole number", field=key)
    return _sound(str(value), key)


def _text(value: Any, key: str) -> str | None:
    if not isinstance(value, str | None):
        raise InputError(f"`{key}` must be text", field=key)
    return value and _sound(value, key)


def _sound(text: str, key: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InputError(
            f"`{key}` holds half of a surrogate pair, which is no character; save the text as UTF-8 again", field=key
        ) from None
    return text


def _list(value: Any, key: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise InputError(f'`{key}` must be a list of texts, such as ["..."]', field=key)
    return tuple(_sound(item, key) for item in value)


def _labels(expect: Sequence[str], allow: Sequence[str]) -> None:
    for key, labels in (("expect", expect), ("allow", allow)):
        for n, label in enumerate(labels):
            if label not in GUIDELINES:
                raise InputError(f"`{key}[{n}]`: `{label[:40]}` is not a guideline; {nearest(label[:40], GUIDELINES)}", field=f"{key}[{n}]")
            if label in labels[:n]:
                raise InputError(f"`{key}[{n}]`: `{label}` stands twice; keep one", field=f"{key}[{n}]")
    both = [label for label in expect if label in allow]
    if both:
        raise InputError(f"`{both[0]}` stands under `expect` and under `allow`; keep it under one of them", field="allow")


def _shown(file: Path) -> str:
    """The path as it is best read: from here where it lies below, and alike on every platform."""
    try:
        return file.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return file.as_posix()
