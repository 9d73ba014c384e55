"""`flytex inspect`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flytex_cli import api
from flytex_cli.cli import options
from flytex_cli.cli.exits import ExitCode, exiting
from flytex_cli.cli.given_names import paths_of_settings, split
from flytex_cli.cli.loading import LoadOptions, TalkOptions, say_loading, to_request
from flytex_cli.cli.spread import spread
from flytex_cli.cli.times import moment
from flytex_cli.config import Settings
from flytex_cli.cost.rates import read_rates
from flytex_cli.inspect.report import InspectReport
from flytex_cli.records import Message
from flytex_cli.render.inspections import InspectFormat


@spread
@exiting
def inspect(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]... [NAME]...",
            help="Modules; and tasks, apps, environments or modules to show in detail.",
            show_default="`paths`, or the working directory",
        ),
    ] = None,
    format: Annotated[
        InspectFormat, typer.Option("--format", "-f", help="Output format.", rich_help_panel=options.OUTPUT)
    ] = InspectFormat.TABLE,
    sort: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN",
            help="Sort by this column; -COLUMN reverses the order.",
            rich_help_panel=options.OUTPUT,
        ),
    ] = None,
    filter: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CONDITION",
            help="Only tasks and apps that have it: gpu, !docs, image=*:latest, cache!=auto*, memory>4Gi; repeatable.",
            rich_help_panel=options.OUTPUT,
        ),
    ] = None,
    at: options.At = None,
    rates: options.RatesFile = None,
    *,
    load: LoadOptions,
    conversation: TalkOptions,
) -> ExitCode:
    """Look at environments, tasks and apps: what they are, where, and when they run.

    With the name of a task (or a glob), an app, an environment or a module: everything about it, and what lint finds.

    \b
    Examples:
      flytex inspect src
      flytex inspect src --format tree --filter gpu
      flytex inspect src --sort memory
      flytex inspect train                      one task in detail, wherever it is
      flytex inspect src --format json --at now | jq '.tasks[].triggers'
    """
    files, names = split(paths or [], paths_of_settings(context))
    talk, output = conversation.conversation(), conversation.output()
    modules = to_request(load, files, Message.TASKSPEC, talk)
    after = moment(at if at is not None else "now" if output.is_terminal else None)
    linted = _rules(modules, context.find_root().obj) if names else None
    known = read_rates(rates) if rates is not None else None
    request = api.InspectRequest(modules, after, filter or (), sort, linted, names, known)
    with talk.progress() as progress:
        result = api.inspect(request, progress)
    say_loading(result, talk)
    report = InspectReport(result.overview, detailed=bool(names))
    if output.is_terminal and format in (InspectFormat.TABLE, InspectFormat.TREE):
        from flytex_cli.cli.inspect_output import print_overview

        print_overview(report, format, output)
    else:
        output.write(format.render(report))
    return ExitCode.INPUT if result.failed else ExitCode.OK


def _rules(modules: api.Modules, settings: Settings | None) -> api.LintRequest:
    """Lint as the project has it set."""
    from flytex_cli.cli.lint_settings import read_lint_settings
    from flytex_cli.lint.selection import Selection

    lint = read_lint_settings(settings)
    selection = Selection((lint.layer,), lint.policy.mandatory, lint.own)
    return api.LintRequest(modules, selection, lint.policy, lint.cluster)
