"""Put the edits of findings into their files: exactly the spans, and nothing else of a file changes."""

from __future__ import annotations

import ast
import difflib
import hashlib
import io
import os
import re
import shutil
import tokenize
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from flytex_cli.lint.finding import Edit, Finding
from flytex_cli.project.source import Source
from flytex_cli.writing import beside, os_errors_reported

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")


@dataclass(frozen=True)
class FixedFile:
    """A file with its edits in, not yet written.

    Attributes:
        count: how many findings that fixes.
    """

    source: Source
    before: bytes
    after: bytes
    count: int

    @property
    def diff(self) -> bytes:
        """The change as `git apply` takes it."""
        name = self.source.file.encode("utf-8", "surrogateescape")
        before, after = self.before.splitlines(keepends=True), self.after.splitlines(keepends=True)
        lines = difflib.diff_bytes(difflib.unified_diff, before, after, b"a/" + name, b"b/" + name)
        return b"".join(line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n" for line in lines)

    def write(self) -> bool:
        """Write the file under its name at once, unless it is no longer what was linted; say whether it was.

        Raises:
            OutputError: the file or its folder cannot be written.
        """
        path = Path(os.path.realpath(self.source.path))
        with os_errors_reported(self.source.file), beside(path) as temporary:
            temporary.write_bytes(self.after)
            shutil.copymode(path, temporary)
            if path.read_bytes() != self.before:
                return False
            os.replace(temporary, path)
        return True


@dataclass(frozen=True)
class Fixes:
    """What can be fixed.

    Attributes:
        changed: files that are no longer what was loaded, and are left alone.
    """

    files: tuple[FixedFile, ...]
    changed: tuple[str, ...] = ()


def plan_fixes(findings: Iterable[Finding], sources: Iterable[Source]) -> Fixes:
    """Put the edits of findings into the files they are for.

    Of edits that overlap the first is taken; the others are for another run.
    """
    by_file: dict[str, list[Edit]] = {}
    for finding in findings:
        if finding.edit is not None:
            by_file.setdefault(finding.edit.span.file, []).append(finding.edit)
    known: Mapping[str, Source] = {source.file: source for source in sources}
    files, changed = [], []
    for file, edits in sorted(by_file.items()):
        source = known[file]
        before = _read(source)
        if before is None:
            changed.append(file)
            continue
        chosen = list(_apart(edits))
        after = _edited(before, chosen)
        if after is not None and after != before:
            files.append(FixedFile(source, before, after, len(chosen)))
    return Fixes(tuple(files), tuple(changed))


def _read(source: Source) -> bytes | None:
    """Return the bytes that were loaded; None when the file has others now."""
    try:
        data = source.path.read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == source.record.digest else None


def _apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    end = (0, 0)
    for edit in sorted(set(edits), key=lambda edit: edit.span):
        if (edit.span.line, edit.span.column) >= end:
            yield edit
            end = edit.span.end_line, edit.span.end_column


def _edited(data: bytes, edits: list[Edit]) -> bytes | None:
    """Apply edits to the bytes, in the file's own encoding and line endings; None if that is no longer Python."""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    text = data.decode(encoding)
    lines = _LINE.findall(text)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    newline = next((ending for ending in ("\r\n", "\n", "\r") if lines[0].endswith(ending)), "\n")
    for edit in reversed(edits):
        begin = starts[edit.span.line - 1] + edit.span.column - 1
        end = starts[edit.span.end_line - 1] + edit.span.end_column - 1
        text = text[:begin] + edit.text.replace("\n", newline) + text[end:]
    try:
        ast.parse(text)
        return text.encode(encoding)
    except (SyntaxError, UnicodeEncodeError):
        return None
