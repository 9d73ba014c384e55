"""The `flytex` command: its commands, `--version`, and the settings that pyproject.toml gives them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from flytex_cli import __version__
from flytex_cli.cli.exits import ExitCode, exiting
from flytex_cli.cli.podspec import podspec
from flytex_cli.cli.serialize import serialize
from flytex_cli.cli.setting_types import parameter_types
from flytex_cli.cli.settings import defaults
from flytex_cli.cli.verify import verify
from flytex_cli.errors import UsageError

app = typer.Typer(
    name="flytex",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(serialize)
app.command()(podspec)
app.command()(verify)


def _show_version(asked: bool) -> None:
    if asked:
        print(f"flytex {__version__}")
        raise typer.Exit


@app.callback()
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
      flytex serialize src -o specs        a file a task, to commit and review
      flytex serialize src -o specs --check
      flytex podspec train.py --explain    the Pods, and where each field comes from

    Every option can be set under [bold]\\[tool.flytex][/bold] in pyproject.toml; the command line wins.
    """
    if {"--help", "-h"} & set(sys.argv):
        return

    @exiting
    def settle() -> ExitCode:
        callbacks = {
            info.name or info.callback.__name__: info.callback for info in app.registered_commands if info.callback
        }
        commands = {name: parameter_types(callback) for name, callback in callbacks.items()}
        try:
            context.default_map = defaults(Path.cwd(), commands)
        except FileNotFoundError as error:
            raise UsageError("the working directory does not exist any more") from error
        return ExitCode.OK

    try:
        settle()
    except typer.Exit as done:
        if done.exit_code:
            raise
