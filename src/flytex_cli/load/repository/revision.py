"""The files of a git revision, in a temporary folder.

They are read from git's objects, so that nothing the repository's configuration names is run, and nothing in the
repository is written. Unlike `git archive` this keeps what `.gitattributes` marks `export-ignore`. Submodules are empty
folders, files in LFS are their pointers.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flytex_cli.errors import UsageError
from flytex_cli.load.repository import git
from flytex_cli.load.repository.same_folder import same_folder
from flytex_cli.load.repository.tree import write_tree

UNKNOWN_HINT = "in CI, fetch it first: git fetch origin main; a shallow clone has no others"
"""What to do about a revision that git does not know."""


SETTLING = 0.03
"""Files that are older than this are not taken for ones that change while they are loaded, in seconds."""


@dataclass(frozen=True)
class Revision:
    """The tree at a revision.

    Attributes:
        top: the folder that stands for the repository's.
        folder: the one in it that stands for the working directory.
        repository: the repository's own folder.
        notes: what is not as in a working tree, in sentences.
        is_lasting: whether it will lie at the same path the next time.
    """

    top: Path
    folder: Path
    repository: Path
    notes: tuple[str, ...] = ()
    is_lasting: bool = False

    def counterpart(self, path: Path) -> Path:
        """Return what stands for a path in the repository; others stand for themselves."""
        absolute = Path(os.path.realpath(path))
        return self.top / absolute.relative_to(self.repository) if absolute.is_relative_to(self.repository) else path


@contextlib.contextmanager
def checked_out(revision: str, *, lasting: bool = False) -> Iterator[Revision]:
    """Return the tree at `revision` of the working directory's repository, while the context lasts.

    Args:
        revision: as a person names it.
        lasting: whether it is to lie at the same path each time, where that can be.

    Raises:
        UsageError: there is no git, no repository, or no such revision, or its files cannot be read or written.
    """
    repository, prefix = place()
    try:
        tree = git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{tree}}")
    except git.GitFailedError as error:
        raise UsageError(
            f"git does not know the revision {revision!r}",
            hint=UNKNOWN_HINT,
        ) from error
    with contextlib.ExitStack() as stack:
        name = hashlib.blake2b(os.fsencode(repository), digest_size=8).hexdigest()
        same = stack.enter_context(same_folder(name)) if lasting else None
        made = same or stack.enter_context(tempfile.TemporaryDirectory(prefix="flytex-"))
        top = Path(os.path.realpath(made), repository.name or "root")
        top.mkdir()
        notes = write_tree(tree, top, revision)
        if same is not None:
            time.sleep(SETTLING)
        yield Revision(top, _folder(top, prefix, revision), repository, notes, same is not None)


def place() -> tuple[Path, str]:
    """Return the repository's folder, and the way from there to the working directory.

    Raises:
        UsageError: there is no git, or no repository with the working directory in its tree.
    """
    try:
        repository = Path(git.ask("rev-parse", "--show-toplevel"))
        prefix = git.ask("rev-parse", "--show-prefix")
    except git.GitFailedError as error:
        raise UsageError(f"git rev-parse failed: {error}", hint="git:REV needs a git repository") from error
    if not Path(os.path.realpath(os.curdir)).is_relative_to(os.path.realpath(repository)):
        raise UsageError(
            f"the working directory is not in the working tree of its repository: {str(repository)!r}",
            hint="see core.worktree in the repository's configuration",
        )
    return repository, prefix


def _folder(top: Path, prefix: str, revision: str) -> Path:
    """Return what stands for the working directory; one that is new since then is made."""
    folder = top
    for part in Path(prefix).parts:
        folder = folder / part
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise UsageError(f"the working directory is no folder at the revision {revision!r}")
        folder.mkdir(exist_ok=True)
    return folder
