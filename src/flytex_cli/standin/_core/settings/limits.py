"""Limits that a task has unless it is told otherwise."""

from __future__ import annotations

MAX_INLINE_IO_BYTES = 10 * 1024 * 1024
"""Default of `max_inline_io_bytes`: 10 MiB."""
