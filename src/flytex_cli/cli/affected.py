"""`flytex affected`."""

from __future__ import annotations

import dataclasses
from typing import Annotated

import typer

from flytex_cli import api
from flytex_cli.cli import options
from flytex_cli.cli.exits import ExitCode, exiting
from flytex_cli.cli.loading import LoadOptions, TalkOptions, say_loading, to_request
from flytex_cli.cli.spread import spread
from flytex_cli.records import Message
from flytex_cli.render.affected import AffectedFormat


@spread
@exiting
def affected(
    revision: Annotated[
        str,
        typer.Argument(
            metavar="[REV]", help="A git revision: what changed since the merge base with it, uncommitted files too."
        ),
    ] = "HEAD",
    paths: options.PathsOfSides = None,
    format: Annotated[
        AffectedFormat, typer.Option("--format", "-f", help="Output format.", rich_help_panel=options.OUTPUT)
    ] = AffectedFormat.TEXT,
    why: Annotated[
        bool,
        typer.Option("--why", help="Show how each changed file reaches them.", rich_help_panel=options.OUTPUT),
    ] = False,
    *,
    load: LoadOptions,
    conversation: TalkOptions,
) -> ExitCode:
    """Say which environments, tasks, apps and tests a change of files touches.

    Loads the modules and takes down what each of them imports, opens, lists and looks for, the files and requirements
    of images among it; adds what functions import, files that sources name, include and depends_on. In doubt, something
    is affected.

    \b
    Examples:
      flytex affected                               uncommitted changes
      flytex affected origin/main --why
      flytex affected origin/main -f github-matrix  for strategy.matrix
      flytex affected origin/main -f json | jq -r '.tests[].file'
    """
    talk, output = conversation.conversation(), conversation.output()
    modules = to_request(load, paths, Message.DEPLOY_REQUEST, talk)
    request = dataclasses.replace(modules, affected_since=revision.removeprefix("git:"))
    with talk.progress() as progress:
        result = api.affected(request, progress)
    say_loading(result.serialized, talk)
    for note in result.affected.changes.notes:
        talk.note(note)
    if format is AffectedFormat.TEXT:
        from flytex_cli.render.affected.text import affected_lines

        output.write_lines(affected_lines(result.affected, why=why))
    else:
        output.write(format.render(result.affected))
    return ExitCode.INPUT if result.serialized.failed else ExitCode.OK
