"""Why an import failed: a sentence, and a hint where there is something to do."""

from __future__ import annotations

import pytest

from flytex_cli.load.failure import explain
from flytex_cli.load.sandbox import NETWORK_HINT


@pytest.mark.parametrize(
    ("error", "said", "hint"),
    [
        (SyntaxError("bad", ("a.py", 1, 1, " x = = 1\n")), "the module has a syntax error: bad: x = = 1", None),
        (
            ModuleNotFoundError("x", name="torch.nn"), "the module cannot be imported: no module named 'torch.nn'",
            "install what provides 'torch' beside flytex, check --root-dir, or use --stub-imports to load without it",
        ),
        (
            ModuleNotFoundError("x", name="flyteplugins.ray"),
            "the module cannot be imported: no module named 'flyteplugins.ray'",
            "install the plugin beside flytex (pip install --no-deps is enough): a stub cannot stand for it",
        ),
        (
            SystemExit(2), "the module ends the program while it is imported: sys.exit(2)",
            'move what only the command line needs under if __name__ == "__main__":',
        ),
        (KeyboardInterrupt(), "the module raises KeyboardInterrupt while it is imported", None),
        (MemoryError(), "the module ran out of memory while it was imported", "raise --max-memory"),
        (
            OSError(101, "unreachable"),
            "the module uses the network while it is imported: OSError: [Errno 101] unreachable", NETWORK_HINT,
        ),
        (
            GeneratorExit("x"),
            "the module raises GeneratorExit: x while it is imported, which is not an Exception", None,
        ),
        (ValueError("two\n lines"), "the module cannot be imported: ValueError: two lines", None),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_an_exception_in_words(error, said, hint):
    assert explain(error) == (said, hint)
