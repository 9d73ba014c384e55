"""`flytex plan`."""

from __future__ import annotations

from typing import Annotated

import typer

from flytex_cli import api
from flytex_cli.bundle.model import CopyStyle
from flytex_cli.cli import options
from flytex_cli.cli.accepting import say_expired
from flytex_cli.cli.diff_settings import read_impacts
from flytex_cli.cli.exits import ExitCode, exiting
from flytex_cli.cli.fail_on import WORDS, FailOn, fails
from flytex_cli.cli.loading import LoadOptions, TalkOptions, say_loading, to_request
from flytex_cli.cli.spread import spread
from flytex_cli.cli.times import moment
from flytex_cli.diff.accepted import Accepted, read_accepted
from flytex_cli.diff.report import DiffReport
from flytex_cli.errors import UsageError
from flytex_cli.plan.report import PlanReport
from flytex_cli.records import Message
from flytex_cli.render.plans import PlanFormat


@spread
@exiting
def plan(
    context: typer.Context,
    paths: options.Paths = None,
    copy_style: options.CopyStyleOfDeploy = CopyStyle.LOADED_MODULES,
    format: Annotated[
        PlanFormat, typer.Option("--format", "-f", help="Output format.", rich_help_panel=options.OUTPUT)
    ] = PlanFormat.TEXT,
    against: Annotated[
        str | None,
        typer.Option(
            metavar="SIDE",
            help="Show only what changes against git:REV, or a folder that serialize wrote.",
            rich_help_panel=options.OUTPUT,
        ),
    ] = None,
    fail_on: Annotated[
        list[FailOn] | None,
        typer.Option(
            "--fail-on",
            metavar="WHAT",
            help=f"With --against: exit 1 for changes of this class or worse, or for this effect; repeatable. {WORDS}",
            show_default="never",
            rich_help_panel=options.OUTPUT,
        ),
    ] = None,
    accept: options.Accept = None,
    at: options.At = None,
    allow_empty: options.AllowEmpty = False,
    *,
    load: LoadOptions,
    conversation: TalkOptions,
) -> ExitCode:
    """Say what flyte deploy would do, before it does it.

    Which images are built, which code is shipped, which environments go together, which tasks, apps and triggers the
    cluster gets, and what only the deployment itself can know. Nothing is built, pushed or sent.

    \b
    Examples:
      flytex plan src
      flytex plan train.py --at now
      flytex plan src --against git:origin/main -f markdown   for the pull request
      flytex plan src --against git:v1.2 --fail-on breaking
    """
    if fail_on and against is None:
        raise UsageError("--fail-on is about changes", hint="add --against git:REV")
    talk, output = conversation.conversation(), conversation.output()
    modules = to_request(load, paths, Message.DEPLOY_REQUEST, talk)
    after = moment(at if at is not None else "now" if output.is_terminal else None)
    impacts = read_impacts(context.find_root().obj)
    accepted = read_accepted(accept) if accept is not None else Accepted()
    if against is None and accept is not None and _is_on_command_line(context, "accept"):
        raise UsageError("--accept is about changes", hint="add --against git:REV")
    request = api.PlanRequest(modules, after, copy_style, against, allow_empty, impacts, accepted)
    with talk.progress() as progress:
        result = api.plan(request, progress)
    say_loading(result, talk)
    if result.bundles.ruff is not None:
        talk.note(f"reckoned {result.bundles.ruff}")
    if result.failed and not result.plan.groups and format is not PlanFormat.JSON:  # what failed is all there is to say
        return ExitCode.INPUT
    if result.changes is not None:
        say_expired(result.changes.comparison, talk)
    report = PlanReport(result.plan, None if result.changes is None else DiffReport(result.changes.comparison))
    if output.is_terminal and format is PlanFormat.TEXT:
        from flytex_cli.cli.output import to_text
        from flytex_cli.render.plans.text import plan_lines

        output.page(to_text(plan_lines(report)))
    else:
        output.write(format.render(report))
    if report.changes is not None and fails(fail_on, report.changes.comparison):
        return ExitCode.FINDINGS
    return ExitCode.INPUT if result.failed else ExitCode.OK


def _is_on_command_line(context: typer.Context, name: str) -> bool:
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"
