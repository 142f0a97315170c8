"""How a draft and its facts come to a command: from files, mails, the memory and options, whichever command asks for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typer

from reviewer.cli import options as opt
from reviewer.cli.given import Given
from reviewer.cli.mailing import SUFFIXES, Post
from reviewer.cli.sources import draft_text
from reviewer.errors import InputError
from reviewer.models import Context, Draft
from reviewer.settings import Settings

if TYPE_CHECKING:
    from reviewer import Reviewer
    from reviewer.models.application import Application

__all__ = ["Taken", "take"]

_DOCUMENT: Final = re.compile(r'\s*\{\s*"(?:draft|context|id)"\s*:')
"""How an input document begins; the words of a draft never do."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A draft with its facts, and a reviewer that is ready for it."""

    given: Given
    draft: Draft
    facts: Context
    reviewer: Reviewer
    remembered: Application | None
    """The application of the memory that was named."""


def take(
    ctx: typer.Context,
    settings: Settings,
    *,
    file: str | None,
    text: str | None,
    mail: str | None,
    threads: list[Path] | None,
    me: list[str] | None,
    channel: str | None,
    subject: str | None,
    context: Path | None,
    application: str | None,
    model: str | None,
    **facts: Any,
) -> Taken:
    """Everything that was given, laid over each other; `facts` are the options of the context by their fields' names."""
    remembered = None if application is None else _remembered(ctx, application)
    given = Given()
    post = Post(threads=threads or (), me=me or ())
    _take_draft(given, post, file, text, mail)
    given.say(channel=channel, subject=subject)
    if context is not None:
        given.facts(context)
    given.know(**facts)
    post.fill_in(given)
    given.fill_in()
    given.assumed += opt.unasked(ctx, settings, model)
    draft, known = given.parsed()
    from reviewer import Reviewer  # after the input is known to be good: loading the rules is the larger part of the work

    reviewer = Reviewer(rule_folders=settings.rules, classifier=settings.classifier, **opt.asking(settings))
    if post.draft or post.threads:
        post.teach(given, draft, known, reviewer, quotes=not settings.no_quotes)
        draft, known = given.parsed()
    if remembered is not None:
        known = _recalled(remembered, given)
    return Taken(given, draft, known, reviewer, remembered)


def _take_draft(given: Given, post: Post, file: str | None, text: str | None, mail: str | None) -> None:
    ways = [name for name, value in (("a FILE", file), ("`--text`", text), ("`--mail`", mail)) if value is not None]
    if len(ways) > 1:
        raise InputError(f"the draft was given twice, as {' and as '.join(ways)}; keep one of them", field="draft")
    if post.me and not post.threads:
        raise InputError("`--me` needs a thread; name its file with `--thread`", field="me")
    if mail is None and file is not None and file.lower().endswith(SUFFIXES):
        mail = file
    if mail is not None:
        post.take(given, mail)
        return
    if file is not None and file.lower().endswith(".json"):
        given.document(file)
    else:
        given.draft["text"] = draft_text(file, text)
        if _DOCUMENT.match(given.draft["text"]):
            raise InputError("this is an input document and no plain draft; save it under a name that ends in `.json`", field="draft")


def _remembered(ctx: typer.Context, application: str) -> Application:
    from reviewer.cli.remembering import memory_of  # a check without memory opens none

    return memory_of(ctx).application(application)


def _recalled(remembered: Application, given: Given) -> Context:
    """The facts with those of the memory under them, once nothing among them quarrels."""
    from reviewer.cli.remembering import ask_about, recall

    recall(remembered, given)
    facts = given.parsed_context()
    ask_about(remembered, given, facts)
    return facts
