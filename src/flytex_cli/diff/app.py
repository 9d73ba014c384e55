"""An app of one side of a comparison, in the form it is compared in.

`CreateRequest` and `App` are brought to one shape. What the command line packs, the parameters, is unpacked and put to
the inputs of the same names, so that a change is named by the parameter it is about.
"""

from __future__ import annotations

import base64
import copy
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flytex_cli.diff.arguments import named_arguments, plain_arguments
from flytex_cli.diff.declared_image import Declared
from flytex_cli.records import ShownLocation

ENTRY_POINT = "fserve"
"""What starts an app that names no command of its own."""


@dataclass(frozen=True)
class ComparedApp:
    """An app as one side has it.

    Attributes:
        view: its message as it is compared.
        location: where it is written, unless all that is known is its message.
        declared_image: its image as declared; None likewise.
    """

    name: str
    view: dict[str, Any]
    location: ShownLocation | None = None
    declared_image: Declared | None = None

    @property
    def image(self) -> str:
        """The image that it runs in."""
        return next((str(each.get("image", "")) for each in _containers(self.view)), "")

    @property
    def document(self) -> dict[str, Any]:
        """The message as it is shown: its command line in words again."""
        document = copy.deepcopy(self.view)
        if not document["spec"]["inputs"]["items"]:
            del document["spec"]["inputs"]
        for container in _containers(document):
            if all(isinstance(item, dict) for item in container.get("command", ())):
                container["command"] = plain_arguments(container.get("command", ()))
        return document


def app_view(document: dict[str, Any]) -> dict[str, Any]:
    """Turn the document of an App or a CreateRequest into what is compared; it is used up, not copied."""
    view: dict[str, Any] = document.get("app", document)
    view.pop("status", None)
    inputs = view.setdefault("spec", {}).setdefault("inputs", {}).setdefault("items", [])
    for container in _containers(view):
        named = named_arguments(container.get("command", ()), ENTRY_POINT)
        if named is None:
            continue
        packed = next((item["value"] for item in named if item["name"] == "--parameters" and "value" in item), "")
        parameters = {each.get("name"): each for each in _unpacked(packed)}
        container["command"] = [item for item in named if item["name"] != "--parameters" or not parameters]
        for each in inputs:
            more = parameters.get(each.get("name"), {})
            each.update({name: value for name, value in more.items() if name not in ("name", "value") and value})
    return view


def _containers(view: dict[str, Any]) -> Iterator[dict[str, Any]]:
    spec = view.get("spec", {})
    pod = spec.get("pod", {}).get("podSpec", {})
    found = [spec.get("container"), *(pod.get("containers", ()) if isinstance(pod, dict) else ())]
    yield from (each for each in found if isinstance(each, dict))


def _unpacked(transport: str) -> list[dict[str, Any]]:
    """Return the parameters in a command line; none where it holds something else."""
    try:
        parameters = json.loads(gzip.decompress(base64.b64decode(transport)))["parameters"]
        return [each for each in parameters if isinstance(each, dict)]
    except (ValueError, OSError, EOFError, KeyError, TypeError):
        return []
