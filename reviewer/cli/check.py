"""`reviewer check`: one review."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from reviewer.cli import options as opt
from reviewer.cli import output
from reviewer.cli.borrowing import facts_told, with_options_of
from reviewer.cli.exits import ExitCode
from reviewer.cli.given import Given, option_of
from reviewer.cli.taking import take
from reviewer.errors import InputError
from reviewer.models import VERDICTS, Context, Draft, Review, Verdict
from reviewer.settings import Settings

if TYPE_CHECKING:
    from reviewer import Reviewer
    from reviewer.cli.variants import Supposed
    from reviewer.models.acceptance import Acceptance
    from reviewer.render.lines import Line
    from reviewer.render.variants import Variant

__all__ = ["app"]

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
@with_options_of(facts_told, after="subject")
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
    context: opt.ContextFile = None,
    application: opt.ForApplication = None,
    what_if: Annotated[
        list[str] | None,
        typer.Option("--what-if", metavar="NAME=VALUE,...", help="Show the verdict under these other facts as well; may be repeated."),
    ] = None,
    accepted: Annotated[
        list[str] | None,
        typer.Option("--accept", metavar="RULE:REASON", help="Live with what this rule finds in this draft; may be repeated."),
    ] = None,
    remember: Annotated[
        bool, typer.Option("--remember", help="With --for and --accept: live with these words in later drafts to them as well.")
    ] = False,
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
    **known: Any,
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
    if remember and (application is None or not accepted):
        raise InputError("`--remember` needs `--for NAME` and `--accept RULE:REASON`", field="remember")
    taken = take(
        ctx,
        settings,
        file=file,
        text=text,
        mail=mail,
        threads=threads,
        me=me,
        channel=channel,
        subject=subject,
        context=context,
        application=application,
        model=model,
        **facts_told(**known),
    )
    given, draft, facts, reviewer = taken.given, taken.draft, taken.facts, taken.reviewer
    if show_request:
        _show_request(reviewer, draft, facts)
    supposed = _supposed(what_if or (), given)
    accepting, salt = _accepting(accepted or (), reviewer), None
    if taken.remembered is not None:
        accepting, salt = [*accepting, *taken.remembered.accepted], taken.remembered.id
    review = reviewer.review(draft, facts, id=given.id)
    if accepting:
        review = _accept(review, accepting, salt, given)
    if remember and taken.remembered is not None:
        from reviewer.cli.remembering import keep_leave

        keep_leave(ctx, taken.remembered, review, accepting)
    variants = [_judged(one, reviewer, accepting, salt) for one in supposed]
    _show(review, draft, settings, given, variants)
    unanswered = require_model and review.critique.status not in ("done", "off")
    raise typer.Exit(ExitCode.NO_MODEL if unanswered else _exit_code(review.verdict, settings.fail_on))


def _supposed(written: Sequence[str], given: Given) -> Sequence[Supposed]:
    if not written:
        return ()
    from reviewer.cli.variants import suppose

    return suppose(written, given)


def _judged(supposed: Supposed, reviewer: Reviewer, accepting: Sequence[Acceptance], salt: str | None) -> Variant:
    from reviewer.acceptance import accept
    from reviewer.render.variants import Variant

    review = reviewer.review(supposed.draft, supposed.context)
    return Variant(supposed.facts, accept(review, accepting, salt=salt).review)


def _accepting(written: Sequence[str], reviewer: Reviewer) -> list[Acceptance]:
    if not written:
        return []
    from reviewer.acceptance import read_acceptance

    return [read_acceptance(one, [rule.id for rule in reviewer.rules]) for one in written]


def _accept(review: Review, accepting: Sequence[Acceptance], salt: str | None, given: Given) -> Review:
    """The review with what is accepted set aside; an acceptance for this draft that touches nothing is named."""
    from reviewer.acceptance import accept

    review, stale = accept(review, accepting, salt=salt)
    given.unsettled += [f"`--accept {one.rule}` touches nothing in this draft; leave it out" for one in stale if one.hash is None]
    return review


def _show(review: Review, draft: Draft, settings: Settings, given: Given, variants: Sequence[Variant] = ()) -> None:
    """Show the review in the form that was asked for."""
    if settings.no_quotes:
        from reviewer.render.privacy import without_quotes

        review = without_quotes(review, draft)
        variants = [replace(one, review=without_quotes(one.review, draft)) for one in variants]
    quotes = not settings.no_quotes
    beside = {"assumed": given.assumed, "learned": given.learned, "unsettled": given.unsettled}
    if settings.format == "json":
        for label, sentences in (("assumed", given.assumed), ("learned", given.learned), ("to settle", given.unsettled)):
            for sentence in sentences:
                output.remark(f"{label}: {sentence}")
        output.show_json(_both(review, variants) if variants else review.model_dump_json())
    elif settings.format == "markdown":
        from reviewer.render.markdown import render_markdown

        output.show_text(render_markdown(review, draft, quotes=quotes, **beside) + _beside_in_markdown(review, variants))
    else:
        from reviewer.render.report import report

        lines = [*report(review, draft, width=output.width(), bar=output.bar(), quotes=quotes, option_of=option_of, **beside)]
        output.show_lines([*lines, *_side_by_side(review, variants)], color=settings.color)


def _both(review: Review, variants: Sequence[Variant]) -> str:
    from reviewer.cli.variants import as_json

    return as_json(review, variants)


def _beside_in_markdown(review: Review, variants: Sequence[Variant]) -> str:
    if not variants:
        return ""
    from reviewer.render.variants import variants_in_markdown

    return variants_in_markdown(review, variants)


def _side_by_side(review: Review, variants: Sequence[Variant]) -> Iterable[Line]:
    if not variants:
        return ()
    from reviewer.render.variants import variants_report

    return variants_report(review, variants, output.width())


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
