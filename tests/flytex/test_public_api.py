"""The library's names and signatures, as recorded: a change is meant, and seen in review."""

from __future__ import annotations

import dataclasses
import enum
import inspect
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

import flytex

RECORDED = Path(__file__).with_name("public_api.txt")


def described() -> Iterator[str]:
    """Each public name: a function's signature, a type's fields or members, and its public methods."""
    for name in flytex.__all__:
        value = getattr(flytex, name)
        if inspect.isfunction(value):
            yield f"{name}{inspect.signature(value)}"
        elif isinstance(value, type):
            yield f"class {name}({', '.join(base.__name__ for base in value.__bases__)})"
            yield from (f"    {line}" for line in members(value))
        else:
            yield f"{name}: {type(value).__name__}"


def members(cls: type) -> Iterator[str]:
    if issubclass(cls, enum.Enum):
        yield from (f"{member.name} = {member.value!r}" for member in cls)
    if dataclasses.is_dataclass(cls):
        for field in dataclasses.fields(cls):
            has_default = field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING
            yield f"{field.name}: {field.type}{' = ...' if has_default else ''}"
    for name, value in sorted(vars(cls).items()):
        if name.startswith("_") or isinstance(value, enum.Enum):
            continue
        function = value.__func__ if isinstance(value, (classmethod, staticmethod)) else value
        if inspect.isfunction(function):
            yield f"{name}{inspect.signature(function)}"
        elif isinstance(value, property) or type(value).__name__ == "cached_property":
            getter: Any = value.fget if isinstance(value, property) else value.func
            yield f"{name} -> {inspect.signature(getter).return_annotation}"


def test_the_public_names_are_the_recorded_ones(request: pytest.FixtureRequest) -> None:
    """Refresh with `--update-golden`, read the difference, and say it in the changelog."""
    text = "".join(f"{line}\n" for line in described())
    if request.config.getoption("--update-golden"):
        RECORDED.write_text(text)
    assert text == RECORDED.read_text()


def test_every_public_name_is_documented() -> None:
    """A docstring of its own, in a sentence."""
    for name in flytex.__all__:
        value = getattr(flytex, name)
        if inspect.isfunction(value) or isinstance(value, type):
            assert inspect.getdoc(value), name
            assert not (inspect.getdoc(value) or "").startswith(f"{name}("), name


def test_importing_the_library_imports_nothing_else() -> None:
    """What a program pays for `import flytex`."""
    code = "import sys; before = set(sys.modules); import flytex; print(*(set(sys.modules) - before))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.decode().split()
    assert sorted(name for name in loaded if name.startswith("flytex")) == ["flytex", "flytex_cli"]
    assert not {"typer", "yaml", "rich", "google.protobuf"} & set(loaded)


def test_a_command_is_not_overwritten_by_a_package_of_its_name() -> None:
    """`flytex_cli.lint` is a package; `flytex.lint` is a function, whatever was imported."""
    code = "import flytex; flytex.lint; import flytex_cli.lint, flytex_cli.diff, flytex_cli.graph, flytex_cli.inspect; "
    code += "print(*(callable(getattr(flytex, name)) for name in ('lint', 'diff', 'graph', 'inspect')))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.decode()
    assert printed == "True True True True\n"


@pytest.mark.parametrize(("field", "value"), [("engine", "sdkk"), ("message", "spec")])
def test_an_unknown_word_is_a_usage_error(field: str, value: str) -> None:
    """With the words there are; the right words are taken for the choices."""
    with pytest.raises(flytex.UsageError, match=f"unknown {field} '{value}'"):
        flytex.LoadRequest(**cast(Any, {field: value}))
    assert flytex.LoadRequest(engine="standin").engine is flytex.EngineChoice.STANDIN  # type: ignore[arg-type]


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'serialise'"):
        flytex.serialise  # noqa: B018
