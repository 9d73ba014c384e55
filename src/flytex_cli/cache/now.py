"""What inputs are like now, as a digest: equal digests of the same inputs mean that loading gives the same again."""

from __future__ import annotations

import hashlib
import itertools
import os
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from flytex_cli.errors import UsageError
from flytex_cli.load.observe.environment import ALL, PROXIES
from flytex_cli.load.observe.frames import DISTRIBUTIONS
from flytex_cli.load.own_tree import packages_below
from flytex_cli.load.repository import git
from flytex_cli.records import Access, Inputs, Surroundings

MISSING = "-"
_OF_COMMIT = (
    ("rev-parse", "--show-toplevel"),
    ("rev-parse", "HEAD"),
    ("config", "--includes", "--get-regexp", r"^(remote|url|branch)\."),
    ("status", "--porcelain"),
)
"""What a link to the source is made of (flyte/git/_config.py, SDK 2.12.1)."""
TICK = 20_000_000
"""How far behind the time a file system's clock may be, in nanoseconds: it moves on with the system's timer."""


class Now:
    """Files, folders and variables of one moment: each is looked at once, however many modules take it."""

    def __init__(self) -> None:
        self._contents: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        self._listings: dict[str, list[str] | None] = {}
        self._exact: dict[str, str] = {}
        self._stems: dict[str, Mapping[str, list[str]]] = {}
        self._said: Sequence[str] | None = None
        self._environment = dict(os.environ)
        self._trees: dict[str, Mapping[str, list[str]]] = {}

    def digest(self, inputs: Inputs, root: str) -> str:
        """Return what identifies all inputs of a module, as they are now.

        Args:
            inputs: what loading it took.
            root: the root directory.
        """
        return digest_of(self._parts(inputs, root))

    def digest_of_looked(self, read: Iterable[str], listed: Iterable[str], asked: Iterable[str]) -> str:
        """Return what identifies what paths are like now.

        Args:
            read: files whose contents count.
            listed: folders whose names count, and what each of those is.
            asked: paths of which it counts what they are, and of files how large.
        """
        contents = map(self._content, read)
        names = itertools.chain.from_iterable(map(self._listed, listed))
        kinds = (part for each in asked for part in (self._kind(each), _size(each)))
        return digest_of(itertools.chain(contents, names, kinds))

    def _parts(self, inputs: Inputs, root: str) -> Iterator[str]:
        for each in inputs.paths:
            match each.access:
                case Access.READ:
                    yield self._content(each.path)
                case Access.LISTED:
                    yield from self._listed(each.path)
                case Access.LOOKED_FOR:
                    yield self._kind(each.path)
        around = inputs.surroundings or Surroundings()
        yield from map(self._kind, around.looked_for)
        yield from map(self._exactly, around.exact)
        yield from map(self._content, around.system)
        for folder, names in around.searched.items():
            stems = self._stems_in(folder)
            for name in names:
                for entry in stems.get(name, ()):
                    yield entry
                    yield from self._package(os.path.join(folder, entry)) if entry == name else ()
                yield MISSING
        if around.packages:
            tree = self._tree(root)
            for name in around.packages:
                yield from tree.get(name, ())
                yield MISSING
        yield from self._variables(around.environment)
        if around.repository:
            yield from self._commit()

    def _content(self, path: str) -> str:
        if path not in self._contents:
            self._contents[path] = _content(path)
        return self._contents[path]

    def _kind(self, path: str) -> str:
        if path not in self._kinds:
            self._kinds[path] = _kind(path)
        return self._kinds[path]

    def _listing(self, folder: str) -> list[str] | None:
        if folder not in self._listings:
            try:
                self._listings[folder] = sorted(os.listdir(folder))
            except (OSError, ValueError):
                self._listings[folder] = None
        return self._listings[folder]

    def _listed(self, folder: str) -> Iterator[str]:
        names = self._listing(folder)
        yield MISSING if names is None else str(len(names))
        for name in names or ():
            yield name
            yield self._kind(os.path.join(folder, name))

    def _exactly(self, path: str) -> str:
        if path not in self._exact:
            names = self._listing(path) or () if os.path.isdir(path) else ()
            below = (f"{name}\0{_all_of(os.path.join(path, name))}" for name in names)
            self._exact[path] = "\0".join((_all_of(path), *below))
        return self._exact[path]

    def _stems_in(self, folder: str) -> Mapping[str, list[str]]:
        """Return what a folder has, by the name of the module that it may be."""
        if folder not in self._stems:
            stems: dict[str, list[str]] = {}
            for entry in self._listing(folder) or ():
                stems.setdefault(entry.partition(".")[0], []).append(entry)
                if entry.endswith((".dist-info", ".egg-info")):
                    stems.setdefault(DISTRIBUTIONS, []).append(entry)
            self._stems[folder] = stems
        return self._stems[folder]

    def _tree(self, root: str) -> Mapping[str, list[str]]:
        if root not in self._trees:
            self._trees[root] = packages_below.__wrapped__(root)
        return self._trees[root]

    def _variables(self, names: Collection[str]) -> Iterator[str]:
        wanted = set(names) - {PROXIES}
        if ALL in names:
            wanted = set(self._environment)
        elif PROXIES in names:
            wanted |= {name for name in self._environment if name.lower().endswith("_proxy")}
        for name in sorted(wanted):
            yield name
            yield self._environment.get(name, "\x01")

    def _commit(self) -> Sequence[str]:
        """Return what git says of the repository that the working directory is in."""
        if self._said is None:
            self._said = tuple(git_says((*git.without_filters(), *arguments)) for arguments in _OF_COMMIT)
        return self._said

    def _package(self, folder: str) -> Iterator[str]:
        names = self._listing(folder)
        if names is None:
            yield MISSING
            return
        yield from (name for name in names if name.startswith("__init__."))
        yield str(any(name.endswith(".py") for name in names))


