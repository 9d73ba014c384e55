"""`--output-dir` and `--check`: a file a task, written, or compared with what is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from flytex_cli.cli.console import Conversation, write_stdout
from flytex_cli.cli.exits import ExitCode
from flytex_cli.errors import UsageError


def require_folder(check: bool, folder: Path | None) -> None:
    """Refuse --check without --output-dir."""
    if check and folder is None:
        raise UsageError("--check compares with the files of --output-dir", hint="add -o DIR")


def write_files(
    tree: Mapping[str, bytes],
    folder: Path,
    suffix: str,
    talk: Conversation,
    *,
    check: bool,
    is_ours: Callable[[bytes], bool] | None,
    noun: str = "task",
) -> ExitCode:
    """Write the files, or with `check` show on stdout how the folder differs from them.

    Args:
        is_ours: tells stale files of ours from other people's, by their contents; None where none are looked for.

    Raises:
        OutputError: the folder cannot be written or read.
    """
    from flytex_cli.render.outdir import compare_tree, write_tree

    count = f"{len(tree)} {noun}{'s'[: len(tree) != 1]}"
    if not check:
        write_tree(folder, tree)
        talk.note(f"{count} written to {folder}")
        return ExitCode.OK
    differences = compare_tree(folder, tree, suffix, is_ours)
    if not differences:
        talk.note(f"{count} up to date in {folder}")
        return ExitCode.OK
    write_stdout("".join(difference.diff for difference in differences).encode("utf-8", "surrogateescape"))
    for difference in differences:
        talk.note(f"{difference.kind}: {folder / difference.path}")
    return ExitCode.FINDINGS
