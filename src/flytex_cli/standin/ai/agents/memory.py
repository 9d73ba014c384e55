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

    append = RuntimeOnly("flyte.ai.agents.MemoryStore.append")
    audit_tail = RuntimeOnly("flyte.ai.agents.MemoryStore.audit_tail")
    audit_tail_sync = RuntimeOnly("flyte.ai.agents.MemoryStore.audit_tail_sync")
    create = RuntimeOnly("flyte.ai.agents.MemoryStore.create")
    current_sha = RuntimeOnly("flyte.ai.agents.MemoryStore.current_sha")
    exists = RuntimeOnly("flyte.ai.agents.MemoryStore.exists")
    extend = RuntimeOnly("flyte.ai.agents.MemoryStore.extend")
    flush_messages = RuntimeOnly("flyte.ai.agents.MemoryStore.flush_messages")
    flush_messages_sync = RuntimeOnly("flyte.ai.agents.MemoryStore.flush_messages_sync")
    get_meta = RuntimeOnly("flyte.ai.agents.MemoryStore.get_meta")
    get_or_create = RuntimeOnly("flyte.ai.agents.MemoryStore.get_or_create")
    list_paths = RuntimeOnly("flyte.ai.agents.MemoryStore.list_paths")
    read_json = RuntimeOnly("flyte.ai.agents.MemoryStore.read_json")
    read_text = RuntimeOnly("flyte.ai.agents.MemoryStore.read_text")
    remote_path_for_key = RuntimeOnly("flyte.ai.agents.MemoryStore.remote_path_for_key")
    save = RuntimeOnly("flyte.ai.agents.MemoryStore.save")
    write_json = RuntimeOnly("flyte.ai.agents.MemoryStore.write_json")
    write_text = RuntimeOnly("flyte.ai.agents.MemoryStore.write_text")
