"""Groups of commands, and those whose commands are loaded only when they are called for."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from reviewer.errors import InputError, nearest

__all__ = ["Group", "lazy_group"]


class Group(TyperGroup):
    """A group of commands that answers a misspelt one with the nearest."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        names = self.list_commands(ctx)
        if args and args[0] not in names and not args[0].startswith("-"):
            raise InputError(f"`{args[0]}` is not a command; {nearest(args[0], names)}")
        return super().resolve_command(ctx, args)


def lazy_group(package: str, names: Sequence[str]) -> type[TyperGroup]:
    """A group whose commands are the `app` of the modules of a package, so that one command does not pay for the others."""

    class Commands(Group):
        def list_commands(self, ctx: Any) -> list[str]:
            return list(names)

        def get_command(self, ctx: Any, cmd_name: str) -> Any:
            if cmd_name not in names:
                return None
            command = typer.main.get_command(import_module(f"{package}.{cmd_name}").app)
            command.name = cmd_name
            return command

    return Commands
