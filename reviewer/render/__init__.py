"""A review in the form that somebody asked for: text, Markdown, with or without the words of the draft."""

from reviewer.render.lines import plain
from reviewer.render.markdown import render_markdown
from reviewer.render.privacy import without_quotes
from reviewer.render.report import long_day, report
from reviewer.render.terminal import print_in_colour

__all__ = ["long_day", "plain", "print_in_colour", "render_markdown", "report", "without_quotes"]
