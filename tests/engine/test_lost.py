"""What is said not to come back from a task does not: values sent with SDK 2.12.1, of the types in lint's own cases."""

from __future__ import annotations

import asyncio
import importlib.util
import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from flytex_cli.engine.lost import lost_values
from tests.harness import REPOSITORY

pytestmark = pytest.mark.sdk
CASES = REPOSITORY / "tests" / "lint" / "cases" / "typ" / "returning.py"
VALUES = """
Aliased(learningRate=2)
AliasedDefault(learningRate=2)
Generated(RATE=2)
ByPath(rates=[2])
Outer(inner=[InnerAliased(lr=2)])
Login(password="x")
Excluded(token="x", other="y")
Ids([1])
Holder(Opt())
Opaque("x")
Wider()
Noted()
Renamed(1)
Needing(1)
Keyed({Pair(1): "x"})
KeyedModel(pairs={(1, 2): "x"})
ByName(lr=2)
WrittenByAlias(lr=2)
OneWay(rate=2, other=3)
Mapped({"a": 1})
Wrapped(ByName(lr=2))
Revealed(password="x")
Adapted(lr=2)
Written(lr=2)
Of[int](value=1)
Fine(d={1: Inner(2)}, e=3)
Constant(2)
Taking(2, 3)
EitherName(2)
Opt(q=2)
"""


@pytest.fixture(scope="module")
def classes() -> Iterator[dict[str, Any]]:
    spec = importlib.util.spec_from_file_location("returning", CASES)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, spec.name, module)
        spec.loader.exec_module(module)
        yield vars(module)


@pytest.mark.parametrize("text", VALUES.split("\n")[1:-1])
def test_a_value_of_a_class(text: str, classes: dict[str, Any]) -> None:
    """It comes back equal where nothing is said of its type, and only there."""
    value = eval(text, dict(classes))
    assert _comes_back(value, type(value)) is not _is_said(type(value))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("dict[tuple[int, int], str]", "{(1, 2): 'x'}"),
        ("dict[str, dict[tuple[int, ...], str]]", "{'a': {(1, 2): 'x'}}"),
        ("dict[Key, str]", "{Key(): 'x'}"),
        ("dict[int, Opt]", "{1: Opt()}"),
        ("list[dict[frozenset[int], int]]", "[{frozenset({1}): 2}]"),
        ("dict[int, str]", "{1: 'x'}"),
        ("dict[Color, str]", "{Color.RED: 'x'}"),
        ("dict[str, Opt]", "{'a': Opt(q=2)}"),
        ("dict[int, Inner]", "{1: Inner(2)}"),
        ("dict[Any, str]", "{1: 'x'}"),
    ],
)
def test_a_value_of_a_type(kind: str, text: str, classes: dict[str, Any]) -> None:
    annotation = eval(kind, dict(classes))
    assert _comes_back(eval(text, dict(classes)), annotation) is not _is_said(annotation)


def _is_said(annotation: Any) -> bool:
    return bool(list(lost_values(SimpleNamespace(inputs={"x": (annotation, None)}, outputs={}))))


def _comes_back(value: Any, annotation: Any) -> bool:
    from flyte.types import TypeEngine

    async def there_and_back() -> Any:
        literal = await TypeEngine.to_literal(value, annotation, TypeEngine.to_literal_type(annotation))
        return await TypeEngine.to_python_value(literal, annotation)

    try:
        return bool(asyncio.run(there_and_back()) == value)
    except Exception:  # whatever pydantic, mashumaro and MessagePack raise
        return False
