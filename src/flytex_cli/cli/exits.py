"""Exit codes, and the one place where an error becomes a sentence."""

from __future__ import annotations

import functools
import os
import sys
import traceback
from collections.abc import Callable
from enum import IntEnum
from typing import TypeVar

import typer

from flytex_cli import __version__
from flytex_cli.errors import EngineError, FlytexError, OptionError, OutputError, UsageError
from flytex_cli.render.common.escape import escape_line


class ExitCode(IntEnum):
    """The exit codes for the shell and CI."""

    OK = 0
    FINDINGS = 1
    """Findings at or above the threshold, or differences."""
    USAGE = 2
    """The command line or a configuration file is wrong, or the engine is missing."""
    INPUT = 3
    """Some module or task could not be loaded, translated or written; all others were."""
    BUG = 101
    BROKEN_PIPE = 141
    INTERRUPTED = 130
    HUNG_UP = 129
    TERMINATED = 143


Command = TypeVar("Command", bound=Callable[..., ExitCode])


def exiting(command: Command) -> Command:
    """Turn what a command returns or raises into the process's exit."""

    @functools.wraps(command)
    def run(*args: object, **kwargs: object) -> None:
        raise typer.Exit(int(_outcome(lambda: command(*args, **kwargs))))

    return run  # type: ignore[return-value]  # Typer looks at the signature, which wraps() keeps


def _outcome(command: Callable[[], ExitCode]) -> ExitCode:
    try:
        return command()
    except OptionError:  # `spoken.py` knows where the value was set
        raise
    except (UsageError, EngineError) as error:
        return say(error, ExitCode.USAGE)
    except (OutputError, FlytexError) as error:
        return say(error, ExitCode.INPUT)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return ExitCode.INTERRUPTED
    except BrokenPipeError:  # the reader of stdout (`| head`) has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.BROKEN_PIPE
    except Exception as error:  # whatever is left is a bug of flytex
        if isinstance(error.__cause__, SystemExit):  # a signal, where Python up to 3.11 called a __set_name__
            raise error.__cause__ from None
        from flytex_cli.engine.shadow import shadow_behind

        shadow = shadow_behind(error)
        if shadow is not None:
            return say(EngineError(shadow.sentence, hint=shadow.hint), ExitCode.USAGE)
        traceback.print_exc()
        import platform

        where = f"flytex {__version__}, Python {platform.python_version()}, {platform.platform()}"
        print(f"this is a bug in flytex; please report it with the lines above ({where})", file=sys.stderr)
        return ExitCode.BUG


def say(error: FlytexError, code: ExitCode) -> ExitCode:
    """Say an error and how to fix it."""
    print(f"error: {escape_line(error.message)}", file=sys.stderr)
    if error.hint:
        print(f"  hint: {escape_line(error.hint)}", file=sys.stderr)
    return code
