"""What tests share beside fixtures: where things lie, and how flytex is run."""

from __future__ import annotations

import functools
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flytex_cli.load.target import ModuleTarget, resolve_targets

REPOSITORY = Path(__file__).parent.parent
FIXTURES = REPOSITORY / "fixtures"
PLUGINS = REPOSITORY / ".venvs" / "plugins" / "site-packages"
"""The official plugins: `make .venvs/plugins/.stamp` installs them, and `make test` does."""


@dataclass(frozen=True)
class Outcome:
    """What a run of the command line came to."""

    code: int
    stdout: bytes
    stderr: str

    @property
    def out(self) -> str:
        return self.stdout.decode()


Flytex = Callable[..., Outcome]
"""The `flytex` fixture: a function that runs the command line."""


def clean_environment(home: Path) -> dict[str, str]:
    """The variables a run needs, and none that change what it does."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in ("PATH", "PYTHONPATH", "LANG", "TMPDIR") or name.startswith("COVERAGE_")
    }
    return kept | {"HOME": str(home), "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}


def on_terminal(arguments: Sequence[Any], folder: Path, width: int) -> str:
    """What a command shows on a terminal, without bold and dim, and without what it says on stderr."""
    own, its = pty.openpty()
    environ = clean_environment(folder) | {"COLUMNS": str(width), "TERM": "xterm", "PAGER": "cat"}
    command = [sys.executable, "-m", "flytex_cli", *map(str, arguments)]
    with subprocess.Popen(
        command, cwd=folder, stdin=its, stdout=its, stderr=subprocess.DEVNULL, env=environ
    ) as process:
        os.close(its)
        shown = b""
        try:
            while data := os.read(own, 65536):
                shown += data
        except OSError:  # Linux says so when the other side is closed
            pass
        process.wait()
    os.close(own)
    return re.sub(r"\x1b\[[0-9;]*m", "", shown.decode())


def stable_id(value: object) -> str:
    """A test's id that is the same in every process: no memory address, no order of a set."""
    text = str(sorted(map(str, value))) if isinstance(value, (set, frozenset)) else str(value)
    return re.sub(r" at 0x[0-9a-f]+", "", text)[:60]


def validate_pod(pod: dict[str, Any], version: str) -> None:
    """Hold a Pod to the strict schema of a Kubernetes version; the schemas are read once a process."""
    from kubernetes_validate import utils

    if not hasattr(utils.schema_contents, "cache_info"):
        utils.schema_contents = functools.cache(utils.schema_contents)
    utils.validate(pod, version, strict=True)


def modules_at(*arguments: Any, **options: Any) -> tuple[ModuleTarget, ...]:
    """Return the modules that paths stand for."""
    return resolve_targets(*arguments, **options).modules
