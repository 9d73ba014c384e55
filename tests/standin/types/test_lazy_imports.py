"""What a module does not need is not imported for it."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import pytest

HEAVY = ("kubernetes", "pydantic", "mashumaro", "yaml", "rich", "cloudpickle", "pandas", "numpy", "typing_extensions")

OF_FILES = {"pydantic"} if sys.version_info < (3, 11) and importlib.util.find_spec("pydantic") else set()
"""Python 3.10 needs the real base of a class when it makes the class."""

USES = {
    "the package": ("import flytex_cli.standin", set()),
    "an image": ("from flytex_cli.standin._image import Image; Image.from_base('a').uri", set()),
    "simple types": (
        "from flytex_cli.standin.types import *; to_literal_type(dict[str, list[int] | None])\n"
        "to_literal({'a': 1}, dict)",
        set(),
    ),
    "a file": (
        "from flytex_cli.standin.io import File; from flytex_cli.standin.types import *; to_literal_type(File)",
        {"mashumaro", "typing_extensions"} | OF_FILES,
    ),
    "a dataclass": (
        "import dataclasses; from flytex_cli.standin.types import *\n"
        "to_literal_type(dataclasses.make_dataclass('D', [('x', int)]))",
        {"mashumaro", "typing_extensions"},
    ),
}


@pytest.mark.parametrize("use", USES)
def test_imports(use: str) -> None:
    """The heavy packages a use brings in are these and no others."""
    code, expected = USES[use]
    script = f"{code}\nimport sys\nprint(*(m for m in {HEAVY} if m in sys.modules))"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert set(result.stdout.split()) == expected
