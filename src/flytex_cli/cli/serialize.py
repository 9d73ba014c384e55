"""`flytex serialize`."""

from __future__ import annotations

import dataclasses
import functools
from pathlib import Path
from typing import Annotated

import typer

from flytex_cli import api
from flytex_cli.cli import options
from flytex_cli.cli.conversation import Conversation
from flytex_cli.cli.exits import ExitCode, exiting
from flytex_cli.cli.folder import Folder, counted, require_folder, write_files
from flytex_cli.cli.loading import LoadOptions, TalkOptions, say_loading, say_pending, to_request
from flytex_cli.cli.spread import spread
from flytex_cli.engine import choose
from flytex_cli.engine.base import EngineChoice
from flytex_cli.load.unique import is_wanted
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
            help="Write one file per task, DIR/<environment>/<task>.yaml, and per app, DIR/<environment>/app.yaml.",
            show_default="stdout",
            rich_help_panel=options.OUTPUT,
        ),
    ] = None,
    check: options.Check = False,
    message: options.MessageKind = Message.TASKSPEC,
    affected: options.AffectedSince = None,
    watch: options.Watch = False,
    *,
    load: LoadOptions,
    conversation: TalkOptions,
) -> ExitCode:
    """Write the task specs and apps that the cluster would get.

    Loads each module in a process of its own, finds the tasks and apps of every environment it defines or imports, and
    writes what Flyte's SDK makes of them. No cluster, no endpoint, no network.

    \b
    Examples:
      flytex serialize hello.py                one module, YAML on stdout
      flytex serialize src -o specs            one file per task under specs/
      flytex serialize src -o specs --check    in CI: are the specs up to date?
      flytex serialize src -o specs --watch    again after each save
      flytex serialize src -f json | jq '.[].shortName'
      flytex serialize api.py --message app    the App messages, without the tasks
      flytex serialize hello.py -p web -d production --version v1.2 \\
          --message deploy-request             all that flyte deploy would send
    """
    output_dir = None if output_dir == Path("-") else output_dir
    require_folder(check, output_dir)
    run = functools.partial(_serialize, paths, format, output_dir, check, message, affected, conversation)
    if not watch:
        return run(load)
    from flytex_cli.cli.watching import run_on_changes

    return run_on_changes(run, load, paths, written=[output_dir] if output_dir is not None else [])


def _serialize(
    paths: list[Path] | None,
    format: SpecFormat,
    output_dir: Path | None,
    check: bool,
    message: Message,
    affected: str | None,
    conversation: TalkOptions,
    load: LoadOptions,
) -> ExitCode:
    talk, output = conversation.conversation(), conversation.output()
    request = dataclasses.replace(to_request(load, paths, message, talk), affected_since=affected)
    with talk.progress() as progress:
        result = api.serialize(request, progress, meanwhile=functools.partial(_warm_up, format, request.load.engine))
    say_loading(result, talk)
    _say_apps(result, request, talk)
    records = result.deployed
    failed = ExitCode.INPUT if result.failed else ExitCode.OK
    if output_dir is None:
        with output.stream() as stdout:
            for piece in format.pieces(records):
                stdout.write(piece)
        return failed
    from flytex_cli.render.common.tree import to_tree
    from flytex_cli.wire.written import is_written

    tree = to_tree(records, format.value, format.renderer.render_one)
    may_be_stale = functools.partial(is_written, tasks=request.load.wants_tasks, apps=request.load.wants_apps)
    is_flytex_file = None if load.filtered or affected is not None or result.failed else may_be_stale
    counts = [counted(len(found), noun) for noun, found in (("task", result.records), ("app", result.apps)) if found]
    folder = Folder(output_dir, f".{format.value}", is_flytex_file, count=" and ".join(counts) or None)
    return write_files(tree, folder, talk, output, check=check) or failed


def _warm_up(format: SpecFormat, engine: EngineChoice) -> None:
    """Import what is needed once the modules are loaded, while they are being loaded."""
    from flyteidl2.task import task_definition_pb2  # noqa: F401

    if choose(engine) is EngineChoice.STANDIN:  # its release is held against what the project requires
        from packaging import requirements  # noqa: F401
    assert format.renderer is not None


def _say_apps(result: api.SerializeResult, request: api.Modules, talk: Conversation) -> None:
    """Say which apps were left out, and which values of the others only a deployment knows."""
    if not request.load.wants_apps:
        every = dict.fromkeys(name for report in result.reports for name in report.app_names)
        left_out = [name for name in every if is_wanted(name, name, request.environments, request.tasks)]
        if left_out:
            talk.note(f"{counted(len(left_out), 'app')}; --message app writes {'them' if left_out[1:] else 'it'}")
    say_pending(result.apps, talk)
