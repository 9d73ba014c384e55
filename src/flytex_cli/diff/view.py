"""A task's message in the form it is compared in.

`DeployTaskRequest` and `TaskSpec` are brought to one shape: the TaskSpec's fields, and beside them the triggers. What
the wire has twice appears once, and lists that may be empty are there, so that a change is always named by the item it
is about.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from flytex_cli.diff.arguments import named_arguments, plain_arguments
from flytex_cli.diff.fields import Steps, is_list, same
from flytex_cli.diff.patterns import matches, to_pattern
from flytex_cli.diff.records import is_whole_part, schema_steps

View = dict[str, Any]


def to_view(document: dict[str, Any]) -> View:
    """Turn the document of a TaskSpec or DeployTaskRequest into what is compared; it is used up, not copied."""
    view: View = document.get("spec", {}) if "taskId" in document else document
    view["triggers"] = document.get("triggers", [])
    interface = view.setdefault("taskTemplate", {}).setdefault("interface", {})
    for side in ("inputs", "outputs"):
        interface.setdefault(side, {}).setdefault("variables", [])
    inputs = {item.get("key"): item.get("value") for item in interface["inputs"]["variables"]}
    for default in view.setdefault("defaultInputs", []):
        parameter = default.get("parameter", {})
        if "var" in parameter and parameter["var"] == inputs.get(default.get("name")):
            del parameter["var"]
    for container in containers(view):
        named = named_arguments(container.get("args", ()))
        if named is not None:
            container["args"] = named
    return view


def from_view(view: View) -> dict[str, Any]:
    """Return the TaskSpec's document with its triggers, as it is shown."""
    document = copy.deepcopy(view)
    interface = document["taskTemplate"]["interface"]
    inputs = {item["key"]: item.get("value") for item in interface["inputs"]["variables"]}
    for default in document["defaultInputs"]:
        if default.get("name") in inputs:
            default.setdefault("parameter", {}).setdefault("var", inputs[default["name"]])
    for container in containers(document):
        if isinstance(container.get("args"), list) and all(isinstance(item, dict) for item in container["args"]):
            container["args"] = plain_arguments(container["args"])
    for side in ("inputs", "outputs"):
        if not interface[side]["variables"]:
            del interface[side]
    if not interface:
        del document["taskTemplate"]["interface"]
    for key in ("defaultInputs", "triggers"):
        if not document[key]:
            del document[key]
    return document


def containers(view: View) -> Iterator[dict[str, Any]]:
    """Yield the task's containers: its own, and those of its pod."""
    template = view.get("taskTemplate", {})
    if isinstance(template.get("container"), dict):
        yield template["container"]
    spec = template.get("k8sPod", {}).get("podSpec", {})
    for container in spec.get("containers", ()) if isinstance(spec, dict) else ():
        if isinstance(container, dict):
            yield container


def is_whole(steps: Steps, old: Any, new: Any) -> bool:
    """Return whether a reader sees each value as one thing (types, literals), not as versions of one schema."""
    if schema_steps(steps) is not None:
        return is_whole_part(steps, old, new)
    if isinstance(old, Mapping) and isinstance(new, Mapping) and "type" in steps and _differ_in_a_schema(old, new):
        return False
    return any(matches(steps, pattern) for pattern in _WHOLE)


def _differ_in_a_schema(old: Any, new: Any) -> bool:
    """Return whether two types are made alike of records, of which some differ."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        if "metadata" in old and "metadata" in new:
            return True
        inner = [key for key in old if key in new and not same(old[key], new[key])]
        return (
            old.keys() == new.keys() and bool(inner) and all(_differ_in_a_schema(old[key], new[key]) for key in inner)
        )
    if is_list(old) and is_list(new) and len(old) == len(new):
        inner_items = [(one, other) for one, other in zip(old, new, strict=True) if not same(one, other)]
        return bool(inner_items) and all(_differ_in_a_schema(one, other) for one, other in inner_items)
    return False


_WHOLE = tuple(
    map(
        to_pattern,
        (
            "taskTemplate.interface.*.variables.[].value.type",
            "defaultInputs.[].parameter.default",
            "triggers.[].spec.inputs.literals.[].value",
        ),
    )
)
