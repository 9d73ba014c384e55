"""Results as bytes: one file a format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum

from flytex_cli.records import TaskRecord
from flytex_cli.render import json, jsonl, pb, yaml


class SpecFormat(str, Enum):
    """The forms task specs are written in."""

    YAML = "yaml"
    JSON = "json"
    JSONL = "jsonl"
    PB = "pb"


Renderer = Callable[[Sequence[TaskRecord]], bytes]

MANY: dict[SpecFormat, Renderer] = {
    SpecFormat.YAML: yaml.render,
    SpecFormat.JSON: json.render,
    SpecFormat.JSONL: jsonl.render,
    SpecFormat.PB: pb.render,
}
"""All tasks in one stream."""

ONE: dict[SpecFormat, Callable[[TaskRecord], bytes]] = {
    SpecFormat.YAML: yaml.render_one,
    SpecFormat.JSON: json.render_one,
    SpecFormat.JSONL: jsonl.render_one,
    SpecFormat.PB: pb.render_one,
}
"""One task in a file of its own, whose suffix is the format's name."""
