"""What is left out of a bundle of all files: by the SDK's own patterns, by git, by `.flyteignore`."""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Callable, Iterator

from flytex_cli.bundle.flyteignore import FlyteIgnore
from flytex_cli.bundle.gitignored import ignored_by_git
from flytex_cli.bundle.release import BundleRelease
from flytex_cli.load.repository.git import GitFailedError, ask

FLYTEIGNORE = ".flyteignore"


class Ignore:
    """What a release leaves out below a root directory; git is asked when something is first tested.

    Args:
        root: the root directory, absolute and without links.
        release: the ways of a release.
    """

    def __init__(self, root: str, release: BundleRelease) -> None:
        self._root = root.rstrip(os.sep) + os.sep
        self._release = release
        self._standard = re.compile("|".join(map(fnmatch.translate, release.standard)))
        self._tests: list[Callable[[str], bool]] | None = None

    def why(self, path: str) -> str | None:
        """Return what leaves out an absolute path; None if it is kept."""
        if not path.startswith(self._root):
            return None
        relative = path[len(self._root) :]
        if self._standard.match(relative):
            return next(pattern for pattern in self._release.standard if fnmatch.fnmatch(relative, pattern))
        if self._tests is None:
            self._tests = list(self._make())
        names = (".gitignore", FLYTEIGNORE)
        return next((name for name, test in zip(names, self._tests, strict=False) if test(relative)), None)

    def _make(self) -> Iterator[Callable[[str], bool]]:
        top = repository_of(self._root)
        found = list(self._ignore_files())
        files, folders = ignored_by_git(self._root, top, found, sort=not self._release.prunes)

        def by_git(relative: str) -> bool:
            if not files:
                return False
            return relative in files or (f"{relative}/" in folders and os.path.isdir(self._root + relative))

        yield by_git
        if self._release.flyte_ignore:
            yield FlyteIgnore(self._root, top, [path for path in found if path.endswith(FLYTEIGNORE)])

    def _ignore_files(self) -> Iterator[str]:
        """Yield every `.gitignore` and `.flyteignore` below the root directory, as the file system lists folders."""
        plain = {pattern for pattern in self._release.standard if "/" not in pattern and "*" not in pattern}
        for folder, subfolders, files in os.walk(self._root):
            if self._release.prunes:
                subfolders[:] = [name for name in subfolders if name not in plain]
            for name in files:
                if name in (".gitignore", FLYTEIGNORE):
                    yield os.path.join(folder, name)


def repository_of(root: str) -> str | None:
    """Return the top folder of the git repository around a folder, if git finds one."""
    from flytex_cli.errors import UsageError

    try:
        return ask("-C", root, "rev-parse", "--show-toplevel").strip() or None
    except (GitFailedError, UsageError):  # none, or no git
        return None