def digest_of(parts: Iterable[str]) -> str:
    """Hash texts, one after the other."""
    text = "\0".join([*parts, ""])
    return hashlib.blake2b(text.encode("utf-8", "surrogateescape"), digest_size=20).hexdigest()


def changed_since(inputs: Inputs, moment: int) -> str | None:
    """Return an input that was changed since a moment, in nanoseconds since 1970; None where there is none.

    What a file holds now may then be something else than what was read.
    """
    exact = inputs.surroundings.exact if inputs.surroundings is not None else ()
    taken = (each.path for each in inputs.paths if each.access is not Access.LOOKED_FOR)
    return first_changed((*taken, *exact), moment)


def first_changed(paths: Iterable[str], moment: int) -> str | None:
    """Return the first path that was changed since a moment, in nanoseconds since 1970; None where there is none."""
    for path in paths:
        try:
            if os.stat(path).st_ctime_ns > moment - TICK:
                return path
        except (OSError, ValueError):
            continue
    return None


def _content(path: str) -> str:
    try:
        with open(path, "rb", opener=_without_waiting) as stream:
            if stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                digest = hashlib.blake2b(digest_size=20)
                while part := stream.read(1 << 20):
                    digest.update(part)
                return digest.hexdigest()
    except (OSError, ValueError):
        pass
    return _kind(path)


def _without_waiting(path: str, flags: int) -> int:
    """Open a pipe, too, without waiting for someone who writes."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _kind(path: str) -> str:
    """Return what is at a path: its type, and where it leads if it is a link."""
    try:
        own = os.lstat(path).st_mode
        if not stat.S_ISLNK(own):
            return str(stat.S_IFMT(own))
        link = os.readlink(path)
    except (OSError, ValueError):
        return MISSING
    try:
        return f"{stat.S_IFMT(os.stat(path).st_mode)} {link}"
    except OSError:
        return f"{MISSING} {link}"


def _size(path: str) -> str:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return MISSING
    return str(found.st_size) if stat.S_ISREG(found.st_mode) else ""


def _all_of(path: str) -> str:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return _kind(path)
    return f"{found.st_mode} {found.st_size} {found.st_mtime_ns} {found.st_uid} {found.st_gid}"


def git_says(arguments: Sequence[str]) -> str:
    """Return what git answers, or why it does not."""
    try:
        return git.ask(*arguments)
    except (git.GitFailedError, UsageError) as error:
        return f"{MISSING} {error}"
