"""`flytex bundle`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from flytex_cli import api
from flytex_cli.bundle.model import Bundle, CopyStyle
from flytex_cli.cli import options
from flytex_cli.cli.conversation import Conversation
from flytex_cli.cli.exits import ExitCode, exiting
from flytex_cli.cli.loading import LoadOptions, TalkOptions, say_loading, to_request
from flytex_cli.cli.output import Output
from flytex_cli.cli.spread import spread
from flytex_cli.errors import UsageError
from flytex_cli.records import Message
from flytex_cli.render.bundles import BundleFormat
from flytex_cli.writing import beside, os_errors_reported


@spread
@exiting
def bundle(
    paths: options.Paths = None,
    copy_style: options.CopyStyleOfDeploy = CopyStyle.LOADED_MODULES,
    ruff: Annotated[
        bool | None,
        typer.Option(
            "--ruff/--no-ruff",
            help="Whether the machine that deploys has ruff on PATH: the SDK then ships more.",
            show_default="as on this machine",
        ),
    ] = None,
    format: Annotated[
        BundleFormat, typer.Option("--format", "-f", help="Output format.", rich_help_panel=options.OUTPUT)
    ] = BundleFormat.TEXT,
    list: Annotated[
        bool, typer.Option("--list", help="Write the paths alone, one a line.", rich_help_panel=options.OUTPUT)
    ] = False,
    tar: Annotated[
        Path | None,
        typer.Option(
            "--tar",
            metavar="FILE",
            help="Write the bundle, a tar.gz whose bytes are the same wherever it is made.",
            rich_help_panel=options.OUTPUT,
        ),
    ] = None,
    *,
    load: LoadOptions,
    conversation: TalkOptions,
) -> ExitCode:
    """Show which files flyte deploy would ship, and why.

    A file is taken as flyte deploy FILE ENV takes it, a folder as flyte deploy --recursive does. The list and the
    digest are those of the SDK; nothing is uploaded, and no ruff is run.

    \b
    Examples:
      flytex bundle flow.py
      flytex bundle src --copy-style all --format tree
      flytex bundle flow.py --env train --no-ruff      as on a machine without ruff
      flytex bundle flow.py --list | xargs wc -l
      flytex bundle flow.py --tar code.tar.gz          for --code-bundle-uri
    """
    talk, output = conversation.conversation(), conversation.output()
    request = api.BundleRequest(to_request(load, paths, Message.TASKSPEC, talk), copy_style, ruff)
    with talk.progress() as progress:
        result = api.bundle(request, progress)
    say_loading(result, talk)
    if result.ruff is not None:
        talk.note(f"reckoned {result.ruff}")
    if tar is not None:
        _write_archive(result.bundles, tar, talk, output)
    if tar != Path("-"):
        _show(result.bundles, format, list, output)
    return ExitCode.INPUT if result.failed else ExitCode.OK


def _show(bundles: Sequence[Bundle], format: BundleFormat, only_paths: bool, output: Output) -> None:
    if only_paths:
        paths = dict.fromkeys(file.path for bundle in bundles for file in bundle.files)
        output.write("".join(f"{path}\n" for path in paths).encode(errors="surrogateescape"))
        return
    if format is BundleFormat.JSON:
        output.write(format.render(bundles))
        return
    from flytex_cli.cli.output import to_text
    from flytex_cli.render.bundles.text import bundle_lines
    from flytex_cli.render.bundles.tree import tree_lines

    lines = tree_lines(bundles) if format is BundleFormat.TREE else bundle_lines(bundles)
    if output.is_terminal:
        output.page(to_text(lines))
    else:
        output.write_lines(lines)


def _write_archive(bundles: Sequence[Bundle], to: Path, talk: Conversation, output: Output) -> None:
    """Write the one bundle there is, whole or not at all.

    Raises:
        UsageError: there is none, or several.
        OutputError: it cannot be written.
    """
    from flytex_cli.bundle.archive import write_archive

    if len(bundles) > 1:
        names = "; ".join(", ".join(bundle.environments) for bundle in bundles)
        raise UsageError(f"--tar takes one bundle, and these are {len(bundles)}: {names}", hint="choose with --env")
    if not bundles or bundles[0].failed or not bundles[0].files:
        talk.note("no archive is written")
        return

    def vanished(path: str) -> None:
        talk.note(f"{path} vanished before it was packed; it is left out")

    if to == Path("-"):
        with output.stream() as stream:
            write_archive(bundles[0], stream, vanished)
        return
    with os_errors_reported(str(to)), beside(to) as temporary:
        with temporary.open("xb") as file:
            write_archive(bundles[0], file, vanished)
        os.replace(temporary, to)
    talk.note(f"written to {to}")
