"""The `flytex` command: its commands, `--version`, and the settings that pyproject.toml gives them."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from flytex_cli import __version__
from flytex_cli.cli.exits import ExitCode, exiting
from flytex_cli.cli.spoken import SpokenCommand, SpokenGroup
from flytex_cli.commands import COMMANDS


def build(arguments: Sequence[str]) -> typer.Typer:
    """Build the command line for these arguments: with the command they name, else with all (completion).

    Where they ask for the help of flytex itself, what each command does in short is all that is known of it.
    """
    app = typer.Typer(
        name="flytex",
        cls=SpokenGroup,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(flytex)
    named = arguments[0] if arguments else ""
    for name in (named,) if named in COMMANDS else COMMANDS:
        if list(arguments) in (["--help"], ["-h"]):
            app.command(name, help=COMMANDS[name])(_never_called)
        else:
            app.command(cls=SpokenCommand)(command(name))
    return app


def _never_called() -> None:
    """Stand for a command of which only the help is shown."""


def command(name: str) -> Callable[..., Any]:
    """Return the function behind a command."""
    function: Callable[..., Any] = getattr(importlib.import_module(f"flytex_cli.cli.{name}"), name)
    return function


def _show_version(asked: bool) -> None:
    if asked:
        print(f"flytex {__version__}")
        raise typer.Exit


def flytex(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", "-V", help="Show the version.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """See what a Flyte 2 cluster would get: offline, without an endpoint.

    \b
    Examples:
      flytex serialize hello.py            the task specs of a module, as YAML
      flytex serialize src -o specs        one file per task, to commit and review
      flytex serialize src -o specs --check
      flytex inspect src                   environments and tasks, to look at
      flytex graph src -f html -o g.html   which task calls which
      flytex diff git:origin/main          what a change does to tasks and apps
      flytex plan src                      what flyte deploy would do
      flytex image src                     what images are built from
      flytex podspec train.py --explain    the Pods, and where each field comes from
      flytex lint src                      what will fail, before it does

    Every option can be set under [tool.flytex] in pyproject.toml; the command line wins.
    """
    if {"--help", "-h"} & set(sys.argv):
        return

    @exiting
    def settle() -> ExitCode:
        from flytex_cli.config import find_settings
        from flytex_cli.errors import UsageError

        try:
            settings = find_settings(Path.cwd())
        except FileNotFoundError as error:
            raise UsageError("the working directory does not exist any more") from error
        context.obj = settings
        name = context.invoked_subcommand
        if settings is not None and name in COMMANDS:
            from flytex_cli.cli.setting_types import parameter_types
            from flytex_cli.cli.settings import defaults

            types = parameter_types(command(name))
            context.default_map = {name: defaults(settings, name, types, _given(sys.argv[1:], types))}
        return ExitCode.OK

    try:
        settle()
    except typer.Exit as done:
        if done.exit_code:
            raise


def _given(arguments: Sequence[str], names: Iterable[str]) -> set[str]:
    """Return the parameters whose long option is among the arguments."""
    words = {
        word.partition("=")[0].removeprefix("--").removeprefix("no-") for word in arguments if word.startswith("--")
    }
    return {name for name in names if name.replace("_", "-") in words}
