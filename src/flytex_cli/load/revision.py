"""The files of a git revision, in a temporary folder.

Taken with an index of its own (`git read-tree`, `git checkout-index`): the user's index, working tree, branches and
hooks have no part in it. Unlike `git archive` this keeps what `.gitattributes` marks `export-ignore`. Submodules are
empty folders, files in LFS are their pointers.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flytex_cli.errors import UsageError

_QUIET = ("-c", "core.hooksPath=/dev/null", "-c", "core.sparseCheckout=false", "-c", "core.fsmonitor=false")


@dataclass(frozen=True)
class Revision:
    """The tree at a revision.

    Attributes:
        top: the folder that stands for the repository's.
        folder: the one in it that stands for the working directory.
        repository: the repository's own folder.
    """

    top: Path
    folder: Path
    repository: Path

    def counterpart(self, path: Path) -> Path:
        """Return what stands for a path in the repository; others stand for themselves."""
        absolute = Path(os.path.realpath(path))
        return self.top / absolute.relative_to(self.repository) if absolute.is_relative_to(self.repository) else path


@contextlib.contextmanager
def checked_out(revision: str) -> Iterator[Revision]:
    """Return the tree at `revision` of the working directory's repository, while the context lasts.

    Raises:
        UsageError: there is no git, no repository, or no such revision.
    """
    repository = Path(_git("rev-parse", "--show-toplevel", hint="git:REV needs a git repository"))
    prefix = _git("rev-parse", "--show-prefix")
    tree = _git(
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        f"{revision}^{{tree}}",
        failure=f"git does not know the revision {revision!r}",
        hint="in CI, fetch it first: git fetch origin main; a shallow clone has no others",
    )
    with tempfile.TemporaryDirectory(prefix="flytex-") as made:
        top = Path(os.path.realpath(made), repository.name)
        top.mkdir()
        index = {"GIT_INDEX_FILE": str(Path(made, "index")), "GIT_LFS_SKIP_SMUDGE": "1"}
        _git("read-tree", tree, folder=repository, environment=index)
        _git("checkout-index", "--all", f"--prefix={top}/", folder=repository, environment=index)
        folder = top / prefix
        folder.mkdir(parents=True, exist_ok=True)  # a folder that is new since then
        yield Revision(top, folder, repository)


def _git(
    *arguments: str,
    folder: Path | None = None,
    environment: dict[str, str] | None = None,
    failure: str | None = None,
    hint: str | None = None,
) -> str:
    try:
        done = subprocess.run(
            ["git", *_QUIET, *arguments],
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise UsageError("git:REV needs the git command, which is not installed") from error
    if done.returncode:
        output = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise UsageError(failure or f"git {arguments[0]} failed: {output}", hint=hint)
    return os.fsdecode(done.stdout.removesuffix(b"\n"))
