"""Text of exceptions in the user's words: without the names of our classes, or of the SDK's hidden ones."""

from __future__ import annotations

import os
import re
import sys

STANDIN = "flytex_cli.standin"
_OWN_FILE = re.compile(r" \((?:unknown location|[^()]*\bflytex_cli/[^()]*)\)")
_LITERAL = re.compile(r"(?:of )?(?:the )?[Ee]num (?:<enum ')?(?:flyte\.[\w.]*)?LiteralEnum(?:'>)?")


def without_folders(text: str) -> str:
    """Name files in a text as another machine would: relative to the working directory, or to where Python finds them.

    Messages are compared and committed, in baselines and by their fingerprints.
    """
    if os.sep not in text:
        return text
    folders = {os.path.abspath(folder) for folder in (os.curdir, *sys.path) if isinstance(folder, str)}
    for folder in sorted(folders - {os.sep}, key=len, reverse=True):
        text = re.sub(rf"(?<![\w.~/-]){re.escape(folder)}/(?=[^\s/])", "", text)
    home = os.path.expanduser("~")
    return re.sub(rf"(?<![\w.~/-]){re.escape(home)}/", "~/", text) if home not in ("/", "~") else text


def in_users_words(text: str) -> str:
    """Name the stand-in's modules and classes as Flyte's, and the enum that Flyte makes of a Literal as a Literal."""
    if STANDIN in text:
        text = _OWN_FILE.sub("", text)
        sdk_modules = sys.modules.get("flytex_cli.standin._core.sdk_modules")
        text = sdk_modules.as_flyte(text) if sdk_modules is not None else text
        text = text.replace(STANDIN, "flyte")
    return _LITERAL.sub("the Literal", text) if "LiteralEnum" in text else text
