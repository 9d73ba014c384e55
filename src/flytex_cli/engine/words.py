"""Text of exceptions in the user's words: without the names of our classes, or of the SDK's hidden ones."""

from __future__ import annotations

import re
import sys

STANDIN = "flytex_cli.standin"
_OWN_FILE = re.compile(r" \((?:unknown location|[^()]*\bflytex_cli/[^()]*)\)")
_LITERAL = re.compile(r"(?:of )?(?:the )?[Ee]num (?:<enum ')?(?:flyte\.[\w.]*)?LiteralEnum(?:'>)?")


def in_users_words(text: str) -> str:
    """Name the stand-in's modules and classes as Flyte's, and the enum that Flyte makes of a Literal as a Literal."""
    if STANDIN in text:
        text = _OWN_FILE.sub("", text)
        sdk_modules = sys.modules.get("flytex_cli.standin._core.sdk_modules")
        text = sdk_modules.as_flyte(text) if sdk_modules is not None else text
        text = text.replace(STANDIN, "flyte")
    return _LITERAL.sub("the Literal", text) if "LiteralEnum" in text else text
