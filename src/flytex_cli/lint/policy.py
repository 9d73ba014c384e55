"""What becomes of findings once they are made: severities, and what a file or a task is spared."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path

from pathspec import GitIgnoreSpec

from flytex_cli.lint.finding import Finding
from flytex_cli.lint.selector import ALL, any_covers, covers
from flytex_cli.project import Project
from flytex_cli.records import Severity


@dataclass(frozen=True)
class Policy:
    """What a project decided.

    Attributes:
        severity: by selector; the longest that matches a code decides.
        per_file_ignores: selectors by pattern in `.gitignore` syntax, relative to `folder`.
        per_task_ignores: selectors by glob over the full name of a task, or over the name of an environment, which then
            stands for its tasks too.
        mandatory: selectors of rules that nobody is spared.
        folder: where pyproject.toml lies.
    """

    severity: Mapping[str, Severity] = field(default_factory=dict)
    per_file_ignores: Mapping[str, Sequence[str]] = field(default_factory=dict)
    per_task_ignores: Mapping[str, Sequence[str]] = field(default_factory=dict)
    mandatory: Sequence[str] = ()
    folder: Path = Path()

    def apply(self, findings: Iterable[Finding], project: Project) -> list[Finding]:
        """Return the findings that nobody is spared, each with the severity it has here."""
        environments = {task.name: task.declared.environment for task in project.tasks}
        return [self._severe(finding) for finding in findings if not self._spared(finding, environments)]

    def _severe(self, finding: Finding) -> Finding:
        speaking = [selector for selector in self.severity if covers(selector, finding.code)]
        if not speaking:
            return finding
        longest = max(speaking, key=lambda selector: 0 if selector == ALL else len(selector))
        return dataclasses.replace(finding, severity=self.severity[longest])

    def _spared(self, finding: Finding, environments: Mapping[str, str | None]) -> bool:
        if any_covers(self.mandatory, finding.code):
            return False
        if any(spec.match_file(self._relative(finding.span.file)) for spec in self._file_specs(finding.code)):
            return True
        owners = (finding.task, environments.get(finding.task)) if finding.task is not None else ()
        return any(
            any_covers(selectors, finding.code) and any(owner and fnmatchcase(owner, glob) for owner in owners)
            for glob, selectors in self.per_task_ignores.items()
        )

    def _file_specs(self, code: str) -> list[GitIgnoreSpec]:
        return [
            self._specs[pattern] for pattern, selectors in self.per_file_ignores.items() if any_covers(selectors, code)
        ]

    @cached_property
    def _specs(self) -> dict[str, GitIgnoreSpec]:
        return {pattern: GitIgnoreSpec.from_lines([pattern]) for pattern in self.per_file_ignores}

    def _relative(self, file: str) -> str:
        return Path(os.path.relpath(os.path.abspath(file), os.path.abspath(self.folder))).as_posix()
