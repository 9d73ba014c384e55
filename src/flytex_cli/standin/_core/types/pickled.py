"""The fallback: a type that Flyte does not know travels as a pickle, in a blob or, when small, inline."""

from __future__ import annotations

import hashlib
import importlib
import pickle
import sys
from typing import Any, Generic, TypeVar

from flyteidl2.core.literals_pb2 import Binary, Literal, Scalar
from flyteidl2.core.types_pb2 import BlobType, LiteralType, SimpleType, TypeStructure, UnionType

from flytex_cli.standin._core.common.needs_cluster import runtime_only_coroutine
from flytex_cli.standin._core.sdk_modules import known_as

from .errors import TypeTransformerFailedError, as_flyte, show, type_name
from .message import to_struct
from .stubbed import printed
from .transformer import FunctionTransformer

T = TypeVar("T")

PICKLE_FORMAT = "PythonPickle"
INLINE_LIMIT = 10 * 1024
"""Above this size, in bytes, the SDK stores the pickle as a file and puts its address into the Literal."""

_NAME = "FlytePickle"


class FlytePickle(Generic[T]):
    """The type that stands for anything pickled."""

    to_pickle = staticmethod(runtime_only_coroutine("flyte.types.FlytePickle.to_pickle"))
    from_pickle = staticmethod(runtime_only_coroutine("flyte.types.FlytePickle.from_pickle"))

    @classmethod
    def python_type(cls) -> type:
        """Return the type of None: a parameter would say another."""
        return type(None)


def pickle_type(python_type: Any) -> LiteralType:
    """Fill `LiteralType.union_type` with both forms of a pickle, and `metadata` with the type's name."""
    structure = TypeStructure(tag=_NAME)
    blob = BlobType(format=PICKLE_FORMAT, dimensionality=BlobType.SINGLE)
    variants = [
        LiteralType(blob=blob, structure=structure),
        LiteralType(simple=SimpleType.BINARY, structure=structure),
    ]
    return LiteralType(
        union_type=UnionType(variants=variants),
        metadata=to_struct({"python_class_name": python_class_name(python_type)}),
    )


def python_class_name(python_type: Any) -> str:
    """Name a type as the SDK prints it, without memory addresses, which would differ in every process."""
    return as_flyte(printed(python_type))


def pickle_literal(value: Any, python_type: Any, _expected: LiteralType | None = None) -> Literal:
    """Fill `Scalar.binary` with the pickle, and `Literal.hash` for a set, whose pickle has no fixed order."""
    if value is None:
        raise TypeTransformerFailedError(f"None cannot be a {type_name(python_type)}: declare it as Optional")
    if sys.getsizeof(value) > INLINE_LIMIT:
        raise TypeTransformerFailedError(
            f"a {type_name(type(value))} of {sys.getsizeof(value)} bytes is too large to travel inline "
            f"(limit {INLINE_LIMIT}): it would be uploaded, which the stand-in does not do"
        )
    try:
        literal = Literal(scalar=Scalar(binary=Binary(value=_dumps(value))))
        literal.hash = _hash_of_set(value)
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        raise TypeTransformerFailedError(f"value {show(value)} cannot be pickled: {error}") from error
    return literal


def _hash_of_set(value: Any) -> str:
    if not isinstance(value, (set, frozenset)):
        return ""
    try:
        ordered = sorted(value)
    except TypeError:
        return ""
    return hashlib.md5(_dumps(ordered), usedforsecurity=False).hexdigest()


def _dumps(value: Any) -> bytes:
    """Pickle as the SDK does, with cloudpickle where it is installed; for plain data both write the same bytes."""
    try:
        dumps = importlib.import_module("cloudpickle").dumps
    except ModuleNotFoundError:
        return pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    pickled: bytes = dumps(value)
    return pickled


def _accept(_type: Any, _value: Any) -> None:
    """Anything may be pickled."""


def _guess(literal_type: LiteralType) -> Any:
    if literal_type.blob.format == PICKLE_FORMAT or literal_type.simple == SimpleType.BINARY:
        return FlytePickle
    raise ValueError(f"not a pickle: {literal_type}")


PICKLE = FunctionTransformer(_NAME, FlytePickle, pickle_type, pickle_literal, check=_accept, guess=_guess)


known_as("types._pickle", FlytePickle)
