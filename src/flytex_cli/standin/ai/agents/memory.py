"""What agents remember, as files with a history. Reading and writing need a store, so they are refused."""

from __future__ import annotations

import pathlib
from dataclasses import dataclass, field
from typing import Any

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly


class MemoryStoreError(RuntimeError):
    """The memory cannot be read or written."""


class AccessDenied(MemoryStoreError):
    """A path may only be read."""


class ConcurrencyError(MemoryStoreError):
    """Somebody else has written meanwhile."""

    def __init__(self, path: str, expected_sha: str, actual_sha: str) -> None:
        super().__init__(f"{path} has changed: expected {expected_sha}, found {actual_sha}")
        self.path, self.expected_sha, self.actual_sha = path, expected_sha, actual_sha


@dataclass(frozen=True)
class MemoryMeta:
    """What is known of one file."""

    path: str
    sha256: str
    updated_at: str
    updated_by: str
    reason: str
    bytes: int


@dataclass
class MemoryStore:
    """The memory of one key."""

    key: str
    messages: list[dict[str, Any]] = field(default_factory=list)
    root: pathlib.Path | str | None = None
    remote_path: str | None = None
    read_only_prefixes: tuple[str, ...] = ()
    audit: bool = True
    keep_versions: bool = False

    create = RuntimeOnly("flyte.ai.agents.MemoryStore.create")
    get_or_create = RuntimeOnly("flyte.ai.agents.MemoryStore.get_or_create")
    save = RuntimeOnly("flyte.ai.agents.MemoryStore.save")
