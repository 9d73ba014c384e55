"""The forms task specs are written in."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from enum import Enum
from types import ModuleType

from flytex_cli.records import TaskRecord


class SpecFormat(str, Enum):
    """A form of task specs; each is one module here with `render` and `render_one`, imported when it is used."""

    YAML = "yaml"
    JSON = "json"
    JSONL = "jsonl"
    PB = "pb"

    def load(self) -> ModuleType:
        """The format's module, with the messages it renders."""
        importlib.import_module("flyteidl2.task.task_definition_pb2")
        return importlib.import_module(f"flytex_cli.render.{self.value}")

    def render(self, records: Sequence[TaskRecord]) -> bytes:
        """All tasks in one stream."""
        data: bytes = self.load().render(records)
        return data

    def render_one(self, record: TaskRecord) -> bytes:
        """One task in a file of its own, whose suffix is the format's name."""
        data: bytes = self.load().render_one(record)
        return data
