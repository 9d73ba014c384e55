"""`--output-dir` and `--check`: one file per task or app, written, or compared with what is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from flytex_cli.cli.conversation import Conversation
from flytex_cli.cli.exits import ExitCode
from flytex_cli.cli.output import Output
from flytex_cli.errors import UsageError


def require_folder(check: bool, folder: Path | None) -> None:
    """Refuse --check without --output-dir."""
    if check and folder is None:
        raise UsageError("--check compares with the files of --output-dir", hint="add -o DIR")


@dataclass(frozen=True)
class Folder:
    """Where one file per item goes.

    Attributes:
        suffix: of the files, with its dot.
        is_flytex_file: tells by its contents whether a file may be stale, or is not flytex's; None to look for no stale
            files.
        noun: what a file holds.
        count: how many of what the files hold, where they hold several kinds.
    """

    path: Path
    suffix: str
    is_flytex_file: Callable[[bytes], bool] | None
    noun: str = "task"
    count: str | None = None


def counted(number: int, noun: str) -> str:
    """Return `1 task`, `2 tasks`."""
    return f"{number} {noun}{'s'[: number != 1]}"


def write_files(
    tree: Mapping[str, bytes], folder: Folder, talk: Conversation, output: Output, *, check: bool
) -> ExitCode:
    """Write the files, or with `check` show on stdout how the folder differs from them.

    Raises:
        OutputError: the folder cannot be written or read.
    """
    from flytex_cli.render.common.folder import compare_tree, write_tree

    count = folder.count or counted(len(tree), folder.noun)
    if not check:
        write_tree(folder.path, tree)
        talk.note(f"{count} written to {folder.path}")
        return ExitCode.OK
    differences = compare_tree(folder.path, tree, folder.suffix, folder.is_flytex_file)
    if not differences:
        talk.note(f"{count} up to date in {folder.path}")
        return ExitCode.OK
    output.write("".join(difference.diff for difference in differences).encode("utf-8", "surrogateescape"))
    for difference in differences:
        talk.note(f"{difference.kind}: {folder.path / difference.path}")
    return ExitCode.FINDINGS
