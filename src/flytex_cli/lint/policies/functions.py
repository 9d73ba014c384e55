"""The functions that an expression may call, with what they take and give, and those that flytex adds.

CEL's standard ones, and of the libraries that Kubernetes adds the quantities (`cel/library/quantity.go` of
`k8s.io/apiserver`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flytex_cli.lint.policies.types import ListType, MapType, Scalar, Type

B, N, S, A, Q = Scalar.BOOL, Scalar.NUMBER, Scalar.STRING, Scalar.ANY, Scalar.QUANTITY
D, T = Scalar.DURATION, Scalar.TIMESTAMP


@dataclass(frozen=True)
class Signature:
    """What a function takes and gives.

    Attributes:
        takes: the types of its arguments, that of its target first where it has one; several where one of them will do.
        gives: the type of its value.
        method: whether it is called with a target: `target.name(...)`.
    """

    takes: tuple[tuple[Type, ...], ...]
    gives: Type
    method: bool


def _function(gives: Type, *takes: tuple[Type, ...]) -> Signature:
    return Signature(takes, gives, method=False)


def _method(gives: Type, *takes: tuple[Type, ...]) -> Signature:
    return Signature(takes, gives, method=True)


_SIZED: tuple[Type, ...] = (S, Scalar.BYTES, ListType(A), MapType(A))
_OF_TIME = ("getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear", "getFullYear", "getMonth")
_OF_BOTH = ("getHours", "getMinutes", "getSeconds", "getMilliseconds")

SIGNATURES: Mapping[str, tuple[Signature, ...]] = {
    "size": (_function(N, _SIZED), _method(N, _SIZED)),
    "contains": (_method(B, (S,), (S,)),),
    "startsWith": (_method(B, (S,), (S,)),),
    "endsWith": (_method(B, (S,), (S,)),),
    "matches": (_method(B, (S,), (S,)), _function(B, (S,), (S,))),
    "int": (_function(N, (N, S, T)),),
    "uint": (_function(N, (N, S)),),
    "double": (_function(N, (N, S)),),
    "string": (_function(S, (N, S, B, D, T, Scalar.BYTES)),),
    "bytes": (_function(Scalar.BYTES, (S,)),),
    "bool": (_function(B, (B, S)),),
    "duration": (_function(D, (S,)),),
    "timestamp": (_function(T, (S,)),),
    "type": (_function(Scalar.TYPE, (A,)),),
    "dyn": (_function(A, (A,)),),
    **{name: (_method(N, (T,)),) for name in _OF_TIME},
    **{name: (_method(N, (T, D)),) for name in _OF_BOTH},
    "quantity": (_function(Q, (S,)),),
    "isQuantity": (_function(B, (S,)),),
    "sign": (_method(N, (Q,)),),
    "isInteger": (_method(B, (Q,)),),
    "asInteger": (_method(N, (Q,)),),
    "asApproximateFloat": (_method(N, (Q,)),),
    "add": (_method(Q, (Q,), (Q, N)),),
    "sub": (_method(Q, (Q,), (Q, N)),),
    "isGreaterThan": (_method(B, (Q,), (Q,)),),
    "isLessThan": (_method(B, (Q,), (Q,)),),
    "compareTo": (_method(N, (Q,), (Q,)),),
}
"""By name."""

MACROS: Mapping[str, int] = {"all": 2, "exists": 2, "exists_one": 2, "filter": 2, "map": 2}
"""Those that bind a name for each item, with the number of their arguments."""

_KEY = "quantity"


def functions() -> dict[str, Callable[..., Any]]:
    """Return flytex's own functions, for the library that evaluates."""
    from flytex_cli.pods.quantity import parse_quantity, try_parse

    def wrapped(nanos: int) -> dict[str, str]:
        return {_KEY: str(nanos)}

    def nanos(value: Any) -> int:
        return int(value[_KEY]) if isinstance(value, dict) else int(value) * 10**9

    def quantity(text: Any) -> dict[str, str]:
        if not isinstance(text, str):
            raise TypeError(f"quantity() takes text, not {'null' if text is None else text}")
        return wrapped(parse_quantity(text).nanos)

    def compared(one: Any, other: Any) -> int:
        return (nanos(one) > nanos(other)) - (nanos(one) < nanos(other))

    return {
        "quantity": quantity,
        "isQuantity": lambda text: isinstance(text, str) and try_parse(text) is not None,
        "sign": lambda one: (nanos(one) > 0) - (nanos(one) < 0),
        "isInteger": lambda one: nanos(one) % 10**9 == 0,
        "asInteger": lambda one: nanos(one) // 10**9,
        "asApproximateFloat": lambda one: nanos(one) / 10**9,
        "add": lambda one, other: wrapped(nanos(one) + nanos(other)),
        "sub": lambda one, other: wrapped(nanos(one) - nanos(other)),
        "isGreaterThan": lambda one, other: compared(one, other) > 0,
        "isLessThan": lambda one, other: compared(one, other) < 0,
        "compareTo": compared,
    }
