"""`python -m flytex_cli`, and the `flytex` script."""

from __future__ import annotations

import contextlib
import os
import sys


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from flytex_cli import __version__

        print(f"flytex {__version__}")
        return
    import signal

    _hold_standard_streams()
    signal.signal(signal.SIGTERM, _terminate)
    try:
        from flytex_cli.load.warm import start_early

        start_early(sys.argv[1:])
        from flytex_cli.cli.app import build

        build(sys.argv[1:])(prog_name="flytex")
    except KeyboardInterrupt:
        leave(130)
    except SystemExit as done:
        leave(done.code)


def leave(code: object) -> None:
    """Leave at once: taking a fifth of a second to tidy up protobuf's and rich's modules helps nobody."""
    from flytex_cli.load import warm

    warm.stop()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with contextlib.suppress(OSError):  # whoever writes to it has said so
                stream.flush()
    os._exit(code if isinstance(code, int) else 0 if code is None else 1)


def _hold_standard_streams() -> None:
    """Occupy closed standard streams, whose numbers would go to the next file opened; sys.stdout stays None."""
    while (fd := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(fd, True)
    os.close(fd)
    if sys.stderr is None:
        sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115


def _terminate(number: int, frame: object) -> None:
    """Leave as Ctrl-C does: no child and no half-written file."""
    sys.exit(128 + number)


if __name__ == "__main__":
    # `python -m` puts the working directory first, where a user's copy.py or json.py would shadow Python's own.
    if not __file__.startswith(sys.path[0]):
        sys.path.pop(0)
    main()
