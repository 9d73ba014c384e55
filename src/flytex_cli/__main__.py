"""`python -m flytex_cli`, and the `flytex` script."""

from __future__ import annotations

import contextlib
import gc
import os
import sys

AGAIN, SOON = 5.0, 0.05
"""After how many seconds an attempt to leave is repeated; and one that is known to be lost."""

OBJECTS = 2_000_000
"""So many objects are made before garbage is looked for: next to nothing is, and a lint makes millions that stay."""

_ended_by: list[int] = []
"""The signals that asked to leave."""


def main() -> None:
    """Run the command line."""
    try:
        if sys.argv[1:] in (["--version"], ["-V"]):
            from flytex_cli import __version__

            print(f"flytex {__version__}", flush=True)
            return
        gc.set_threshold(OBJECTS)
        _hold_standard_streams()
        _heed_signals()
        from flytex_cli.load.warm import start_early

        start_early(sys.argv[1:])
        from flytex_cli.cli.app import build

        build(sys.argv[1:])(prog_name="flytex")
    except KeyboardInterrupt:  # before it was heeded
        leave(130)
    except BrokenPipeError:
        leave(141)
    except OSError:  # neither the result nor what went wrong can be written
        leave(3)
    except SystemExit as done:
        leave(done.code)
    except RuntimeError:  # Python up to 3.11 makes one of what a handler raises within __set_name__
        if not _ended_by:
            raise
        leave(1)


def leave(code: object) -> None:
    """Leave at once: taking a fifth of a second to tidy up protobuf's and rich's modules helps nobody."""
    from flytex_cli.load import warm

    if _ended_by:
        code = 128 + _ended_by[0]
        _say_ended(_ended_by[0])
    warm.stop()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with contextlib.suppress(OSError):  # whoever writes to it has said so
                stream.flush()
    os._exit(code if isinstance(code, int) else 0 if code is None else 1)


def _say_ended(number: int) -> None:
    import signal

    signal.setitimer(signal.ITIMER_REAL, 0)
    with contextlib.suppress(OSError):
        print("interrupted" if number == signal.SIGINT else f"ended by {signal.Signals(number).name}", file=sys.stderr)


def _hold_standard_streams() -> None:
    """Occupy closed standard streams, whose numbers would go to the next file opened; sys.stdout stays None."""
    while (fd := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(fd, True)
    os.close(fd)
    if sys.stderr is None:
        sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115


def _heed_signals() -> None:
    import signal

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _terminate)
    sys.unraisablehook = _look_at_lost


def _terminate(number: int, frame: object) -> None:
    """Leave, with no child and no half-written file left; again until it works: Python drops what a callback raises."""
    import signal

    _ended_by.append(number)
    signal.signal(signal.SIGALRM, lambda *_: _terminate(number, frame))
    signal.setitimer(signal.ITIMER_REAL, AGAIN)
    sys.exit(128 + number)


def _look_at_lost(lost: sys.UnraisableHookArgs) -> None:
    """Try to leave again soon, where Python has dropped the attempt, without a word of it."""
    import signal

    if _ended_by and isinstance(lost.exc_value, SystemExit):
        signal.setitimer(signal.ITIMER_REAL, SOON)
    else:
        sys.__unraisablehook__(lost)


if __name__ == "__main__":
    # `python -m` puts the working directory first, where a user's copy.py or json.py would shadow Python's own.
    if not __file__.startswith(sys.path[0]):
        sys.path.pop(0)
    main()
