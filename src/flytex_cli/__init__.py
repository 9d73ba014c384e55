"""Offline serialization, inspection and linting of Flyte 2 tasks."""

from __future__ import annotations

__version__ = "0.1.0"
