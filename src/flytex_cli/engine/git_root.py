"""What git says of the top of the repository, which the SDK asks in each process that makes a default image.

`flyte.git._config` starts `git rev-parse --show-toplevel` to find a configuration file at the top. Nothing but the
working directory and a few variables decide the answer: it is asked once, for all processes that are forked after.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from typing import Any

QUESTION = ["git", "rev-parse", "--show-toplevel"]
"""As the SDK asks it (flyte/git/_config.py, SDK 2.12.1)."""

DECIDES = ("HOME", "PATH", "XDG_CONFIG_HOME")
"""What decides it, beside all `GIT_*` variables: which git is run, and where its settings are."""


def ask_once(folder: str | None) -> None:
    """Ask it now, as the SDK does, and let the SDK have this answer where nothing that decides it has changed.

    Args:
        folder: the working directory it will be asked in; the current one where None.
    """
    module: Any = importlib.import_module("flyte.git._config")
    if module.subprocess is subprocess:
        module.subprocess = _Known()
    module.subprocess.ask(folder)


class _Known:
    """Stands for `subprocess` in that module."""

    def __init__(self) -> None:
        self._answers: dict[tuple[str, ...], subprocess.CompletedProcess[str]] = {}

    def ask(self, folder: str | None) -> None:
        key = _key(folder or os.getcwd())
        try:
            self._answers[key] = subprocess.run(QUESTION, check=False, capture_output=True, text=True, cwd=folder)
        except (OSError, ValueError):  # there is no git, or it says what is no text
            self._answers.pop(key, None)

    def run(self, command: Any, **options: Any) -> Any:
        """Answer, or run; what is observed is the same."""
        known = None
        if command == QUESTION and options == {"check": False, "capture_output": True, "text": True}:
            known = self._answers.get(_key(_here()))
        if known is None:
            return subprocess.run(command, **options)
        sys.audit("subprocess.Popen", command[0], command, None, None)
        return known

    def __getattr__(self, name: str) -> Any:
        return getattr(subprocess, name)


def _here() -> str:
    try:
        return os.getcwd()
    except OSError:  # it was removed
        return ""


def _key(folder: str) -> tuple[str, ...]:
    names = sorted(name for name in os.environ if name.startswith("GIT_") or name in DECIDES)
    return (os.path.realpath(folder), *(f"{name}={os.environ.get(name)}" for name in names))  # no other is asked for
