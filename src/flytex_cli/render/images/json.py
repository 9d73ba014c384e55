"""Images as JSON; the schema is `docs/schemas/image.schema.json`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flytex_cli.images.model import ImageSummary
from flytex_cli.render.common.json_text import to_json

VERSION = 1


def render(images: Sequence[ImageSummary]) -> bytes:
    """Write one object."""
    return to_json({"version": VERSION, "images": [to_object(image) for image in images]})


def to_object(image: ImageSummary) -> dict[str, Any]:
    """Return an image as a JSON object."""
    return {
        "uri": image.uri,
        "environments": [
            {"name": name, "place": place} for name, place in zip(image.environments, image.places, strict=True)
        ],
        "build": image.build.value,
        "tag": image.tag.value,
        "notInTag": list(image.not_in_tag),
        "base": image.base,
        "platform": list(image.platform),
        "python": image.python,
        "clientPython": image.client_python,
        "layers": [
            {
                "kind": layer.kind,
                "summary": layer.summary,
                "place": layer.place,
                "text": layer.text,
                "files": layer.files,
                "bytes": layer.size,
                "secrets": list(layer.secrets),
                "unpinned": list(layer.unpinned),
            }
            for layer in image.layers
        ],
        "context": [{"path": file.path, "source": file.source, "bytes": file.size} for file in image.context],
        "suspects": [{"path": each.path, "why": each.why} for each in image.suspects],
        "unknown": list(image.unknown),
        "dockerfile": image.dockerfile,
    }
