"""Which task that is gone is likely one that is new, under another name."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from flytex_cli.diff.fields import is_list
from flytex_cli.diff.task import ComparedTask
from flytex_cli.diff.view import containers

LIKELY = 0.85
"""The share of equal fields from which two tasks are taken for one."""

Pair = tuple[ComparedTask, ComparedTask]


def likely_renames(removed: Sequence[ComparedTask], new: Sequence[ComparedTask]) -> list[Pair]:
    """Return pairs of a task that is gone and one that is new, the most alike first; each task in one pair at most.

    Only tasks with the same inputs and outputs, and of one short name or one environment, are taken for one.
    """
    by_kinship: dict[tuple[str, str, str], list[ComparedTask]] = {}
    for fresh in new:
        for kinship in _kinships(fresh):
            by_kinship.setdefault(kinship, []).append(fresh)
    leaves = {id(task): _leaves(task) for task in (*removed, *new)}
    candidates = {
        (old.name, fresh.name): (old, fresh)
        for old in removed
        for kinship in _kinships(old)
        for fresh in by_kinship.get(kinship, ())
    }
    scored = [(_alike(leaves[id(old)], leaves[id(fresh)]), old, fresh) for old, fresh in candidates.values()]
    pairs: list[Pair] = []
    taken: set[int] = set()
    for score, old, fresh in sorted(scored, key=lambda row: (-row[0], sorted((row[1].name, row[2].name)))):
        if score >= LIKELY and not {id(old), id(fresh)} & taken:
            taken |= {id(old), id(fresh)}
            pairs.append((old, fresh))
    return pairs


def _kinships(task: ComparedTask) -> Iterator[tuple[str, str, str]]:
    """Yield what two tasks have in common: the interface with the short name, or the environment."""
    environment, _, short = task.name.rpartition(".")
    interface = repr(_interface(task))
    yield interface, "name", short
    yield interface, "environment", environment


def _interface(task: ComparedTask) -> Any:
    interface = task.view["taskTemplate"]["interface"]
    return [
        sorted((item["key"], repr(item.get("value", {}).get("type"))) for item in interface[side]["variables"])
        for side in ("inputs", "outputs")
    ]


def _alike(one: Counter[str], other: Counter[str]) -> float:
    together = sum((one | other).values())
    return sum((one & other).values()) / together if together else 1.0


def _leaves(task: ComparedTask) -> Counter[str]:
    """Each value with its way, without what names the task."""
    view = copy.deepcopy(task.view)
    view.pop("shortName", None)
    view.pop("environment", None)
    view["taskTemplate"].pop("id", None)
    view["taskTemplate"].get("metadata", {}).pop("discoveryVersion", None)
    for container in containers(view):
        container["args"] = [item for item in container.get("args", ()) if _says_no_name(item)]
    return Counter(_walk(view, ""))


def _says_no_name(item: Any) -> bool:
    return not isinstance(item, dict) or item.get("name") not in ("mod", "instance", "--image-cache")


def _walk(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _walk(item, f"{path}.{key}")
    elif is_list(value):
        for item in value:
            yield from _walk(item, f"{path}[]")
    else:
        yield f"{path}={value!r}"
