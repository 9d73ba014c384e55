"""What tells one finding from another when lines have moved: its code, whose it is, and what it says."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from flytex_cli.lint.finding import Finding

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
        hashlib.sha256(finding.message.encode("utf-8", "backslashreplace")).hexdigest()[:16],
    )


def numbered(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Yield each finding with a fingerprint, without lines, that differs even among findings of one identity."""
    seen: Counter[Identity] = Counter()
    for finding in findings:
        key = identity(finding, finding.span.file)
        seen[key] += 1
        yield finding, hashlib.sha256(_joined(key, seen[key])).hexdigest()[:32]


def _joined(key: Identity, number: int) -> bytes:
    return "\0".join((*key, str(number))).encode("utf-8", "backslashreplace")
