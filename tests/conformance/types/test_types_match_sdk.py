"""The stand-in gives every type and every default value the message that SDK 2.12.1 gives it.

Real differences, with their cause:

| type or value | SDK 2.12.1 | stand-in | cause |
|---|---|---|---|
| pickled `Annotated[X, obj]`, `obj` prints its address | in `python_class_name` | left out | same input, same bytes |
| columns of a data frame, without numpy | ModuleNotFoundError | converted | numpy's classes are known by name |
| `File(path=...)` as the default of `File[str]` | refused: another class | accepted | `File[str]` is an alias here |
| a default that must be uploaded: a large pickle, a table in memory | tried | refused | no storage is reached |
| errors | several classes | TypeTransformerFailedError with the path | one class says where |
"""

# ruff: noqa: UP045  (the spelling of a union is what is tested)
from __future__ import annotations

import asyncio
import decimal
import pickle
import uuid
from typing import Annotated, Any, Optional

import flyte.io
import pytest
from flyte.types import TypeEngine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import flytex_cli.standin.io
from flytex_cli.standin.types import TypeTransformerFailedError, to_literal, to_literal_type
from tests.conformance.types import type_cases
from tests.conformance.types.type_cases import Color
from tests.harness import stable_id

pytestmark = pytest.mark.sdk

REFUSED = "refused"

TYPES = list(zip(type_cases.types(flyte.io), type_cases.types(flytex_cli.standin.io), strict=True))
VALUES = list(zip(type_cases.values(flyte.io), type_cases.values(flytex_cli.standin.io), strict=True))


def sdk_type(python_type: Any) -> Any:
    try:
        return TypeEngine.to_literal_type(python_type)
    except Exception:  # whatever the SDK raises: both must refuse the same types
        return REFUSED


def own_type(python_type: Any) -> Any:
    try:
        return to_literal_type(python_type)
    except TypeTransformerFailedError:
        return REFUSED


def sdk_value(value: Any, python_type: Any) -> Any:
    try:
        return asyncio.run(TypeEngine.to_literal(value, python_type, TypeEngine.to_literal_type(python_type)))
    except Exception:  # whatever the SDK raises: both must refuse the same values
        return REFUSED


def own_value(value: Any, python_type: Any) -> Any:
    try:
        return to_literal(value, python_type)
    except TypeTransformerFailedError:
        return REFUSED


@pytest.mark.parametrize(("sdk", "own"), TYPES, ids=stable_id)
def test_literal_type_equals_the_sdks(sdk: Any, own: Any) -> None:
    """A type has the same LiteralType, or neither side has one."""
    assert own_type(own) == sdk_type(sdk)


@pytest.mark.parametrize(("sdk", "own"), VALUES, ids=stable_id)
def test_literal_equals_the_sdks(sdk: Any, own: Any) -> None:
    """A default value has the same Literal, or neither side accepts it."""
    assert own_value(*own) == sdk_value(*sdk)


def test_tables_are_mostly_accepted() -> None:
    """The tables above compare messages, not two refusals: most rows convert."""
    assert sum(own_type(own) is not REFUSED for _, own in TYPES) >= 0.9 * len(TYPES)
    assert sum(own_value(*own) is not REFUSED for _, own in VALUES) >= 0.7 * len(VALUES)


def test_address_in_an_annotation_does_not_reach_the_wire() -> None:
    """The SDK writes where the annotation's object lies in memory; the stand-in writes the rest of the name."""
    python_type = Annotated[bytes, type_cases.Plain()]
    name = own_type(python_type).metadata["python_class_name"]
    assert " at 0x" in sdk_type(python_type).metadata["python_class_name"]
    assert name == "typing.Annotated[bytes, <tests.conformance.types.type_cases.Plain object>]"


def test_plain_file_is_refused_for_a_parametrised_one() -> None:
    """`File[str]` is a class of its own."""
    assert sdk_value(flyte.io.File(path="a"), flyte.io.File[str]) is REFUSED
    own = flytex_cli.standin.io
    assert own_value(own.File(path="a"), own.File[str]) is REFUSED
    assert own_value(own.File[str](path="a"), own.File[str]) == sdk_value(
        flyte.io.File[str](path="a"), flyte.io.File[str]
    )


PRIMITIVES = {
    int: st.integers(-(2**63), 2**63 - 1),
    float: st.floats(allow_nan=False),
    str: st.text(),
    bool: st.booleans(),
    type_cases.Color: st.sampled_from(type_cases.Color),
    type_cases.Inner: st.builds(type_cases.Inner, x=st.integers(-(2**31), 2**31), y=st.none() | st.text()),
}


def nested(types: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Build a type from others, each with the strategy of its values."""
    return st.one_of(
        types.map(lambda t: (list[t[0]], st.lists(t[1], max_size=3))),
        types.map(lambda t: (dict[str, t[0]], st.dictionaries(st.text(max_size=3), t[1], max_size=3))),
        types.map(lambda t: (dict[int, t[0]], st.dictionaries(st.integers(-9, 9), t[1], max_size=3))),
        types.map(lambda t: (Optional[t[0]], st.none() | t[1])),
        st.tuples(types, types).map(lambda ts: (tuple[ts[0][0], ts[1][0]], st.tuples(ts[0][1], ts[1][1]))),
        st.tuples(types, types).map(lambda ts: (ts[0][0] | ts[1][0], ts[0][1] | ts[1][1])),
    )


TYPES_WITH_VALUES = st.recursive(st.sampled_from(list(PRIMITIVES.items())), nested, max_leaves=4)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_nested_types_and_their_defaults_agree(data: st.DataObject) -> None:
    """Whatever lists, dicts, unions and tuples nest, type and value convert alike."""
    python_type, values = data.draw(TYPES_WITH_VALUES)
    assert own_type(python_type) == sdk_type(python_type)
    value = data.draw(values)
    assert own_value(value, python_type) == sdk_value(value, python_type)


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text() | st.binary(),
        lambda inner: (
            st.lists(inner, max_size=20) | st.dictionaries(st.text() | st.integers(-9, 9), inner, max_size=20)
        ),
        max_leaves=30,
    )
)
def test_msgpack_bytes_equal_the_package(value: Any) -> None:
    """The stand-in's writer and the `msgpack` package, which the SDK uses, write the same bytes."""
    import msgpack

    from flytex_cli.standin._core.types.msgpack import packb

    assert packb(value) == msgpack.packb(value)


@pytest.mark.parametrize(
    "value",
    [1, "s", b"b", (1, 2), [1, "a"], {"a": {1, 2}}, 1.5j, len, decimal.Decimal("1.5"), uuid.UUID(int=3), Color.RED],
)
def test_pickle_writes_what_cloudpickle_writes(value: Any) -> None:
    """The SDK brings cloudpickle along; without it the stand-in's pickles of importable things are the same bytes."""
    import cloudpickle

    assert pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL) == cloudpickle.dumps(value)
