"""The commands of flytex, known without importing any of them."""

from __future__ import annotations

COMMANDS = (
    *("serialize", "podspec", "lint", "rule", "diff", "affected"),
    *("inspect", "graph", "bundle", "image", "plan", "verify", "policy", "cache"),
)
"""Each is a function of that name in the module of that name in `cli/`, imported when it runs."""

LOADING = tuple(command for command in COMMANDS if command not in ("rule", "cache"))
"""Those that load modules."""

EARLY = frozenset(LOADING) - {"verify", "policy"}
"""Those that load with the one engine that the command line names, so that it can start before they run."""

WITHOUT_PATHS = frozenset({"podspec"})
"""Those of them that have something to do without a path too."""
