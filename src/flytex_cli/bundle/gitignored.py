"""Which files git leaves out: those it does not track that a `.gitignore` or `.flyteignore` names."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from flytex_cli.errors import UsageError
from flytex_cli.load.repository.git import GitFailedError, stream


def ignored_by_git(root: str, top: str | None, found: Sequence[str], *, sort: bool) -> tuple[set[str], set[str]]:
    """Return the paths of files, and of folders with a `/` at the end, as `git ls-files` writes them.

    It is asked as the SDK asks it, so that the outcome is the same: every ignore file's patterns count from the root
    directory, and a name that git writes in quotes (`core.quotePath`) is not recognized. Nothing is left out where git
    is missing or fails.

    Args:
        top: the top folder of the repository.
        found: the ignore files below the root directory.
        sort: whether they count in the order of their paths, those of git first.
    """
    folder = os.path.join(root, "")
    own = os.path.join(os.path.dirname(folder), "")
    files: dict[str, None] = {}
    for name in (".gitignore", ".flyteignore"):
        for place in (top, own):
            if place is not None and os.path.exists(path := os.path.join(place, name)):
                files.setdefault(path)
    rest = [path for path in found if path not in files]
    for path in sorted(rest, key=Path) if sort else rest:
        files.setdefault(path)
    options = [f"--exclude-from={path}" for path in files]
    return _listed(root, options), _listed(root, ["--directory", *options])


def _listed(root: str, options: Sequence[str]) -> set[str]:
    try:
        with stream("-C", root, "ls-files", "-io", *options) as output:
            return {os.fsdecode(line.removesuffix(b"\n")) for line in output}
    except (GitFailedError, UsageError, OSError):  # no pattern, no repository, no git; or too many ignore files
        return set()
