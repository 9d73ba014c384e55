"""A task of one side of a comparison."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flytex_cli.diff.declared_image import Declared
from flytex_cli.diff.view import View, containers, from_view
from flytex_cli.records import ShownLocation

_DEFAULT_IMAGE = re.compile(r"/flyte:py(3\.\d+)-v")


@dataclass(frozen=True)
class ComparedTask:
    """A task as one side has it.

    Attributes:
        view: its message as it is compared (`flytex_cli.diff.view`).
        location: where it is written, unless all that is known is its message.
        base_image: what its image is built on, where that is known.
        declared_image: its image as declared, `cache` its cache; None where all that is known is its message.
        loaded_with: the Python it was translated with, where that is known: `3.11`.
    """

    name: str
    view: View
    location: ShownLocation | None = None
    base_image: str | None = None
    declared_image: Declared | None = None
    cache: Mapping[str, Any] | None = None
    loaded_with: str | None = None

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

    @property
    def image(self) -> str:
        """The image that its own container runs in."""
        every = list(containers(self.view))
        own = [each for each in every if {"name": "a0"} in each.get("args", ())]
        return next((str(each.get("image", "")) for each in (*own, *every)), "")

    @property
    def sdk(self) -> str:
        """The release that it was translated with."""
        return str(self.view["taskTemplate"].get("metadata", {}).get("runtime", {}).get("version", ""))

    @property
    def image_python(self) -> str | None:
        """The Python of its image, where that is the SDK's own."""
        default = _DEFAULT_IMAGE.search(self.image)
        return default[1] if default else None

    @cached_property
    def images(self) -> tuple[str, ...]:
        """The images of its containers."""
        return tuple(str(container.get("image", "")) for container in containers(self.view))
