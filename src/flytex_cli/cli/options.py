"""Options that several commands share, as Typer annotations."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from flytex_cli.bundle.model import CopyStyle
from flytex_cli.cli.color import ColorChoice
from flytex_cli.engine.base import EngineChoice
from flytex_cli.errors import OptionError
from flytex_cli.records import Message

LOADING, CONTEXT, SAYING, OUTPUT = "Loading", "Serialization context", "Conversation", "Output"

Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[PATH]...",
        help="A .py file, a package, or a folder to search.",
        show_default="`paths`, or the working directory",
    ),
]
PathsOfSides = Annotated[
    list[Path] | None,
    typer.Option(
        "--path",
        metavar="PATH",
        help="Modules to look at where nothing else names them; repeatable.",
        show_default="`paths`, or the working directory",
    ),
]
AffectedSince = Annotated[
    str | None,
    typer.Option(
        "--affected",
        metavar="REV",
        help="Only what the changes since this git revision touch, as flytex affected finds it.",
    ),
]
ClusterProfile = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="NAME",
        help="The cluster that is meant: [tool.flytex.clusters.NAME] in pyproject.toml.",
        show_default="`cluster`, or none",
    ),
]
RatesFile = Annotated[
    Path | None,
    typer.Option(
        "--rates",
        metavar="FILE",
        help="What an hour of cpu, memory and accelerators costs, as TOML: show what tasks cost.",
        show_default="none",
        rich_help_panel=OUTPUT,
    ),
]
Engine = Annotated[
    EngineChoice,
    typer.Option(help="Load with the installed SDK, or with flytex's stand-in for it.", rich_help_panel=LOADING),
]
RootDir = Annotated[
    Path | None,
    typer.Option(
        "--root-dir",
        metavar="DIR",
        help="Folder that the container imports modules relative to.",
        show_default="the working directory",
        rich_help_panel=LOADING,
    ),
]
Exclude = Annotated[
    list[str] | None,
    typer.Option(
        metavar="GLOB",
        help="Files of a folder to leave out, in .gitignore syntax; repeatable.",
        rich_help_panel=LOADING,
    ),
]
Env = Annotated[list[str] | None, typer.Option("--env", metavar="NAME", help="Only this environment; repeatable.")]
Task = Annotated[
    list[str] | None,
    typer.Option("--task", metavar="GLOB", help="Only tasks matching environment.task or task; repeatable."),
]
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs",
        "-j",
        min=0,
        metavar="NUMBER",
        help="How many modules to load at a time.",
        show_default="one per processor",
        rich_help_panel=LOADING,
    ),
]
Timeout = Annotated[
    float, typer.Option(min=0, metavar="SECONDS", help="Time limit per module; 0 is no limit.", rich_help_panel=LOADING)
]
MaxMemory = Annotated[
    str | None,
    typer.Option(
        metavar="SIZE", help="Limit for the address space of a module's process: 4Gi, 500M.", rich_help_panel=LOADING
    ),
]
AllowNetwork = Annotated[
    bool, typer.Option("--allow-network", help="Let modules open network connections.", rich_help_panel=LOADING)
]
Cache = Annotated[
    bool | None,
    typer.Option(
        "--cache/--no-cache",
        help="Do not load a module again whose inputs are as they were.",
        show_default="no, or yes with --cache-dir",
        rich_help_panel=LOADING,
    ),
]
CacheDir = Annotated[
    Path | None,
    typer.Option(
        "--cache-dir",
        metavar="DIR",
        help="Where outcomes are kept.",
        show_default="flytex in the user's cache folder",
        rich_help_panel=LOADING,
    ),
]
CacheSize = Annotated[
    str,
    typer.Option(
        "--cache-size",
        metavar="SIZE",
        help="How large the cache may be: the least recently used goes first.",
        rich_help_panel=LOADING,
    ),
]
ShardOfModules = Annotated[
    str | None,
    typer.Option(
        "--shard",
        metavar="I/N",
        help="Only the modules of part I of N, for jobs that share the work.",
        show_default="all",
        rich_help_panel=LOADING,
    ),
]
Watch = Annotated[
    bool,
    typer.Option("--watch", help="Run again whenever a file changes, until Ctrl-C.", show_default=False),
]
StubImports = Annotated[
    bool,
    typer.Option(
        "--stub-imports/--no-stub-imports",
        help="Load modules without third-party packages that are not installed.",
        rich_help_panel=LOADING,
    ),
]
Stub = Annotated[
    list[str] | None,
    typer.Option("--stub", metavar="PACKAGE", help="Stub only this package; repeatable.", rich_help_panel=LOADING),
]
Project = Annotated[
    str | None, typer.Option("--project", "-p", metavar="NAME", rich_help_panel=CONTEXT, help="Flyte project.")
]
Domain = Annotated[
    str | None, typer.Option("--domain", "-d", metavar="NAME", rich_help_panel=CONTEXT, help="Flyte domain.")
]
Org = Annotated[str | None, typer.Option(metavar="NAME", rich_help_panel=CONTEXT, help="Flyte organization.")]
Version = Annotated[
    str, typer.Option("--version", metavar="TEXT", rich_help_panel=CONTEXT, help="Version of the tasks.")
]
Images = Annotated[
    list[str] | None,
    typer.Option(
        "--image",
        metavar="[NAME=]URI",
        help="Image for Image.from_ref_name(NAME), or the default image; repeatable.",
        rich_help_panel=CONTEXT,
    ),
]
Config = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="Flyte's configuration file, for project, domain, org and images.",
        show_default="where the SDK looks",
        rich_help_panel=CONTEXT,
    ),
]
InterpreterPath = Annotated[
    str | None,
    typer.Option(metavar="PATH", help="Python in the container.", show_default="the SDK's", rich_help_panel=CONTEXT),
]
InputPath = Annotated[
    str | None,
    typer.Option(metavar="URI", help="Where inputs are read from.", show_default="{{.input}}", rich_help_panel=CONTEXT),
]
OutputPath = Annotated[
    str | None,
    typer.Option(
        metavar="URI", help="Where outputs are written to.", show_default="{{.outputPrefix}}", rich_help_panel=CONTEXT
    ),
]
CodeBundleUri = Annotated[
    str | None,
    typer.Option(
        metavar="URI", help="A code bundle, .tar.gz or .pkl.", show_default="no code bundle", rich_help_panel=CONTEXT
    ),
]
CodeBundleVersion = Annotated[
    str | None,
    typer.Option(
        metavar="HASH", help="The bundle's version.", show_default="the tasks' version", rich_help_panel=CONTEXT
    ),
]
Dest = Annotated[str, typer.Option(metavar="DIR", help="Where the code bundle is unpacked.", rich_help_panel=CONTEXT)]
SyncLocalSysPaths = Annotated[
    bool,
    typer.Option(
        "--sync-local-sys-paths/--no-sync-local-sys-paths",
        help="In a deploy request, tell the container which import paths lie under the root.",
        rich_help_panel=CONTEXT,
    ),
]
MessageKind = Annotated[
    Message,
    typer.Option(
        "--message",
        help="The TaskSpec that flyte.extras.serialize gives, or everything that flyte deploy sends.",
        rich_help_panel=OUTPUT,
    ),
]
At = Annotated[
    str | None,
    typer.Option(
        metavar="TIME",
        help="Show when triggers fire after this time: now, or 2026-01-31T12:00Z.",
        show_default="now on a terminal; otherwise they are left out",
        rich_help_panel=OUTPUT,
    ),
]
Check = Annotated[
    bool,
    typer.Option(
        "--check",
        help="With -o: write nothing; exit 1 and show the diff if a file would change.",
        rich_help_panel=OUTPUT,
    ),
]
Accept = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Leave out the changes that this file accepts.", rich_help_panel=OUTPUT),
]
AllowEmpty = Annotated[
    bool, typer.Option("--allow-empty", help="Take a side of a comparison that has modules but no task or app.")
]
CopyStyleOfDeploy = Annotated[
    CopyStyle, typer.Option("--copy-style", help="Which files are shipped, as of flyte deploy.")
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="Only warnings and errors on stderr.", rich_help_panel=SAYING)
]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="Full tracebacks, and which files were read.", rich_help_panel=SAYING)
]
Color = Annotated[ColorChoice, typer.Option(help="Colour on stderr.", rich_help_panel=SAYING)]

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kMGT]i?|Ki)?B?")
_UNITS = {"": 1, "k": 10**3, "M": 10**6, "G": 10**9, "T": 10**12, "Ki": 2**10, "Mi": 2**20, "Gi": 2**30, "Ti": 2**40}


LEAST_MEMORY = 64 * 2**20
"""With less address space a module's process cannot even say that it has too little, in bytes."""


def parse_size(text: str | None, option: str = "--max-memory", least: int = LEAST_MEMORY) -> int | None:
    """Parse `4Gi`, `500M` or `1000000` as bytes.

    Raises:
        UsageError: it is not a size.
    """
    if text is None:
        return None
    match = _SIZE.fullmatch(text.strip())
    if match is None or not float(match[1]):
        raise OptionError(option, f"{text!r} is not a size", hint="write 4Gi, 500M or a number of bytes")
    size = int(float(match[1]) * _UNITS[match[2] or ""])
    if size < least:
        raise OptionError(option, f"{text!r} is less than Python itself takes", hint="write 500M or more")
    return size


def parse_images(values: list[str] | None) -> dict[str, str]:
    """Parse `NAME=URI` and bare `URI` (the default image), as `flyte deploy --image` reads them, to URIs by name.

    Raises:
        UsageError: a name or a URI is empty.
    """
    images = {}
    for value in values or []:
        name, equals, uri = value.partition("=")
        name, uri = (name, uri) if equals else ("default", value)
        if not name or not uri:
            raise OptionError("--image", f"{value!r} has an empty name or URI", hint="write NAME=URI, or URI")
        images[name] = uri
    return images
