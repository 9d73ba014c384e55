"""Constraints of pydantic on a parameter: `Annotated[str, Field(pattern="^s3://")]` enters the type's metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

if TYPE_CHECKING:
    from flyteidl2.core.types_pb2 import LiteralType

# A LiteralType says already what these keys of a JSON schema say; defaults are inputs' own.
_STRUCTURE = frozenset(
    {"type", "anyOf", "oneOf", "allOf", "$defs", "$ref", "items", "prefixItems", "properties", "additionalProperties"}
    | {"required", "discriminator", "default"}
)


def with_constraints(literal_type: LiteralType, python_type: Any) -> LiteralType:
    """Return the type with the constraints of its annotation in `metadata`; in a union each variant gets its own."""
    wrapped, constraints = _split(python_type)
    if not constraints:
        return literal_type
    constrained = type(literal_type)()
    constrained.CopyFrom(literal_type)
    added = _added_keys(wrapped, constraints)
    if added:
        constrained.metadata.update(added)
    variants = get_args(wrapped)
    if constrained.HasField("union_type") and len(variants) == len(constrained.union_type.variants):
        for variant, variant_type in zip(variants, constrained.union_type.variants, strict=True):
            if variant is not type(None):
                variant_type.CopyFrom(with_constraints(variant_type, _annotated(variant, constraints)))
                for key in added:
                    variant_type.metadata.fields.pop(key, None)
    return constrained


def _split(python_type: Any) -> tuple[Any, list[Any]]:
    if get_origin(python_type) is not Annotated:
        return python_type, []
    wrapped, *annotations = get_args(python_type)
    return wrapped, [annotation for annotation in annotations if _is_constraint(annotation)]


def _is_constraint(annotation: Any) -> bool:
    """Tell `Field(...)`, `StringConstraints(...)`, `WithJsonSchema(...)`, `annotated_types.Gt(...)` and their kin."""
    names = {f"{parent.__module__}.{parent.__qualname__}" for parent in type(annotation).__mro__}
    if not any(name.startswith(("pydantic.", "annotated_types.")) for name in names):
        return False
    import annotated_types
    from pydantic.fields import FieldInfo
    from pydantic.json_schema import WithJsonSchema

    kinds = (FieldInfo, WithJsonSchema, annotated_types.BaseMetadata, annotated_types.GroupedMetadata)
    return isinstance(annotation, kinds)


def _added_keys(wrapped: Any, constraints: list[Any]) -> dict[str, Any]:
    """Return what the constraints add to the JSON schema of the type alone."""
    from pydantic import TypeAdapter

    try:
        plain = TypeAdapter(wrapped).json_schema()
        constrained = TypeAdapter(_annotated(wrapped, constraints)).json_schema()
    except Exception:  # pydantic has errors of several kinds for a type it cannot describe: nothing is added then
        return {}
    return {
        key: value
        for key, value in constrained.items()
        if key not in _STRUCTURE and (key not in plain or plain[key] != value)
    }


def _annotated(wrapped: Any, constraints: list[Any]) -> Any:
    parameters = (wrapped, *constraints)  # `Annotated[wrapped, *constraints]` is syntax from Python 3.11 on
    return Annotated[parameters]
