"""`File` and its kin are subclasses of pydantic's BaseModel as soon as that exists, whichever is imported first."""

from __future__ import annotations

import subprocess
import sys

import pytest

BEFORE = f"""
import flytex_cli.standin.io as io; old = io.File(path='a')
assert ('pydantic' in sys.modules) is {sys.version_info < (3, 11)}  # Python 3.10 needs the real base at once
"""
PYDANTIC = "from pydantic import BaseModel"
ASKED = "print(issubclass(io.File, BaseModel), isinstance(io.Dir(path='a'), BaseModel), list(io.File.model_fields))"


@pytest.mark.parametrize(
    "lines",
    [
        (BEFORE, PYDANTIC, ASKED, "print(isinstance(old, BaseModel), old.model_dump())"),
        (
            PYDANTIC,
            "import flytex_cli.standin.io as io; old = io.File(path='a')",
            ASKED,
            "print(True, old.model_dump())",
        ),
    ],
    ids=["io first", "pydantic first"],
)
def test_the_order_of_imports_does_not_matter(lines):
    """And an object that was made before is one as well."""
    code = "\n".join(["import sys", *lines])
    result = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert result.stdout.splitlines() == [
        "True True ['path', 'name', 'format', 'hash', 'hash_method']",
        "True {'path': 'a', 'name': 'a', 'format': '', 'hash': None}",
    ]
    assert result.stderr == ""
