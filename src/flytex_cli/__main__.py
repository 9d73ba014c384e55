"""`python -m flytex_cli`, and the `flytex` script."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from flytex_cli import __version__

        print(f"flytex {__version__}")
        return
    try:
        from flytex_cli.load.warm import start_early

        start_early(sys.argv[1:])
        from flytex_cli.cli.app import build

        build(sys.argv[1:])(prog_name="flytex")
    except KeyboardInterrupt:
        sys.exit(130)
    except SystemExit as done:
        leave(done.code)


def leave(code: object) -> None:
    """Leave at once: taking a fifth of a second to tidy up protobuf's and rich's modules helps nobody."""
    from flytex_cli.load import warm

    warm.stop()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        os._exit(1)
    os._exit(code if isinstance(code, int) else 0 if code is None else 1)


if __name__ == "__main__":
    # `python -m` puts the working directory first, where a user's copy.py or json.py would shadow Python's own.
    if not __file__.startswith(sys.path[0]):
        sys.path.pop(0)
    main()
