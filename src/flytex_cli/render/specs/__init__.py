"""The formats of task specs and apps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from flytex_cli.render.common.renderer import FileRenderer, assert_never

if TYPE_CHECKING:
    from flytex_cli.records import Record


class SpecFormat(str, Enum):
    """A format of task specs and apps; its value is the suffix of files."""

    YAML = "yaml"
    JSON = "json"
    JSONL = "jsonl"
    PB = "pb"

    @property
    def renderer(self) -> SpecRenderer:
        """The format's module, imported when it is used."""
        match self:
            case SpecFormat.YAML:
                from flytex_cli.render.specs import yaml

                return yaml
            case SpecFormat.JSON:
                from flytex_cli.render.specs import json

                return json
            case SpecFormat.JSONL:
                from flytex_cli.render.specs import jsonl

                return jsonl
            case SpecFormat.PB:
                from flytex_cli.render.specs import pb

                return pb
            case _:
                assert_never(self)

    def render(self, records: Sequence[Record]) -> bytes:
        """Write all of them into one stream."""
        return self.renderer.render(records)

    def pieces(self, records: Sequence[Record]) -> Iterator[bytes]:
        """Write all of them into one stream, piece by piece."""
        return self.renderer.pieces(records)


class SpecRenderer(FileRenderer["Record"], Protocol):
    """A format of task specs and apps."""

    def pieces(self, items: Sequence[Record], /) -> Iterator[bytes]:
        """Write all of them into one stream, each when the one before is written."""
        ...
