"""Run git so that it only reads.

Only commands that look at names, objects and settings are meant to be run here. They take no lock, write nothing, and
ask the network for nothing, also where the clone is a partial one. Of the caller's `GIT_*` variables git sees only
those that say where things are, so configuration, helpers and traces cannot come in by the environment.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from typing import IO

from flytex_cli.errors import UsageError

SECONDS = 600.0
"""What one git process may take."""

_LOCATIONS = {
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_CEILING_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CONFIG_SYSTEM",
    "GIT_DIR",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    "GIT_OBJECT_DIRECTORY",
    "GIT_WORK_TREE",
}
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",  # stronger than protocol.*.allow of any configuration; git before 2.45 needs it
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_SETTINGS = {"core.hooksPath": "/dev/null", "core.fsmonitor": "false"}
_OPTIONS = ("--no-pager", *(word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")))
_OF_REPOSITORY = ("local", "worktree")
_SHOWN = 2000  # of what git says when it fails, in bytes


class GitFailedError(Exception):
    """A git command did not end well; the text is what it said."""


class CutShortError(Exception):
    """The output ends where more must follow: for who reads a stream to raise, which then says why."""


def arguments_of(command: Sequence[str]) -> tuple[str, ...] | None:
    """Return what a process that was started by `ask` was asked; None of another process."""
    first = ["git", *_OPTIONS]
    return tuple(command[len(first) :]) if list(command[: len(first)]) == first else None


def ask(*arguments: str) -> str:
    """Return what a git command prints, without the last line end.

    Raises:
        GitFailedError: it failed.
        UsageError: there is no git, it did not end, or it refuses the repository.
    """
    with stream(*arguments) as output:
        return os.fsdecode(output.read().removesuffix(b"\n"))


@contextlib.contextmanager
def stream(*arguments: str, stdin: IO[bytes] | None = None) -> Iterator[IO[bytes]]:
    """Return what a git command prints, as it comes. It is stopped when the context is left early.

    Raises:
        GitFailedError: it failed.
        UsageError: there is no git, it did not end, or it refuses the repository.
    """
    with tempfile.TemporaryFile() as errors:
        try:
            process = subprocess.Popen(
                ["git", *_OPTIONS, *arguments],
                env=_environment(),
                stdin=subprocess.DEVNULL if stdin is None else stdin,
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,
            )
        except FileNotFoundError as error:
            raise UsageError("git:REV needs the git command, which is not installed") from error
        assert process.stdout is not None
        late = threading.Event()
        timer = threading.Timer(SECONDS, _stop, (process, late))
        timer.daemon = True
        timer.start()
        try:
            with process.stdout:
                yield process.stdout
            process.wait()
        except CutShortError as error:
            if not process.wait():
                raise GitFailedError("its output is cut short") from error
        finally:
            timer.cancel()
            if process.poll() is None:
                _stop(process)
                process.wait()
        if late.is_set():
            raise UsageError(f"git {arguments[0]} did not end in {SECONDS:g} seconds")
        if process.returncode:
            errors.seek(0)
            _fail(" ".join(errors.read(_SHOWN).decode("utf-8", "replace").split()))


def restraints() -> dict[str, str]:
    """Return variables under which a git that others start runs nothing that the repository's configuration names.

    Engines start one to find a task's source link: `git status` asks fsmonitor, and hands files to filters. Filters of
    the user's own configuration stay, and so do the variables that are there.
    """
    settings = {**_SETTINGS, **_filters_off()}
    start = os.environ.get("GIT_CONFIG_COUNT", "")
    first = int(start) if start.isdecimal() else 0
    variables = {name: value for name, value in _ENVIRONMENT.items() if name.startswith("GIT_")}
    for number, (name, value) in enumerate(settings.items(), first):
        variables |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    return {**variables, "GIT_CONFIG_COUNT": str(first + len(settings))}


def without_filters() -> tuple[str, ...]:
    """Return options of git under which a command that looks into files runs no filter of the repository."""
    return tuple(word for name, value in _filters_off().items() for word in ("-c", f"{name}={value}"))


def _filters_off() -> dict[str, str]:
    """Return what each setting of a filter in the repository's configuration is without it."""
    try:
        listed = ask("config", "--includes", "--show-scope", "--null", "--get-regexp", r"^filter\.")
    except (GitFailedError, UsageError):  # no filter, no repository, or no git
        return {}
    words = iter(listed.split("\0"))
    settings: dict[str, str] = {}
    of_user: dict[str, str] = {}
    for scope, setting in zip(words, words, strict=False):
        name, _, value = setting.partition("\n")
        if scope in _OF_REPOSITORY:
            settings[name] = "false" if name.endswith(".required") else ""
        else:
            of_user[name] = value
    return {name: of_user.get(name, value) for name, value in settings.items()}


def _fail(said: str) -> None:
    if "dubious ownership" in said or "unsafe repository" in said:
        raise UsageError(
            "git refuses to read this repository, which belongs to another user",
            hint="if you trust it: git config --global --add safe.directory PATH",
        )
    raise GitFailedError(said)


def _stop(process: subprocess.Popen[bytes], late: threading.Event | None = None) -> None:
    if process.returncode is None:
        if late is not None:
            late.set()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _LOCATIONS}
    return {**kept, **_ENVIRONMENT}
