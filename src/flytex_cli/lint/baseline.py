"""Findings that were there before: a file to commit, so that only new ones count."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flytex_cli.errors import OptionError
from flytex_cli.lint.finding import Finding
from flytex_cli.lint.identity import Identity, identity
from flytex_cli.lint.rule import Rule
from flytex_cli.lint.selector import any_covers
from flytex_cli.project import Project
from flytex_cli.reading import UnreadableError, read_json

VERSION = 1


@dataclass(frozen=True)
class Baseline:
    """How often each finding is known to occur.

    Attributes:
        folder: where the file lies; files are named relative to it.
    """

    folder: Path
    known: Mapping[Identity, int] = field(default_factory=dict)

    @classmethod
    def of(cls, findings: Iterable[Finding], folder: Path, mandatory: Sequence[str] = ()) -> Baseline:
        """Make a baseline of some findings, mandatory ones left out."""
        empty = cls(folder)
        kept = [finding for finding in findings if not any_covers(mandatory, finding.code)]
        return cls(folder, Counter(map(empty.identity, kept)))

    def identity(self, finding: Finding) -> Identity:
        """Return a finding's identity, whatever the working directory."""
        path = os.path.relpath(os.path.abspath(finding.span.file), os.path.abspath(self.folder))
        return identity(finding, Path(path).as_posix())

    def new(self, findings: Iterable[Finding], mandatory: Sequence[str] = ()) -> list[Finding]:
        """Return the findings that are not known."""
        left = Counter(self.known)
        found = []
        for finding in findings:
            key = self.identity(finding)
            if left[key] > 0 and not any_covers(mandatory, finding.code):
                left[key] -= 1
            else:
                found.append(finding)
        return found

    def fixed(self, findings: Iterable[Finding], project: Project, rules: Iterable[Rule]) -> list[Identity]:
        """Return the known findings that no longer occur, of the rules and files that were checked."""
        now = Counter(map(self.identity, findings))
        ran = {rule.code for rule in rules}
        seen = {environment.name for environment in project.environments} | {task.name for task in project.tasks}
        files = {os.path.relpath(source.path, os.path.abspath(self.folder)) for source in project.sources.values()}
        seen |= {Path(file).as_posix() for file in files}
        return sorted(
            key
            for key, count in self.known.items()
            if now[key] < count and key[0] in ran and (key[1] in seen or key[1].rpartition(".")[0] in seen)
        )

    def dump(self) -> bytes:
        """Return the file."""
        entries = [
            {"code": code, "in": owner, "message": digest, "count": count}
            for (code, owner, digest), count in sorted(self.known.items())
        ]
        return (json.dumps({"version": VERSION, "findings": entries}, indent=2, ensure_ascii=False) + "\n").encode()


def read_baseline(file: Path) -> Baseline:
    """Read a baseline.

    Raises:
        UsageError: it cannot be read, or is none.
    """
    try:
        data = read_json(file.read_text(encoding="utf-8"))
        if data["version"] != VERSION:
            raise OptionError(
                "--baseline",
                f"{file} has version {data['version']!r}, which this flytex does not know",
                hint="write it again with --write-baseline",
            )
        return Baseline(file.parent, dict(map(_entry, data["findings"])))
    except OSError as error:
        raise OptionError(
            "--baseline", f"{file} cannot be read: {error.strerror}", hint="--write-baseline creates it"
        ) from error
    except (UnreadableError, ValueError, TypeError, LookupError, AttributeError) as error:
        raise OptionError("--baseline", f"{file} is not a baseline", hint="--write-baseline creates one") from error


def _entry(entry: Mapping[str, Any]) -> tuple[Identity, int]:
    count = entry.get("count", 1)
    if type(count) is not int or not all(isinstance(entry[key], str) for key in ("code", "in", "message")):
        raise TypeError
    return (entry["code"], entry["in"], entry["message"]), count
