"""What names an entry: all that is known before a module is loaded and decides what loading it gives."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import os
import platform
import site
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from pathlib import Path

from flytex_cli import __version__
from flytex_cli.cache.now import digest_of
from flytex_cli.load.protocol import LoadRequest
from flytex_cli.load.runner import processors
from flytex_cli.load.target import ModuleTarget

_OF_THE_RUN = frozenset({"jobs", "timeout", "inputs", "kept"})
"""What a request says of how modules are loaded, and nothing of what that gives."""

_PREFIXES = ("FLYTE", "UNION", "PYTHON", "LC_", "_F_", "_U_")
_VARIABLES = ("HOME", "LANG", "LANGUAGE", "LOG_LEVEL", "TZ")
"""Variables that the warm process may have asked for before any module was loaded."""


class Keys:
    """The names of the entries of one run.

    Attributes:
        shared: what decides all of them.
    """

    def __init__(self, request: LoadRequest) -> None:
        options = {name: value for name, value in dataclasses.asdict(request).items() if name not in _OF_THE_RUN}
        options["folder"] = os.path.realpath(request.folder or os.curdir)
        known = [
            __version__,
            *_own_files(),
            sys.version,
            os.path.realpath(sys.executable),
            sys.prefix,
            platform.machine(),
            str(processors()),
            *(f"{name}={os.environ[name]}" for name in sorted(os.environ) if _is_asked_early(name)),
            *_installed(),
            json.dumps(options, sort_keys=True, default=str),
        ]
        self.shared = digest_of(known)

    def of(self, target: ModuleTarget) -> str:
        """Return the name of a module's entry."""
        return digest_of((self.shared, json.dumps(vars(target), sort_keys=True)))

    def of_split(self, names: Sequence[str], count: int) -> str:
        """Return the name under which it is kept how modules are split into parts."""
        return digest_of((self.shared, str(count), *names))


def _is_asked_early(name: str) -> bool:
    return name in _VARIABLES or name.startswith(_PREFIXES)


def _site_folders() -> list[str]:
    paths = sysconfig.get_paths()
    user = [site.getusersitepackages()] if site.ENABLE_USER_SITE else []
    return list(dict.fromkeys([paths["purelib"], paths["platlib"], *site.getsitepackages(), *user]))


def _installed() -> Iterator[str]:
    """Yield what is installed: each distribution with its version and its list of files, and path files."""
    for folder in _site_folders():
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            continue
        yield folder
        for entry in entries:
            if entry.name == "__pycache__":
                continue
            yield entry.name
            if entry.name.endswith((".dist-info", ".egg-info")):
                yield _held(os.path.join(entry.path, "RECORD"))
            elif entry.name.endswith((".pth", ".egg-link")):
                yield _held(entry.path)


def _own_files() -> Iterator[str]:
    """Yield flytex's own files where someone may be editing them: an installation from an archive has a version."""
    own, files = Path(__file__).parents[1], []
    if any(own.is_relative_to(folder) for folder in _site_folders()):
        return
    for folder, _, names in os.walk(own):
        for name in names:
            if name.endswith(".py"):
                found = os.stat(os.path.join(folder, name))
                files.append(f"{folder} {name} {found.st_size} {found.st_mtime_ns}")
    yield from sorted(files)


def _held(path: str) -> str:
    try:
        found = os.stat(path)
        return _content(path, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    except OSError:
        return ""


@functools.lru_cache(maxsize=4096)
def _content(path: str, *state: int) -> str:
    """Return what a file in this state holds: a process that runs again and again reads it once."""
    return hashlib.blake2b(Path(path).read_bytes(), digest_size=20).hexdigest()
