"""An input's value as text, for `{{.inputs.x}}`, in the form Go prints it."""

from __future__ import annotations

import math
from decimal import Decimal

from flyteidl2.core import literals_pb2
from google.protobuf import timestamp_pb2


def literal_text(literal: literals_pb2.Literal) -> str:
    """Return the text of a literal.

    Raises:
        ValueError: the literal is of a kind the backend does not write as text, or (binary values) flytex does not.
    """
    kind = literal.WhichOneof("value")
    if kind == "collection":
        return f"[{','.join(literal_text(item) for item in literal.collection.literals)}]"
    if kind != "scalar":
        raise ValueError(f"a {kind or 'missing'} value has no text form")
    scalar = literal.scalar
    kind = scalar.WhichOneof("value")
    if kind == "primitive":
        return _primitive_text(scalar.primitive)
    if kind == "blob":
        return str(scalar.blob.uri)
    if kind == "schema":
        return str(scalar.schema.uri)
    raise ValueError(f"a {kind or 'missing'} value has no text form")


def _primitive_text(primitive: literals_pb2.Primitive) -> str:
    kind = primitive.WhichOneof("value")
    if kind == "integer":
        return str(primitive.integer)
    if kind == "float_value":
        return go_float(primitive.float_value)
    if kind == "string_value":
        return str(primitive.string_value)
    if kind == "boolean":
        return "true" if primitive.boolean else "false"
    if kind == "datetime":
        return _rfc3339_nano(primitive.datetime)
    if kind == "duration":
        parts = {"seconds": primitive.duration.seconds, "nanos": primitive.duration.nanos}
        return " ".join(f"{name}:{value}" for name, value in parts.items() if value)
    raise ValueError("an empty primitive has no text form")


def go_float(value: float) -> str:
    """Return a float as Go's `%v`: shortest digits, an exponent below 1e-4 and from 1e6 on (`1e+06`)."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "+Inf" if value > 0 else "-Inf"
    shortest = Decimal(repr(value)).normalize()
    power = shortest.adjusted()
    if value == 0 or -5 < power < 6:
        return f"{shortest:f}"
    digits = f"{shortest.scaleb(-power):f}"
    return f"{digits}e{power:+03d}"


def _rfc3339_nano(stamp: timestamp_pb2.Timestamp) -> str:
    whole = timestamp_pb2.Timestamp(seconds=stamp.seconds).ToJsonString().removesuffix("Z")
    fraction = f"{stamp.nanos:09d}".rstrip("0")
    return f"{whole}.{fraction}Z" if fraction else f"{whole}Z"
