"""What tells one finding from another when lines have moved: its code, whose it is, and what it says."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from flytex_cli.lint.finding import Finding

_ABSOLUTE = re.compile(r"(?<![\w.~/])/(?:[^\s'\":,;()<>]+/)+[^\s'\":,;()<>]+")
"""An absolute path, of which its last part is kept."""

Identity = tuple[str, str, str]
"""The code; the task, environment or file; a hash of the message."""


def identity(finding: Finding, file: str) -> Identity:
    """Return a finding's identity.

    The message goes in as a hash: it may quote what nobody wants in a committed file.

    Args:
        finding: any.
        file: what stands for the finding's file, where it belongs to no task or environment.
    """
    return (
        finding.code,
        finding.task or file,
        hashlib.sha256(_portable(finding.message).encode("utf-8", "backslashreplace")).hexdigest()[:16],
    )


def _portable(message: str) -> str:
    """Return a message without the folders that another machine does not have.

    Messages quote what the user's code and its libraries say, which may name files by their absolute paths.
    """
    for folder in {os.getcwd(), os.path.realpath(os.curdir)}:
        message = message.replace(folder.rstrip(os.sep) + os.sep, "")
    return _ABSOLUTE.sub(lambda match: match[0].rpartition("/")[2], message)


def numbered(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Yield each finding with a fingerprint, without lines, that differs even among findings of one identity."""
    seen: Counter[Identity] = Counter()
    for finding in findings:
        key = identity(finding, finding.span.file)
        seen[key] += 1
        yield finding, hashlib.sha256(_joined(key, seen[key])).hexdigest()[:32]


def _joined(key: Identity, number: int) -> bytes:
    return "\0".join((*key, str(number))).encode("utf-8", "backslashreplace")
