"""A task of one side of a comparison."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flytex_cli.diff.view import View, containers, from_view
from flytex_cli.records import ShownLocation


@dataclass(frozen=True)
class ComparedTask:
    """A task as one side has it.

    Attributes:
        view: its message as it is compared (`flytex_cli.diff.view`).
        location: where it is written, unless all that is known is its message.
        base_image: what its image is built on, where that is known.
    """

    name: str
    view: View
    location: ShownLocation | None = None
    base_image: str | None = None

    @property
    def document(self) -> dict[str, Any]:
        """The message as it is shown."""
        return from_view(self.view)

    @cached_property
    def inputs(self) -> dict[str, Any]:
        """The inputs by name."""
        return {item["key"]: item for item in self.view["taskTemplate"]["interface"]["inputs"]["variables"]}

    @cached_property
    def defaults(self) -> dict[str, Any]:
        """The inputs that a caller may leave out, by name."""
        return {
            item["name"]: item
            for item in self.view["defaultInputs"]
            if "default" in item.get("parameter", {}) or item.get("parameter", {}).get("required") is False
        }

    @cached_property
    def images(self) -> tuple[str, ...]:
        """The images of its containers."""
        return tuple(str(container.get("image", "")) for container in containers(self.view))
