"""`reviewer check`: one review."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.cli.exits import ExitCode
from reviewer.cli.given import Given
from reviewer.cli.mailing import SUFFIXES, Post
from reviewer.cli.sources import draft_text
from reviewer.errors import InputError
from reviewer.models import VERDICTS, Context, Draft, Review, Verdict
from reviewer.settings import Settings

if TYPE_CHECKING:
    from reviewer import Reviewer
    from reviewer.models.application import Application

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def check(
    ctx: typer.Context,
    file: Annotated[
        str | None,
        typer.Argument(metavar="FILE", help="Plain text, a mail (`.eml`), a `.json` input document, or `-` for standard input."),
    ] = None,
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help="The draft itself.")] = None,
    mail: Annotated[
        str | None, typer.Option("--mail", metavar="FILE|-", help="The draft as a whole mail, as a mail program hands it over.")
    ] = None,
    threads: Annotated[
        list[Path] | None, typer.Option("--thread", metavar="FILE", help="Learn facts from these mails (.mbox, .eml); may be repeated.")
    ] = None,
    me: Annotated[
        list[str] | None, typer.Option("--me", metavar="ADDRESS", help="Your own address in the thread; may be repeated.")
    ] = None,
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
    application: opt.ForApplication = None,
    format: opt.Format = None,
    fail_on: opt.FailOn = None,
    no_quotes: opt.NoQuotes = None,
    color: opt.Color = None,
    rules: opt.Rules = None,
    classifier: opt.Classifier = None,
    model: opt.Model = None,
    base_url: opt.BaseUrl = None,
    cache: opt.CacheOption = None,
    require_model: opt.RequireModel = False,
    show_request: Annotated[
        bool, typer.Option("--show-request", help="Print what would be sent to the model, names replaced, and send nothing.")
    ] = False,
) -> None:
    """Review one draft before you send it.

    The exit code is 0 for `send` (or anything milder than --fail-on), 1 otherwise, 2 for wrong use or bad input, 3 if a
    required model could not answer.
    """
    settings = opt.chosen(
        ctx,
        format=format,
        fail_on=fail_on,
        no_quotes=no_quotes,
        color=color,
        rules=rules,
        classifier=classifier,
        model=model,
        base_url=base_url,
        cache=cache,
    )
    for option, given_too in (("--require-model", require_model), ("--show-request", show_request)):
        if given_too:
            opt.needs_model(settings, option)
    remembered = None if application is None else _remembered(ctx, application)
    given = Given()
    post = Post(threads=threads or (), me=me or ())
    _take_draft(given, post, file, text, mail)
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
    post.fill_in(given)
    given.fill_in()
    given.assumed += opt.unasked(ctx, settings, model)
    draft, facts = given.parsed()
    from reviewer import Reviewer  # after the input is known to be good: loading the rules is the larger part of the work

    reviewer = Reviewer(rule_folders=settings.rules, classifier=settings.classifier, **opt.asking(settings))
    if post.draft or post.threads:
        post.teach(given, draft, facts, reviewer, quotes=not settings.no_quotes)
        draft, facts = given.parsed()
    if remembered is not None:
        facts = _recalled(remembered, given)
    if show_request:
        _show_request(reviewer, draft, facts)
    review = reviewer.review(draft, facts, id=given.id)
    _show(review, draft, settings, given)
    unanswered = require_model and review.critique.status not in ("done", "off")
    raise typer.Exit(ExitCode.NO_MODEL if unanswered else _exit_code(review.verdict, settings.fail_on))


_DOCUMENT = re.compile(r'\s*\{\s*"(?:draft|context|id)"\s*:')
"""How an input document begins; the words of a draft never do."""


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


def _show(review: Review, draft: Draft, settings: Settings, given: Given) -> None:
    """Show the review in the form that was asked for."""
    if settings.no_quotes:
        from reviewer.render.privacy import without_quotes

        review = without_quotes(review, draft)
    quotes = not settings.no_quotes
    beside = {"assumed": given.assumed, "learned": given.learned, "unsettled": given.unsettled}
    if settings.format == "json":
        for label, sentences in (("assumed", given.assumed), ("learned", given.learned), ("to settle", given.unsettled)):
            for sentence in sentences:
                output.remark(f"{label}: {sentence}")
        output.show_json(review.model_dump_json())
    elif settings.format == "markdown":
        from reviewer.render.markdown import render_markdown

        output.show_text(render_markdown(review, draft, quotes=quotes, **beside))
    else:
        from reviewer.render.report import report

        lines = report(review, draft, width=output.width(), bar=output.bar(), quotes=quotes, **beside)
        output.show_lines(lines, color=settings.color)


def _show_request(reviewer: Reviewer, draft: Draft, facts: Context) -> NoReturn:
    """Show the request as it would leave this machine, and leave."""
    from reviewer.critique.critic import NOTHING_TO_ASK
    from reviewer.critique.exchange import body_of

    assert reviewer.critic is not None
    reading = reviewer.critic.prepare(*reviewer.judge(draft, facts))
    if reading is None:
        output.remark(NOTHING_TO_ASK)
    else:
        model = reviewer.critic.model
        shown = {"model": model.name, "base_url": model.base_url, "body": body_of(reviewer.critic.request(reading), model)}
        output.show_json(json.dumps(shown, ensure_ascii=False, indent=2))
    raise typer.Exit(ExitCode.FINE)


def _exit_code(verdict: Verdict, fail_on: str) -> ExitCode:
    if fail_on == "never":
        return ExitCode.FINE
    order: tuple[str, ...] = VERDICTS
    return ExitCode.MEND if order.index(verdict) >= order.index(fail_on) else ExitCode.FINE
