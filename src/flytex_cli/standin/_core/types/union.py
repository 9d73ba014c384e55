"""Unions and Optional: the variants in the order written, each tagged with the name of its conversion."""

from __future__ import annotations

import typing
from typing import Any, get_args

from flyteidl2.core.literals_pb2 import Literal, Scalar, Union
from flyteidl2.core.types_pb2 import LiteralType, UnionType

from .annotated import unannotated
from .convert import find_transformer, literal_of, to_literal_type
from .errors import TypeTransformerFailedError, show, type_name, within, wrong_type
from .message import tagged
from .transformer import FunctionTransformer


def union_type(python_type: Any) -> LiteralType:
    """Fill `LiteralType.union_type`."""
    variants = []
    for index, variant in enumerate(get_args(unannotated(python_type))):
        with within(f"[{index}]"):
            variants.append(tagged(to_literal_type(variant), find_transformer(variant).name))
    return LiteralType(union_type=UnionType(variants=variants))


def check_union(python_type: Any, value: Any) -> None:
    """Refuse a value that no variant accepts; a variant that does not check accepts everything."""
    variants = get_args(unannotated(python_type))
    for variant in variants:
        if variant is Any:
            return
        transformer = find_transformer(variant)
        if not transformer.type_assertions_enabled:
            return
        try:
            transformer.assert_type(variant, value)
        except TypeError:  # includes TypeTransformerFailedError; isinstance raises it for odd variants
            continue
        return
    raise wrong_type(value, python_type)


def union_literal(value: Any, python_type: Any, expected: LiteralType) -> Literal:
    """Fill `Scalar.union`: the value as the variant of its own type, else as the one variant that takes it."""
    variants = get_args(unannotated(python_type))
    own_type = type(value)
    if own_type in variants:
        return _as_variant(value, own_type, expected.union_type.variants[variants.index(own_type)])
    fitting = []
    for index, variant in enumerate(variants):
        try:
            fitting.append((variant, _as_variant(value, variant, expected.union_type.variants[index])))
        except Exception:
            continue
    if not fitting:
        raise wrong_type(value, python_type)
    if len(fitting) > 1:
        names = ", ".join(type_name(variant) for variant, _ in fitting)
        raise TypeTransformerFailedError(f"value {show(value)} fits several types of {type_name(python_type)}: {names}")
    return fitting[0][1]


def _as_variant(value: Any, variant: Any, expected: LiteralType) -> Literal:
    transformer = find_transformer(variant)
    literal = literal_of(transformer, value, variant, expected)
    literal_type = tagged(transformer.get_literal_type(variant), transformer.name)
    return Literal(scalar=Scalar(union=Union(value=literal, type=literal_type)))


def _guess(literal_type: LiteralType) -> Any:
    from .guess import guess_python_type

    if literal_type.HasField("union_type"):
        return typing.Union[tuple(guess_python_type(v) for v in literal_type.union_type.variants)]  # noqa: UP007
    raise ValueError(f"not a union: {literal_type}")


UNION = FunctionTransformer("Typed Union", typing.Union, union_type, union_literal, check=check_union, guess=_guess)
