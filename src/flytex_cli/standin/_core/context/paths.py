"""Places a task writes to: raw data and checkpoints."""

from __future__ import annotations

import pathlib
from dataclasses import dataclass

from flytex_cli.standin._core.common.repr import short_repr


@dataclass
class PathRewrite:
    """Read addresses that begin with one prefix under another."""

    old_prefix: str
    new_prefix: str

    def __post_init__(self) -> None:
        if not self.old_prefix or not self.new_prefix:
            raise ValueError(f"a path rewrite needs two prefixes, got {self.old_prefix!r} and {self.new_prefix!r}")
        if self.old_prefix == self.new_prefix:
            raise ValueError(f"a path rewrite needs two different prefixes, got {self.old_prefix!r} twice")

    @classmethod
    def from_str(cls, pattern: str) -> PathRewrite:
        """Read `old->new`."""
        parts = pattern.split("->")
        if len(parts) != 2:
            raise ValueError(f"a path rewrite is written 'old_prefix->new_prefix', got {pattern!r}")
        return cls(old_prefix=parts[0], new_prefix=parts[1])

    def __repr__(self) -> str:
        return f"{self.old_prefix}->{self.new_prefix}"


@short_repr
@dataclass(frozen=True, kw_only=True)
class RawDataPath:
    """The folder offloaded values go to."""

    path: str
    path_rewrite: PathRewrite | None = None

    @classmethod
    def from_local_folder(cls, local_folder: str | pathlib.Path | None = None) -> RawDataPath:
        """Return a local folder, a temporary one when none is given."""
        if local_folder is None:
            import tempfile

            return cls(path=tempfile.mkdtemp())
        if isinstance(local_folder, pathlib.Path):
            local_folder.mkdir(parents=True, exist_ok=True)
        elif not isinstance(local_folder, str):
            raise ValueError(f"the local folder must be a str or a Path, got {local_folder!r}")
        return cls(path=str(local_folder))

    def get_random_remote_path(self, file_name: str | None = None) -> str:
        """Return a fresh address below the folder, whose parent exists if it is local."""
        import uuid

        parts = [uuid.uuid4().hex, *([file_name] if file_name else [])]
        if "://" in self.path and not self.path.startswith("file://"):
            return "/".join([self.path.rstrip("/"), *parts])
        path = pathlib.Path(self.path.removeprefix("file://")).joinpath(*parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        return str(path.absolute())


@short_repr
@dataclass(frozen=True)
class CheckpointPaths:
    """Where this attempt's checkpoint goes, and where the attempt before left one."""

    prev_checkpoint_path: str | None
    checkpoint_path: str | None
