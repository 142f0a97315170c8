"""`reviewer check`: one review."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.cli.exits import ExitCode
from reviewer.cli.given import Given
from reviewer.cli.sources import draft_text
from reviewer.errors import InputError
from reviewer.models import VERDICTS, Draft, Review, Verdict
from reviewer.settings import Settings

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def check(
    ctx: typer.Context,
    file: Annotated[
        str | None, typer.Argument(metavar="FILE", help="Plain text, a `.json` input document, or `-` for standard input.")
    ] = None,
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help="The draft itself.")] = None,
    channel: opt.Channel = None,
    subject: opt.Subject = None,
    stage: opt.StageOption = None,
    interviewed_on: opt.InterviewedOn = None,
    sending_on: opt.SendingOn = None,
    reply_promised_by: opt.ReplyPromisedBy = None,
    follow_ups: opt.FollowUps = None,
    recipient_name: opt.RecipientName = None,
    recipient_role: opt.RecipientRole = None,
    connection: opt.ConnectionOption = None,
    salary: opt.Salary = None,
    other_offer: opt.OtherOffer = None,
    process: opt.ProcessOption = None,
    context: opt.ContextFile = None,
    format: opt.Format = None,
    fail_on: opt.FailOn = None,
    no_quotes: opt.NoQuotes = None,
    color: opt.Color = None,
    rules: opt.Rules = None,
    classifier: opt.Classifier = None,
) -> None:
    """Review one draft before you send it.

    The exit code is 0 for `send` (or anything milder than --fail-on), 1 otherwise, 2 for wrong use or bad input.
    """
    settings = opt.chosen(ctx, format=format, fail_on=fail_on, no_quotes=no_quotes, color=color, rules=rules, classifier=classifier)
    given = Given()
    _take_draft(given, file, text)
    given.say(channel=channel, subject=subject)
    if context is not None:
        given.facts(context)
    given.know(
        stage=stage,
        interviewed_on=interviewed_on,
        sending_on=sending_on,
        reply_promised_by=reply_promised_by,
        follow_ups=follow_ups,
        recipient_name=recipient_name,
        recipient_role=recipient_role,
        connection=connection,
        salary_expectation=salary,
        other_offer=other_offer,
        process=process,
    )
    given.fill_in()
    draft, facts = given.parsed()
    from reviewer import Reviewer  # after the input is known to be good: loading the rules is the larger part of the work

    reviewer = Reviewer(rule_folders=settings.rules, classifier=settings.classifier)
    _show(reviewer.review(draft, facts, id=given.id), draft, settings, given.assumed)


_DOCUMENT = re.compile(r'\s*\{\s*"(?:draft|context|id)"\s*:')
"""How an input document begins; the words of a draft never do."""


def _take_draft(given: Given, file: str | None, text: str | None) -> None:
    if text is not None and file is not None:
        raise InputError("the draft was given twice, as a FILE and as `--text`; keep one of them", field="draft")
    if file is not None and file.lower().endswith(".json"):
        given.document(file)
    else:
        given.draft["text"] = draft_text(file, text)
        if _DOCUMENT.match(given.draft["text"]):
            raise InputError("this is an input document and no plain draft; save it under a name that ends in `.json`", field="draft")


def _show(review: Review, draft: Draft, settings: Settings, assumed: list[str]) -> None:
    """Show the review in the form that was asked for, and leave with the code that fits the verdict."""
    if settings.no_quotes:
        from reviewer.render.privacy import without_quotes

        review = without_quotes(review, draft)
    quotes = not settings.no_quotes
    if settings.format == "json":
        for sentence in assumed:
            output.remark(f"assumed: {sentence}")
        output.show_json(review.model_dump_json())
    elif settings.format == "markdown":
        from reviewer.render.markdown import render_markdown

        output.show_text(render_markdown(review, draft, quotes=quotes, assumed=assumed))
    else:
        from reviewer.render.report import report

        lines = report(review, draft, width=output.width(), bar=output.bar(), quotes=quotes, assumed=assumed)
        output.show_lines(lines, color=settings.color)
    raise typer.Exit(_exit_code(review.verdict, settings.fail_on))


def _exit_code(verdict: Verdict, fail_on: str) -> ExitCode:
    if fail_on == "never":
        return ExitCode.FINE
    order: tuple[str, ...] = VERDICTS
    return ExitCode.MEND if order.index(verdict) >= order.index(fail_on) else ExitCode.FINE
