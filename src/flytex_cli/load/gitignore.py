"""Which files git would leave out: every `.gitignore` from the repository's top down to the folder at hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pathspec import GitIgnoreSpec


@dataclass(frozen=True)
class IgnoreRules:
    """The `.gitignore` files in force, outermost first, each with the folder its patterns are relative to."""

    specs: tuple[tuple[Path, GitIgnoreSpec], ...] = ()

    @classmethod
    def above(cls, folder: Path, exclude: Iterable[str] = ()) -> IgnoreRules:
        """Return the rules in force on entering `folder`: those of its repository's folders above it, and `exclude`."""
        parents = [folder, *folder.parents]
        top = next((i for i, parent in enumerate(parents) if (parent / ".git").exists()), 0)
        rules = cls()
        for parent in reversed(parents[1 : top + 1]):
            rules = rules.entering(parent)
        patterns = list(exclude)
        return rules._with(folder, patterns) if patterns else rules

    def entering(self, folder: Path) -> IgnoreRules:
        """Return the rules in force inside `folder`."""
        try:
            lines = (folder / ".gitignore").read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return self
        return self._with(folder, lines)

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
