"""A side of a comparison that another interpreter makes of the same modules: another SDK release, another Python.

Its own flytex serializes them, in a process of its own, and what that writes is read as any written side is.
"""

from __future__ import annotations

import dataclasses
import json
import subprocess
from collections.abc import Iterator

from flytex_cli import __version__
from flytex_cli.api._diff_side import Side
from flytex_cli.api._modules import Modules
from flytex_cli.diff.task import ComparedTask
from flytex_cli.errors import UsageError
from flytex_cli.load.protocol import LoadRequest
from flytex_cli.records import Diagnostic, Message, Severity

_AWAY = "import sys; sys.path[:] = [each for each in sys.path if each]; "
"""The working directory must not shadow a module of Python's own."""
_ASK = _AWAY + (
    "import json, flytex_cli; print(json.dumps([flytex_cli.__version__, '%d.%d' % sys.version_info[:2]]), flush=True)"
)
_RUN = _AWAY + "from flytex_cli.__main__ import main; main()"

INPUT = 3
"""The exit code of a flytex that could not load everything."""


def serialized_by(python: str, modules: Modules) -> tuple[bytes, str, tuple[Diagnostic, ...], bool]:
    """Serialize the modules with another interpreter's flytex.

    Returns:
        The messages, the interpreter's Python, what it said, and whether something failed.

    Raises:
        UsageError: there is no such interpreter, it has no flytex, or that refuses the modules.
    """
    release, version = _release(python)
    done = _run([python, "-c", _RUN, *_arguments(modules)], python)
    said = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode not in (0, INPUT):
        first, *more = said.removeprefix("error: ").splitlines() or [f"it ended with status {done.returncode}"]
        raise UsageError(f"{python}: {first}", hint=more[0].strip().removeprefix("hint: ") if more else None)
    notes = [] if release == __version__ else [f"it has flytex {release}, this is {__version__}"]
    severity = Severity.ERROR if done.returncode else Severity.WARNING
    found = [Diagnostic(Severity.WARNING, note) for note in notes]
    found += [Diagnostic(severity, said)] if said else []
    return done.stdout, version, tuple(found), bool(done.returncode)


def with_python(side: Side, version: str, diagnostics: tuple[Diagnostic, ...], failed: bool) -> Side:
    """Return a side that was read, with what is known of how it was made."""
    tasks = {
        name: dataclasses.replace(task, loaded_with=version) if isinstance(task, ComparedTask) else task
        for name, task in side.tasks.items()
    }
    return dataclasses.replace(side, tasks=tasks, diagnostics=(*side.diagnostics, *diagnostics), failed=failed)


def _release(python: str) -> tuple[str, str]:
    """Return an interpreter's flytex and its Python."""
    done = _run([python, "-c", _ASK], python)
    try:
        release, version = json.loads(done.stdout)
    except ValueError as error:
        hint = f"install it where that Python is: {python} -m pip install flytex=={__version__}"
        raise UsageError(f"{python} has no flytex", hint=hint) from error
    return str(release), str(version)


def _run(command: list[str], python: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(command, check=False, capture_output=True, stdin=subprocess.DEVNULL)
    except OSError as error:
        raise UsageError(f"{python} cannot be run: {error.strerror}", hint="name a Python: .venv/bin/python") from error


def _arguments(modules: Modules) -> Iterator[str]:
    """Yield the command line for the same modules; what goes into every spec alike is left to the settings."""
    load, usual = modules.load, LoadRequest()
    yield from ("serialize", "--message", Message.DEPLOY_REQUEST.value, "--format", "pb", "--quiet", "--color", "never")
    yield from ("--engine", load.engine.value)
    for option, values in (
        ("--exclude", modules.exclude),
        ("--env", modules.environments),
        ("--task", modules.tasks),
        ("--stub", load.stub_imports if not isinstance(load.stub_imports, bool) else ()),
    ):
        for value in values:
            yield from (option, value)
    if modules.root_dir is not None:
        yield from ("--root-dir", str(modules.root_dir))
    if load.timeout != usual.timeout:
        yield from ("--timeout", str(load.timeout or 0))
    if load.jobs:
        yield from ("--jobs", str(load.jobs))
    if load.stub_imports is True:
        yield "--stub-imports"
    if load.allow_network:
        yield "--allow-network"
    yield "--"
    yield from map(str, modules.all_paths)
