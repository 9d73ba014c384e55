"""Dataclasses and models inside a type: which field of a record a change is about, and what it means.

A type holds the schema of a record as `metadata`. A field of the record is compared as one thing, and so is the list of
those that are required.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from flytex_cli.diff.fields import MISSING, FieldChange, Steps, is_list, same, value_at

Schema = Mapping[str, Any]


def schema_steps(steps: Steps) -> Steps | None:
    """Return the way inside the JSON schema of a type; None for all else."""
    if "type" not in steps or "metadata" not in steps:
        return None
    return steps[steps.index("metadata") + 1 :]


def is_whole_part(steps: Steps, old: Any, new: Any) -> bool:
    """Return whether a part of a schema is compared as one thing."""
    inside = schema_steps(steps)
    if not inside:
        return False
    if is_field(inside):
        return not all(isinstance(side, Mapping) and "properties" in side for side in (old, new))
    return inside[-1] in ("required", "enum") and is_list(old) and is_list(new)


def is_field(inside: Steps) -> bool:
    """Return whether a way inside a schema ends at a field of a record."""
    return len(inside) > 1 and inside[-2] == "properties" and (len(inside) < 3 or inside[-3] != "properties")


def field_name(change: FieldChange) -> str:
    """Return the field of a record that a change is about, or the fields, by their names from outside in."""
    inside = schema_steps(change.steps) or ()
    names = [str(step) for before, step in pairwise(inside) if before in ("properties", "$defs")]
    if inside[-1:] == ("required",):
        changed = sorted({*_texts(change.old)} ^ {*_texts(change.new)})
        return ", ".join(".".join([*names, each]) for each in changed)
    return ".".join(names)


def field_removed(change: FieldChange, old: Any, new: Any) -> bool:
    """Return whether a field of a record is gone."""
    return _is_field(change) and change.new is MISSING


def field_added(change: FieldChange, old: Any, new: Any) -> bool:
    """Return whether a field of a record is new."""
    return _is_field(change) and change.old is MISSING


def required_field_added(change: FieldChange, old: Any, new: Any) -> bool:
    """Return whether a new field of a record has no default."""
    if not field_added(change, old, new):
        return False
    record = value_at(new.view, change.steps[:-2])
    return isinstance(record, Mapping) and change.steps[-1] in record.get("required", ())


def field_default(change: FieldChange, old: Any, new: Any) -> bool:
    """Return whether nothing but the default of a record's field differs, and it may be left out as before."""
    return _differs_in_default(change) and not _gets_or_loses_default(change, old, new)


def more_values(change: FieldChange, old: Any, new: Any) -> bool:
    """Return whether an enum in a record takes all that it took, and more."""
    return _values(change.old) < _values(change.new) and _only_values(change)


def fewer_values(change: FieldChange, old: Any, new: Any) -> bool:
    """Return whether an enum in a record gives less than it gave, and nothing new."""
    return _values(change.new) < _values(change.old) and _only_values(change)


def required_now(change: FieldChange, old: Any, new: Any) -> bool:
    """Return whether a field that was there before has no default any more."""
    return bool(_known(change, old, new) & ({*_texts(change.new)} - {*_texts(change.old)}))


def optional_now(change: FieldChange, old: Any, new: Any) -> bool:
    """Return whether a field that stays got a default."""
    return bool(_known(change, old, new) & ({*_texts(change.old)} - {*_texts(change.new)}))


def in_a_field(change: FieldChange, old: Any, new: Any) -> bool:
    """Return whether something of a record's field differs."""
    return bool(field_name(change))


def goes_with_its_field(change: FieldChange, old: Any, new: Any) -> bool:
    """Return whether a part of a schema differs because a field, or a record in it, came or went."""
    inside = schema_steps(change.steps) or ()
    if _differs_in_default(change) and _gets_or_loses_default(change, old, new):
        return True
    definition = len(inside) > 1 and inside[-2] == "$defs" and MISSING in (change.old, change.new)
    return definition or inside[-1:] == ("$defs",) or (inside[-1:] == ("required",) and not _known(change, old, new))


def _known(change: FieldChange, old: Any, new: Any) -> set[str]:
    """Return the fields, required on one side alone, that the record has on both."""
    if (schema_steps(change.steps) or ())[-1:] != ("required",):
        return set()
    records = [value_at(side.view, change.steps[:-1]) for side in (old, new)]
    fields = [{*each.get("properties", {})} if isinstance(each, Mapping) else set() for each in records]
    return fields[0] & fields[1] & ({*_texts(change.old)} ^ {*_texts(change.new)})


def _is_field(change: FieldChange) -> bool:
    inside = schema_steps(change.steps)
    return inside is not None and is_field(inside)


def _differs_in_default(change: FieldChange) -> bool:
    return _is_field(change) and same(_without(change.old, "default"), _without(change.new, "default"))


def _gets_or_loses_default(change: FieldChange, old: Any, new: Any) -> bool:
    """Return whether the list of required fields tells it too."""
    records = [value_at(side.view, change.steps[:-2]) for side in (old, new)]
    required = [isinstance(each, Mapping) and change.steps[-1] in each.get("required", ()) for each in records]
    return required[0] is not required[1]


def _without(schema: Any, name: str) -> Any:
    return {key: value for key, value in schema.items() if key != name} if isinstance(schema, Mapping) else schema


def _values(schema: Any) -> set[str]:
    values = schema.get("enum", ()) if isinstance(schema, Mapping) else schema if is_list(schema) else ()
    return {repr(value) for value in values}


def _only_values(change: FieldChange) -> bool:
    inside = schema_steps(change.steps)
    if inside is None or inside[-1:] == ("required",):
        return False
    return inside[-1:] == ("enum",) or same(_without(change.old, "enum"), _without(change.new, "enum"))


def _texts(value: Any) -> list[str]:
    return [str(each) for each in value] if is_list(value) else []
