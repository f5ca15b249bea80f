"""The click group behind `tk`: lazy commands, a sectioned help page, one place for errors."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from translate.errors import YelemaError


class Guide(click.Group):
    """A group whose commands are imported when called and listed under headings.

    commands_at: command name -> ("module:attribute", heading).
    Every `YelemaError` becomes one line on stderr and its exit code; nothing else in
    the package prints errors or decides exit codes.
    """

    def __init__(self, *args: Any, commands_at: dict[str, tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commands_at = commands_at or {}

    def list_commands(self, context: click.Context) -> list[str]:
        return list(self.commands_at)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in self.commands_at:
            return None
        module, attribute = self.commands_at[name][0].split(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(context, args)
        except click.UsageError:
            # `tk article.txt` is what people type first: say what they meant.
            if args and os.path.exists(args[0]):
                context.fail(f"{args[0]!r} is a file, not a command. Did you mean: tk edition {args[0]}")
            raise

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        headings: dict[str, list[tuple[str, str]]] = {}
        for name, (_, heading) in self.commands_at.items():
            command = self.get_command(context, name)
            if command is not None:
                headings.setdefault(heading, []).append((name, command.get_short_help_str(90)))
        for heading, rows in headings.items():
            with formatter.section(heading):
                formatter.write_dl(rows)

    def main(self, args: Sequence[str] | None = None, **kwargs: Any) -> Any:  # type: ignore[override]
        if kwargs.get("standalone_mode") is False:
            return super().main(args, **kwargs)
        try:
            kwargs["standalone_mode"] = False
            outcome = super().main(args, **kwargs)
            sys.exit(outcome if isinstance(outcome, int) else 0)
        except click.exceptions.Abort:
            click.echo("tk: interrupted; what was finished is kept, run the same command again to go on", err=True)
            sys.exit(130)
        except click.ClickException as error:
            error.show()
            sys.exit(error.exit_code)
        except YelemaError as error:
            click.echo(f"tk: {error}", err=True)
            sys.exit(error.exit_code)
        except OSError as error:
            click.echo(f"tk: {error.filename or 'file'}: {error.strerror or error}", err=True)
            sys.exit(2)
