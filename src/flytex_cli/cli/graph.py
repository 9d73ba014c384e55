"""`flytex graph`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flytex_cli import api
from flytex_cli.cli import options
from flytex_cli.cli.exits import ExitCode, exiting
from flytex_cli.cli.loading import LoadOptions, TalkOptions, say_loading, to_request
from flytex_cli.cli.spread import spread
from flytex_cli.records import Message
from flytex_cli.render.graphs import GraphFormat


@spread
@exiting
def graph(
    paths: options.Paths = None,
    format: Annotated[
        GraphFormat, typer.Option("--format", "-f", help="Output format.", rich_help_panel=options.OUTPUT)
    ] = GraphFormat.TEXT,
    output_file: Annotated[
        Path | None,
        typer.Option(
            "--output-file",
            "-o",
            metavar="FILE",
            help="Write it to a file.",
            show_default="stdout",
            rich_help_panel=options.OUTPUT,
        ),
    ] = None,
    *,
    load: LoadOptions,
    conversation: TalkOptions,
) -> ExitCode:
    """Show what tasks and apps call and need.

    Reads the source of each task and app and of the plain functions they use, with every name resolved as the loaded
    module has it, and the parameters of apps; marks what only a run can tell. html is one page that needs no network:
    a picture to zoom, a table, a search.

    \b
    Examples:
      flytex graph src
      flytex graph src --format html -o graph.html
      flytex graph src --format mermaid                for Markdown
      flytex graph src --format dot | dot -Tsvg > graph.svg
    """
    talk, output = conversation.conversation(), conversation.output()
    with talk.progress() as progress:
        result = api.graph(to_request(load, paths, Message.TASKSPEC, talk), progress)
    say_loading(result.serialized, talk)
    if output_file is not None:
        from flytex_cli.render.common.folder import write_tree

        write_tree(output_file.parent, {output_file.name: format.render(result.graph)})
        talk.note(f"{format.value} written to {output_file}")
    elif format is GraphFormat.TEXT:
        from flytex_cli.cli.output import to_text
        from flytex_cli.render.graphs.text import graph_lines

        lines = graph_lines(result.graph)
        if output.is_terminal:
            output.page(to_text(lines))
        else:
            output.write_lines(lines)
    else:
        output.write(format.render(result.graph))
    return ExitCode.INPUT if result.serialized.failed else ExitCode.OK
