"""What git does to the content of a file on its way into a working tree, without running anything."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from flytex_cli.load.repository.attributes import Value

_PRINTABLE = bytes({8, 9, 12, 27} | set(range(0x20, 256)) - {127})
_IDENT = re.compile(rb"\$Id(?:\$|:([^$\n]*)\$)")


@dataclass(frozen=True)
class Settings:
    """What the configuration says.

    Attributes:
        auto_crlf: `core.autocrlf`: `true`, `false` or `input`.
        eol: `core.eol`.
        filters: the names of the filters that a checkout would run.
    """

    auto_crlf: str = "false"
    eol: str = "native"
    filters: frozenset[str] = field(default_factory=frozenset)

    @property
    def writes_crlf(self) -> bool:
        """Whether text gets CRLF where nothing else is said."""
        return self.auto_crlf == "true" or (self.auto_crlf == "false" and self.eol == "crlf")


def changes(attributes: Mapping[str, Value], settings: Settings) -> bool:
    """Return whether content may be another in a working tree."""
    return (
        attributes.get("ident") is True
        or isinstance(attributes.get("working-tree-encoding"), str)
        or _line_ends(attributes, settings) is not None
    )


def to_working_tree(content: bytes, name: str, attributes: Mapping[str, Value], settings: Settings) -> bytes:
    """Return the content that a checkout would write.

    Args:
        name: the object's.

    Raises:
        ValueError: it cannot be encoded as `working-tree-encoding` asks.
        LookupError: Python does not know that encoding.
    """
    if attributes.get("ident") is True:
        content = _IDENT.sub(lambda found: _identified(found, name), content)
    line_ends = _line_ends(attributes, settings)
    if line_ends is not None and _gets_crlf(content, guess=line_ends == "guess"):
        content = re.sub(rb"(?<!\r)\n", b"\r\n", content)
    encoding = attributes.get("working-tree-encoding")
    return _encoded(content, encoding) if isinstance(encoding, str) else content


def _line_ends(attributes: Mapping[str, Value], settings: Settings) -> str | None:
    """Return whether line ends become CRLF: None for no, `guess` where that depends on the content.

    See convert.c of git, convert_attrs and output_eol.
    """
    text = attributes.get("text")
    if text is None or text not in (True, False, "auto", "input"):
        text = attributes.get("crlf")
    eol = attributes.get("eol")
    if text is False or eol == "lf" or (text == "input" and eol != "crlf"):
        return None
    if text == "auto":
        return "guess" if eol == "crlf" or settings.writes_crlf else None
    if eol == "crlf":
        return "always"
    if text is True:
        return "always" if settings.writes_crlf else None
    return "guess" if settings.auto_crlf == "true" else None


def _gets_crlf(content: bytes, *, guess: bool) -> bool:
    """Return whether it has an LF to convert and, for a guess, is text without any CR. See gather_stats of git."""
    if not guess:
        return b"\n" in content
    if b"\r" in content or b"\0" in content or b"\n" not in content:
        return False
    odd = content.translate(None, _PRINTABLE + b"\n")
    printable = len(content) - content.count(b"\n") - len(odd)
    return printable >> 7 >= len(odd) - content.endswith(b"\x1a")


def _identified(found: re.Match[bytes], name: str) -> bytes:
    if found[1] is not None and b" " in found[1][1:-1]:
        return found[0]  # of another version control
    return b"$Id: " + name.encode() + b" $"


def _encoded(content: bytes, encoding: str) -> bytes:
    marks = {"UTF-16LE-BOM": codecs.BOM_UTF16_LE, "UTF-16BE-BOM": codecs.BOM_UTF16_BE}
    mark = marks.get(encoding.upper(), b"")
    name = encoding[: -len("-BOM")] if mark else encoding
    return content if codecs.lookup(name).name == "utf-8" else mark + content.decode("utf-8").encode(name)
