"""URLs as Go's `net/url` reads and writes them: what it does to the paths of a run's data."""

from __future__ import annotations

import re
from dataclasses import dataclass

_URL = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<host>[^/?#]*)(?P<path>/[^?#]*)?(?P<query>\?[^#]*)?(#.*)?")
_HOST = re.compile(r"[^\s<>\"\\^`{|}%\x00-\x1f\x7f]*")
_BAD_ESCAPE = re.compile(r"%(?![0-9a-fA-F]{2})")
_KEPT = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~$&+,/:;=@")
"""What Go leaves in a path that it encodes."""

_ALLOWED = _KEPT | frozenset(b"!'()*[]%")
"""What it takes for encoded already."""


@dataclass(frozen=True)
class GoUrl:
    """A URL, its path as written."""

    scheme: str
    host: str
    path: str
    query: str

    def __str__(self) -> str:
        return f"{self.scheme}://{self.host}{self.path}{self.query}"


def parse_url(text: str) -> GoUrl | None:
    """Read a URL with a scheme; None where Go refuses it, or where it has none."""
    match = _URL.fullmatch(text)
    if match is None or not _HOST.fullmatch(match["host"]) or re.search(r"[\x00-\x1f\x7f]", text):
        return None
    path = match["path"] or ""
    if _BAD_ESCAPE.search(path):
        return None
    return GoUrl(match["scheme"].lower(), match["host"], path, match["query"] or "")


def encode_path(path: str) -> str:
    """Return a path, percent-encoded anew: what stands there encoded is decoded first."""
    raw = re.sub(rb"%([0-9a-fA-F]{2})", lambda match: bytes([int(match[1], 16)]), path.encode())
    return "".join(chr(byte) if byte in _KEPT else f"%{byte:02X}" for byte in raw)


def escaped_path(path: str) -> str:
    """Return a path that was read, as it is written: as it was if that is valid, else encoded anew."""
    return path if all(byte in _ALLOWED for byte in path.encode()) else encode_path(path)


def join(base: str, name: str) -> str:
    """Return `<base>/<name>` as `URLPathConstructor` of flytestdlib makes it: encoded, dots resolved, no query."""
    url = parse_url(base if base.endswith("/") else base + "/")
    if url is None:
        return f"{base.rstrip('/')}/{name}"
    segments: list[str] = []
    for segment in escaped_path(url.path).strip("/").split("/") if url.path.strip("/") else []:
        if segment == "..":
            segments = segments[:-1]
        elif segment != ".":
            segments.append(segment)
    return f"{url.scheme}://{url.host}/{'/'.join([*segments, name])}"
