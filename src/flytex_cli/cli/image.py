"""`flytex image`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flytex_cli import api
from flytex_cli.cli import options
from flytex_cli.cli.exits import ExitCode, exiting
from flytex_cli.cli.folder import Folder, require_folder, write_files
from flytex_cli.cli.given_names import paths_of_settings, split
from flytex_cli.cli.loading import LoadOptions, TalkOptions, say_loading, to_request
from flytex_cli.cli.spread import spread
from flytex_cli.errors import UsageError
from flytex_cli.records import Message
from flytex_cli.render.images import ImageFormat


@spread
@exiting
def image(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]... [ENV]...",
            help="Modules; and environments whose images to show.",
            show_default="`paths`, or the working directory",
        ),
    ] = None,
    format: Annotated[
        ImageFormat, typer.Option("--format", "-f", help="Output format.", rich_help_panel=options.OUTPUT)
    ] = ImageFormat.TEXT,
    output_dir: Annotated[
        Path | None,
        typer.Option(
            "--output-dir",
            "-o",
            metavar="DIR",
            help="Write DIR/<environment>/Dockerfile, and context.txt beside it.",
            show_default="stdout",
            rich_help_panel=options.OUTPUT,
        ),
    ] = None,
    check: options.Check = False,
    *,
    load: LoadOptions,
    conversation: TalkOptions,
) -> ExitCode:
    """Show what images are built from: the Dockerfile, layer by layer, and the files that it needs.

    Says which files are likely to hold a secret, which packages are not pinned, and which settings the tag leaves out.
    Nothing is built: neither Docker nor uv runs, and no secret is needed.

    \b
    Examples:
      flytex image src                         the images of all environments
      flytex image train.py gpu                that of the environment gpu
      flytex image train.py gpu -f dockerfile  its Dockerfile
      flytex image src -o images --check       in CI: has an image changed?
    """
    output_dir = None if output_dir == Path("-") else output_dir
    require_folder(check, output_dir)
    files, names = split(paths or [], paths_of_settings(context))
    talk, output = conversation.conversation(), conversation.output()
    modules = to_request(load, files, Message.TASKSPEC, talk)
    with talk.progress() as progress:
        result = api.image(api.ImageRequest(modules, names), progress)
    say_loading(result, talk)
    failed = ExitCode.INPUT if result.failed else ExitCode.OK
    if output_dir is not None:
        from flytex_cli.render.images.tree import to_tree

        folder = Folder(output_dir, "", None, count=_counted(result))
        return write_files(to_tree(result.images), folder, talk, output, check=check) or failed
    if format is ImageFormat.TEXT:
        from flytex_cli.cli.output import to_text
        from flytex_cli.render.images.text import image_lines

        lines = list(image_lines(result.images))
        if output.is_terminal:
            output.page(to_text(lines))
        else:
            output.write_lines(lines)
    else:
        if format is ImageFormat.DOCKERFILE and not result.failed:
            _require_one(result)
        output.write(format.render(result.images))
    return failed


def _counted(result: api.ImageResult) -> str:
    built = sum(image.dockerfile is not None for image in result.images)
    return f"{built} Dockerfile{'s'[: built != 1]}"


def _require_one(result: api.ImageResult) -> None:
    """Refuse to write several Dockerfiles one after the other, or none.

    Raises:
        UsageError: it says which environments there are.
    """
    built = [image for image in result.images if image.dockerfile is not None]
    if len(built) == 1:
        return
    if not built:
        raise UsageError(
            "no image is built: " + ", ".join(image.uri for image in result.images),
            hint="these images are used as they are; flytex image without -f dockerfile shows them",
        )
    homes = [image.environments[0] for image in built]
    raise UsageError(
        f"there are {len(built)} Dockerfiles, of the environments {', '.join(homes)}",
        hint=f"name one, as in flytex image PATH {homes[0]} -f dockerfile; or write them all with -o DIR",
    )
