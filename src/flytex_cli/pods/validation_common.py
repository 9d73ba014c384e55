"""What several of the API server's rules need: choices, required fields, exactly one of several."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from flytex_cli.pods.findings import Code, PodFinding, error
from flytex_cli.pods.names import is_label_key
from flytex_cli.pods.quantity import BINARY_SUFFIXES, try_parse
from flytex_cli.wire.struct import JsonObject

MAX_ID = 2**31 - 1
MAX_PORT = 65535
MODES = range(0o777 + 1)
CPU_DIVISORS = ("1", "1m")
DIVISORS = ("1", "1k", "1M", "1G", "1T", "1P", "1E", *(f"1{suffix}" for suffix in BINARY_SUFFIXES))


def bad_choice(path: str, value: object, choices: Sequence[str]) -> PodFinding:
    """Return the error for a value outside its choices."""
    return error(Code.BAD_CHOICE, path, f"{value!r} is not allowed", f"one of {', '.join(map(repr, choices))}")


def choice(holder: JsonObject, field: str, path: str, choices: Sequence[str]) -> Iterator[PodFinding]:
    """Check a field that may be left out, or be one of some texts."""
    value = holder.get(field)
    if value not in (None, "") and value not in choices:
        yield bad_choice(f"{path}.{field}", value, choices)


def required(holder: JsonObject, fields: Collection[str], path: str) -> Iterator[PodFinding]:
    """Check that fields are there, and not empty."""
    for field in fields:
        if holder.get(field) in (None, "", [], {}):
            yield error(Code.MISSING_FIELD, f"{path}.{field}", f"{field} must be set")


def one_of(code: Code, holder: JsonObject, fields: Sequence[str], path: str, what: str) -> Iterator[PodFinding]:
    """Check that exactly one of several fields is there."""
    given = [field for field in fields if holder.get(field) is not None]
    if len(given) != 1:
        found = " and ".join(given) or "none"
        yield error(code, path, f"{what} must have exactly one of {', '.join(fields)}; found {found}")


def in_range(code: Code, value: object, allowed: range, path: str) -> Iterator[PodFinding]:
    """Check a number that may be left out."""
    if value is not None and value not in allowed:
        yield error(code, path, f"{value} must be between {allowed.start} and {allowed.stop - 1}")


def field_reference(code: Code, reference: JsonObject, path: str) -> Iterator[PodFinding]:
    """Check version and subscript of a `fieldRef`: the key in `metadata.labels['key']`."""
    version = reference.get("apiVersion")
    if version not in (None, "", "v1"):
        yield bad_choice(f"{path}.apiVersion", version, ("v1",))
    place, bracket, rest = reference.get("fieldPath", "").partition("['")
    key = rest.removesuffix("']")
    if bracket and not is_label_key(key.lower() if place == "metadata.annotations" else key):
        yield error(code, f"{path}.fieldPath", f"{key!r} is not a key")


def is_local_path(path: str) -> bool:
    """Tell whether a path is relative and stays where it is."""
    return not path.startswith("/") and ".." not in path.split("/")


def containers_of(spec: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """Yield each container with its path, init containers first."""
    for group in ("initContainers", "containers"):
        for index, container in enumerate(spec.get(group, [])):
            yield f"spec.{group}[{index}]", container


def divisor(code: Code, reference: JsonObject, path: str) -> Iterator[PodFinding]:
    """Check the unit that a `resourceFieldRef` shows a resource in; none, or 0, is 1."""
    quantity = try_parse(reference.get("divisor"))
    allowed = CPU_DIVISORS if reference.get("resource", "").endswith(".cpu") else DIVISORS
    if quantity is not None and not quantity.is_zero and str(quantity) not in allowed:
        message = f"{reference['divisor']!r} is not a unit for {reference.get('resource', '')}"
        yield error(code, f"{path}.divisor", message, f"one of {', '.join(allowed)}")
