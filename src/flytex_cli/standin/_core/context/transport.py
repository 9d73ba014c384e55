"""Values as one word of a command line: base64 of gzipped JSON."""

from __future__ import annotations

from typing import Any


def to_transport(content: Any) -> str:
    """Return the word; the JSON in it is written as pydantic writes it."""
    import base64
    import gzip
    import io
    import json

    buffer = io.BytesIO()
    with gzip.GzipFile(mode="wb", fileobj=buffer, mtime=0) as archive:
        archive.write(json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode("utf-8"))
    return base64.b64encode(buffer.getvalue()).decode("utf-8")


def from_transport(word: str) -> Any:
    """Return what `to_transport` was given.

    Raises:
        ValueError: it is no such word.
        OSError: it is none, either.
    """
    import base64
    import gzip
    import json

    return json.loads(gzip.decompress(base64.b64decode(word)))
