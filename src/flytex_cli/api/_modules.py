"""Which modules a command is about, and how they are loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flytex_cli.load.protocol import LoadRequest
from flytex_cli.load.shards import Shard


@dataclass(frozen=True)
class CacheFolder:
    """Where outcomes are kept, and how many bytes of them."""

    folder: Path
    limit: int = 1 << 30


@dataclass(frozen=True)
class Modules:
    """Name modules and tasks, and say how they are loaded.

    Attributes:
        paths: `.py` files, packages, or folders to search (`.gitignore` is respected); a single path stands for itself.
        root_dir: the SDK's `root_dir`, which the container imports modules relative to; None is the working directory.
        exclude: globs in `.gitignore` syntax for what is left out of a folder.
        environments: names of the environments wanted; all when empty.
        tasks: globs over `environment.task` or the task's own name; all when empty.
        affected_since: a git revision; only what the changes since then touch is wanted (`flytex affected`).
        flyte_config: Flyte's configuration, where it is not at one of its usual places: its change touches everything.
        cache: what earlier runs gave, kept on disk; None loads every module.
        shard: the part of the modules that is meant, where several jobs share the work.
        load: how they are loaded, and the context they are serialized in.
        needs_tasks: whether a named module without a task, or a run without any, is an error; otherwise the latter is
            a warning.
        needs_match: whether it is an error if there are tasks or apps, and none is among those wanted.
    """

    paths: Sequence[str | Path] | str | Path = (".",)
    root_dir: str | Path | None = None
    exclude: Sequence[str] = ()
    environments: Sequence[str] = ()
    tasks: Sequence[str] = ()
    affected_since: str | None = None
    flyte_config: Path | None = None
    cache: CacheFolder | None = None
    shard: Shard | None = None
    load: LoadRequest = field(default_factory=LoadRequest)
    needs_tasks: bool = True
    needs_match: bool = True

    @property
    def all_paths(self) -> Sequence[str | Path]:
        """The paths, also where one was given alone."""
        return (self.paths,) if isinstance(self.paths, (str, Path)) else self.paths
