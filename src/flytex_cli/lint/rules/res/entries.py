"""The resources of a task, as its spec has them and as they are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flyteidl2.core.tasks_pb2 import Resources

from flytex_cli.lint.fields import Step
from flytex_cli.lint.subject import Task

KEYWORDS = {
    Resources.ResourceName.CPU: "cpu",
    Resources.ResourceName.MEMORY: "memory",
    Resources.ResourceName.GPU: "gpu",
    Resources.ResourceName.EPHEMERAL_STORAGE: "disk",
}
"""The keyword of `flyte.Resources` that fills each entry of `core.Resources`."""


@dataclass(frozen=True)
class Entry:
    """One entry of the task's `Container.resources`.

    Attributes:
        keyword: `cpu`, `memory`, `gpu` or `disk`.
        is_limit: whether it stands under limits.
        value: as in the spec.
        path: how it is written: `resources`, the keyword, and the index in a range of two.
    """

    keyword: str
    is_limit: bool
    value: str
    path: tuple[Step, ...]

    @property
    def field(self) -> str:
        """The setting's path as text."""
        return f"resources.{self.keyword}"


def entries(task: Task) -> Iterator[Entry]:
    """The entries of a task's container; a task that becomes a pod has its resources in the template."""
    container = task.container
    if container is None:
        return
    declared = task.facts.resources or {}
    for is_limit, listed in ((False, container.resources.requests), (True, container.resources.limits)):
        for entry in listed:
            keyword = KEYWORDS.get(entry.name)
            if keyword is not None:
                ranged = isinstance(declared.get(keyword), (list, tuple))
                path: tuple[Step, ...] = ("resources", keyword, int(is_limit)) if ranged else ("resources", keyword)
                yield Entry(keyword, is_limit, entry.value, path)
