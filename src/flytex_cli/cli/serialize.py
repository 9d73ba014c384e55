"""`flytex serialize`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flytex_cli import api
from flytex_cli.cli import options
from flytex_cli.cli.exits import ExitCode, exiting
from flytex_cli.cli.folder import Folder, require_folder, write_files
from flytex_cli.cli.loading import LoadOptions, TalkOptions, say_loading, to_request
from flytex_cli.cli.spread import spread
from flytex_cli.records import Message
from flytex_cli.render.specs import SpecFormat


@spread
@exiting
def serialize(
    paths: options.Paths = None,
    format: Annotated[
        SpecFormat, typer.Option("--format", "-f", help="Output format.", rich_help_panel=options.OUTPUT)
    ] = SpecFormat.YAML,
    output_dir: Annotated[
        Path | None,
        typer.Option(
            "--output-dir",
            "-o",
            metavar="DIR",
            help="Write one file per task: DIR/<environment>/<task>.yaml.",
            show_default="stdout",
            rich_help_panel=options.OUTPUT,
        ),
    ] = None,
    check: Annotated[
        bool,
        typer.Option(
            "--check",
            help="With -o: write nothing; exit 1 and show the diff if a file would change.",
            rich_help_panel=options.OUTPUT,
        ),
    ] = False,
    message: options.MessageKind = Message.TASKSPEC,
    *,
    load: LoadOptions,
    conversation: TalkOptions,
) -> ExitCode:
    """Write the task specs that the cluster would get.

    Loads each module in a process of its own, finds the tasks of every environment it defines or imports, and writes
    what Flyte's SDK makes of them. No cluster, no endpoint, no network.

    \b
    Examples:
      flytex serialize hello.py                one module, YAML on stdout
      flytex serialize src -o specs            one file per task under specs/
      flytex serialize src -o specs --check    in CI: are the specs up to date?
      flytex serialize src -f json | jq '.[].shortName'
      flytex serialize hello.py -p web -d production --version v1.2 \\
          --message deploy-request             what flyte deploy would send
    """
    output_dir = None if output_dir == Path("-") else output_dir
    require_folder(check, output_dir)
    talk, output = conversation.conversation(), conversation.output()
    request = to_request(load, paths, message, talk)
    with talk.progress() as progress:
        result = api.serialize(request, progress, meanwhile=lambda: format.renderer)
    say_loading(result, talk)
    failed = ExitCode.INPUT if result.failed else ExitCode.OK
    if output_dir is None:
        output.write(format.render(result.records))
        return failed
    from flytex_cli.render.common.tree import to_tree
    from flytex_cli.wire.written import is_written

    tree = to_tree(result.records, format.value, format.renderer.render_one)
    is_flytex_file = None if load.filtered or result.failed else is_written
    folder = Folder(output_dir, f".{format.value}", is_flytex_file)
    return write_files(tree, folder, talk, output, check=check) or failed
