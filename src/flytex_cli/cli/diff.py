"""`flytex diff`."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path
from typing import Annotated

import typer

from flytex_cli import api
from flytex_cli.cli import options
from flytex_cli.cli.accepting import say_expired
from flytex_cli.cli.conversation import Conversation
from flytex_cli.cli.diff_settings import read_impacts
from flytex_cli.cli.exits import ExitCode, exiting
from flytex_cli.cli.fail_on import WORDS, FailOn, fails
from flytex_cli.cli.loading import LoadOptions, TalkOptions, say_loading, to_request
from flytex_cli.cli.spread import spread
from flytex_cli.cost.rates import read_rates
from flytex_cli.diff.accepted import Accepted, read_accepted
from flytex_cli.diff.comparison import Comparison
from flytex_cli.diff.report import DiffReport
from flytex_cli.errors import UsageError
from flytex_cli.records import Message
from flytex_cli.render.common.folder import write_tree
from flytex_cli.render.diffs import DiffFormat


@spread
@exiting
def diff(
    context: typer.Context,
    old: Annotated[str, typer.Argument(metavar="OLD", help="A path, - or git:REV[:PATH].")],
    new: Annotated[
        str | None,
        typer.Argument(metavar="[NEW]", help="The same; if left out, the modules as they are now.", show_default=False),
    ] = None,
    paths: Annotated[
        list[Path] | None,
        typer.Option(
            "--path",
            metavar="PATH",
            help="Modules to compare where a side names none; repeatable.",
            show_default="`paths`, or the working directory",
        ),
    ] = None,
    format: Annotated[
        DiffFormat, typer.Option("--format", "-f", help="Output format.", rich_help_panel=options.OUTPUT)
    ] = DiffFormat.TEXT,
    all: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Show versions, hashes and code bundles too, instead of folding them.",
            rich_help_panel=options.OUTPUT,
        ),
    ] = False,
    fail_on: Annotated[
        list[FailOn] | None,
        typer.Option(
            "--fail-on",
            metavar="WHAT",
            help=f"Exit 1 for changes of this class or worse, or for this effect; repeatable. {WORDS}",
            show_default="never",
            rich_help_panel=options.OUTPUT,
        ),
    ] = None,
    old_python: Annotated[
        str | None,
        typer.Option(
            metavar="PYTHON",
            help="Compare what this interpreter makes of the modules; OLD is their path then.",
            show_default="the one that runs flytex",
        ),
    ] = None,
    new_python: Annotated[
        str | None,
        typer.Option(
            metavar="PYTHON", help="With what this one makes of them.", show_default="the one that runs flytex"
        ),
    ] = None,
    accept: options.Accept = None,
    write_accept: Annotated[
        bool,
        typer.Option(
            "--write-accept", help="Write the --accept file: accept all that differs.", rich_help_panel=options.OUTPUT
        ),
    ] = False,
    allow_empty: options.AllowEmpty = False,
    rates: options.RatesFile = None,
    *,
    load: LoadOptions,
    conversation: TalkOptions,
) -> ExitCode:
    """Show what a code change does to tasks and apps.

    Each side is a path to modules, a folder or file that serialize wrote, - for standard input, or git:REV: the same
    paths as they were at that revision. Compares the messages, field by field, and says which changes break callers
    or triggers, which change what runs, and which only move a description or a hash.

    \b
    Examples:
      flytex diff git:origin/main                    the files here and main
      flytex diff git:v1.2 git:v1.3 --path flows
      flytex diff git:origin/main flows -f markdown  for the pull request
      flytex diff specs flows --fail-on breaking     written specs and modules
      flytex diff flows --new-python ~/new/bin/python   another SDK or Python
    """
    if write_accept and accept is None:
        raise UsageError("--write-accept needs a file to write", hint="add --accept FILE")
    talk, output = conversation.conversation(), conversation.output()
    accepted = read_accepted(accept) if accept is not None and not write_accept else Accepted()
    pythons = None
    if old_python is not None or new_python is not None:
        if new is not None or old == "-" or old.startswith("git:"):
            raise UsageError("two interpreters compare one path", hint="flytex diff --new-python PYTHON flows")
        pythons = (old_python or sys.executable, new_python or sys.executable)
        paths = [Path(old)]
    known = read_rates(rates) if rates is not None else None
    modules = to_request(load, paths, Message.DEPLOY_REQUEST, talk)
    impacts = read_impacts(context.find_root().obj)
    stdin = sys.stdin.buffer.read() if "-" in (old, new) and sys.stdin is not None else b""
    request = api.DiffRequest(old, new, modules, stdin, allow_empty, pythons, impacts, accepted)
    with talk.progress() as progress:
        result = api.diff(request, progress)
    for side in result.sides:
        if side.diagnostics:
            talk.note(f"{side.label}:")
        say_loading(side, talk)
    comparison = result.comparison
    if accept is not None and write_accept:
        comparison = _write_accepted(comparison, accept, talk)
    else:
        say_expired(comparison, talk)
    report = DiffReport(comparison, everything=all, rates=known)
    if format is DiffFormat.TEXT:
        from flytex_cli.cli.diff_output import write_diff

        write_diff(report, output)
    else:
        output.write(format.render(report))
    if fails(fail_on, comparison):
        return ExitCode.FINDINGS
    return ExitCode.INPUT if result.failed else ExitCode.OK


def _write_accepted(comparison: Comparison, file: Path, talk: Conversation) -> Comparison:
    """Accept all that differs, in a file, and return the comparison after that."""
    accepted = Accepted.of(comparison.changes, comparison.all_effects)
    write_tree(file.parent, {file.name: accepted.dump()})
    count = len(accepted.fields) + len(accepted.effects)
    talk.note(f"{count} accepted change{'s'[: count != 1]} written to {file}")
    return dataclasses.replace(comparison, accepted=accepted)
