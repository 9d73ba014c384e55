"""A lock names its distributions, whatever form it has; what a reader of TOML needs most time for is passed over."""

from pathlib import Path

import pytest

from flytex_cli.lint.installs.locks import locked

UV = """version = 1
revision = 3
requires-python = ">=3.11"

[[package]]
name = "Plain_Name"
version = "1.0"
source = { registry = "https://pypi.org/simple" }
sdist = { url = "https://example.com/a.tar.gz", hash = "sha256:aa", size = 342432, upload-time = "2025-10-09" }
dependencies = [
    { name = "idna" },
    { name = "typing-extensions", marker = "python_full_version < '3.13'" },
]
wheels = [
    { url = "https://example.com/a.whl", hash = "sha256:bb", size = 14668, upload-time = "2025-10-09" },
]

[package.metadata]
requires-dist = [{ name = "idna", specifier = ">=3" }]

[[package]]
name = "idna"
version = "3.4"
"""

POETRY = """[[package]]
name = "Plain_Name"
version = "1.0"
optional = false
files = [
    {file = "a.whl", hash = "sha256:aa"},
    {file = "a.tar.gz", hash = "sha256:bb"},
]

[package.dependencies]
idna = {version = ">=3", extras = ["all"]}

[[package]]
name = "idna"
version = "3.4"
description = "Says \\"\\"\\" for once."
files = []

[metadata]
lock-version = "2.1"
"""

INLINE = """package = [
    { name = "plain-name", version = "1.0" },
    { name = "idna", version = "3.4" }
]
"""

BOTH = frozenset({"plain-name", "idna"})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (UV, BOTH),
        (UV.replace("\n", "\r\n"), BOTH),
        (POETRY, BOTH),
        (POETRY.replace('\\"\\"\\"', "it"), BOTH),
        (INLINE, BOTH),
        (f"note = '''\n{UV}'''\n", frozenset()),
        (f"<<<<<<< ours\n{UV}", frozenset()),
        (UV.replace("wheels = [\n", "wheels = [\n,\n"), frozenset()),
        ("", frozenset()),
    ],
)
def test_a_lock_names_its_distributions(tmp_path: Path, text: str, names: frozenset[str]) -> None:
    """Of each form that a tool writes, and of any other that is TOML; what is none names nothing."""
    lock = tmp_path / "a.lock"
    lock.write_bytes(text.encode())

    assert locked(lock) == names


def test_names_in_a_list_are_kept(tmp_path: Path) -> None:
    """Only items of a list go, and a list of packages in the lock's own form has its last item without a comma."""
    lock = tmp_path / "a.lock"
    lock.write_text(INLINE.replace('"3.4" }\n', '"3.4" },\n'))

    assert locked(lock) == BOTH


def test_a_lock_that_is_not_there_names_nothing(tmp_path: Path) -> None:
    """As one that cannot be read."""
    assert locked(tmp_path / "a.lock") == frozenset()
