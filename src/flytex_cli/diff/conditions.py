"""What rules ask of a change beside its path."""

from __future__ import annotations

import re
from typing import Any

from flytex_cli.diff.fields import MISSING, FieldChange, Item, Order, same
from flytex_cli.diff.python_image import has_python
from flytex_cli.diff.task import ComparedTask
from flytex_cli.pods.quantity import try_parse

_HASH = re.compile(r"[0-9a-f]{12,64}")
_WORDS = frozenset({"description", "title"})
"""Keys of a JSON schema that only people read."""


def always(change: FieldChange, old: ComparedTask, new: ComparedTask) -> bool:
    return True


def removed(change: FieldChange, old: ComparedTask, new: ComparedTask) -> bool:
    return change.new is MISSING


def added(change: FieldChange, old: ComparedTask, new: ComparedTask) -> bool:
    return change.old is MISSING


def not_order(change: FieldChange, old: ComparedTask, new: ComparedTask) -> bool:
    return not isinstance(change.steps[-1], Order)


def required_input_added(change: FieldChange, old: ComparedTask, new: ComparedTask) -> bool:
    """Return whether callers written before the change do not pass the input, and it has no default."""
    return change.old is MISSING and item_of(change) not in new.defaults


def goes_with_its_input(change: FieldChange, old: ComparedTask, new: ComparedTask) -> bool:
    """Return whether the input itself was added or removed, which is reported for the input."""
    name = item_of(change)
    return (name in old.inputs) != (name in new.inputs)


def now_true(change: FieldChange, old: ComparedTask, new: ComparedTask) -> bool:
    return change.new is True


def only_words(change: FieldChange, old: ComparedTask, new: ComparedTask) -> bool:
    """Return whether only a description or title in the JSON schema of a type differs."""
    sides = (change.old, change.new)
    if change.steps[-1] in _WORDS:  # not a record's field of that name, which is a mapping
        return all(isinstance(side, str) or side is MISSING for side in sides)
    return same(without_words(change.old), without_words(change.new))


def only_order_of_values(change: FieldChange, old: ComparedTask, new: ComparedTask) -> bool:
    """Return whether nothing but the order of an enum's values differs, at any depth of a type."""
    return (
        change.old is not MISSING and change.new is not MISSING and same(_in_order(change.old), _in_order(change.new))
    )


def same_amount(change: FieldChange, old: ComparedTask, new: ComparedTask) -> bool:
    """Return whether two quantities are one amount (`1Gi` and `1024Mi`), as Kubernetes compares them."""
    amounts = [try_parse(side) if isinstance(side, str) else None for side in (change.old, change.new)]
    return None not in amounts and amounts[0] == amounts[1]


def same_places(change: FieldChange, old: Any, new: Any) -> bool:
    """Return whether two lists of folders differ only in how often each is in it: a deployment adds some again."""
    sides = [side.split(":") for side in (change.old, change.new) if isinstance(side, str)]
    return len(sides) == 2 and all(
        [*dict.fromkeys(one)] == [*dict.fromkeys(other)] for one, other in (sides, [side[::-1] for side in sides])
    )


def both_hashes(change: FieldChange, old: ComparedTask, new: ComparedTask) -> bool:
    """Return whether no person wrote either value."""
    return is_hash(change.old) and is_hash(change.new)


def is_hash(value: Any) -> bool:
    """Return whether no person wrote a value."""
    return isinstance(value, str) and _HASH.fullmatch(value) is not None


def lost_its_python(change: FieldChange, old: ComparedTask, new: ComparedTask) -> bool:
    """Return whether Flyte's entry point would run in an image without Python, as far as its name or base tells."""
    runs_python = any(item.get("name") == "a0" for item in _arguments(new))
    return runs_python and _python(change.old, old) is not False and _python(change.new, new) is False


def is_the_image(change: FieldChange, old: ComparedTask, new: ComparedTask) -> bool:
    """Return whether a reusable environment repeats the container's image here."""
    return change.old in old.images and change.new in new.images


def was_open(change: FieldChange, old: Any, new: Any) -> bool:
    """Return whether an app lets nobody in any more who is not signed in."""
    return _is_open(change.old) and not _is_open(change.new)


def is_open(change: FieldChange, old: Any, new: Any) -> bool:
    """Return whether an app lets everybody in now."""
    return _is_open(change.new) and not _is_open(change.old)


def _is_open(context: Any) -> bool:
    return isinstance(context, dict) and context.get("allowAnonymous") is True


def is_reused(change: FieldChange, old: ComparedTask, new: ComparedTask) -> bool:
    """Return whether the task runs in a reusable environment, before or after."""
    return any("reusePolicy" in side.view["taskTemplate"] for side in (old, new))


def item_of(change: FieldChange) -> str:
    """Return the first item on the way to a field: the input, output or trigger it belongs to."""
    return next((step.value for step in change.steps if isinstance(step, Item)), "")


def last_field(change: FieldChange) -> str:
    """Return the last name on the way to a field."""
    return next((step for step in reversed(change.steps) if isinstance(step, str)), "")


def _python(image: Any, task: ComparedTask) -> bool | None:
    known = has_python(image) if isinstance(image, str) else None
    return known if known is not None or task.base_image is None else has_python(task.base_image)


def _arguments(task: ComparedTask) -> list[dict[str, str]]:
    from flytex_cli.diff.view import containers

    return [item for container in containers(task.view) for item in container.get("args", ()) if isinstance(item, dict)]


def _in_order(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: {**item, "values": sorted(item.get("values", ()))}
            if key == "enumType" and isinstance(item, dict)
            else _in_order(item)
            for key, item in value.items()
        }
    return [_in_order(item) for item in value] if isinstance(value, list) else value


def without_words(value: Any) -> Any:
    """Return a type without the descriptions and titles in its JSON schema."""
    if isinstance(value, dict):
        return {
            key: without_words(item) for key, item in value.items() if not (key in _WORDS and isinstance(item, str))
        }
    return [without_words(item) for item in value] if isinstance(value, list) else value
