"""Which files git would leave out: every `.gitignore` from the repository's top down to the folder at hand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pathspec import GitIgnoreSpec

from flytex_cli.errors import OptionError

MAX_STARS = 4
"""In one part of a pattern, and `**` in the whole: matching takes the length of a name to the power of them."""


@dataclass(frozen=True)
class IgnoreRules:
    """The `.gitignore` files in force, outermost first, each with the folder its patterns are relative to."""

    specs: tuple[tuple[Path, GitIgnoreSpec], ...] = ()

    @classmethod
    def above(cls, folder: Path, exclude: Iterable[str] = ()) -> IgnoreRules:
        """Return the rules in force on entering `folder`: those of its repository's folders above it, and `exclude`.

        Raises:
            UsageError: one of `exclude` is no pattern, or would take too long to match.
        """
        parents = [folder, *folder.parents]
        top = next((i for i, parent in enumerate(parents) if (parent / ".git").exists()), 0)
        rules = cls()
        for parent in reversed(parents[1 : top + 1]):
            rules = rules.entering(parent)
        patterns = list(exclude)
        for pattern in patterns:
            if problem := _problem(pattern):
                raise OptionError("--exclude", f"the pattern {pattern!r} {problem}", hint="write it as in .gitignore")
        return rules._with(folder, patterns) if patterns else rules

    def entering(self, folder: Path) -> IgnoreRules:
        """Return the rules in force inside `folder`."""
        try:
            lines = (folder / ".gitignore").read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return self
        # Git too goes on where a line is no pattern: it matches nothing.
        return self._with(folder, [line for line in lines if not _problem(line)])

    def ignores(self, path: Path, *, is_dir: bool) -> bool:
        """Return whether git would ignore `path`: the last pattern that matches it decides."""
        ignored = False
        for base, spec in self.specs:
            relative = path.relative_to(base).as_posix() + ("/" if is_dir else "")
            verdict = spec.check_file(relative).include
            if verdict is not None:
                ignored = verdict
        return ignored

    def _with(self, folder: Path, lines: Iterable[str]) -> IgnoreRules:
        return IgnoreRules((*self.specs, (folder, GitIgnoreSpec.from_lines(lines))))


def _problem(line: str) -> str | None:
    """Return why a pattern cannot be used."""
    most = max(len(re.findall(r"\*+", part)) for part in line.split("/"))
    if max(most, len(re.findall(r"\*{2,}", line))) > MAX_STARS:
        return f"has more than {MAX_STARS} stars in one name, or more than {MAX_STARS} double ones"
    try:
        GitIgnoreSpec.from_lines([line])
    except (ValueError, re.error) as error:
        return f"is not valid: {error.msg if isinstance(error, re.error) else error}"
    return None
