"""Defaults that the engine could not convert to the type of their input."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.project import Project, Task
from flytex_cli.records import Parameter

FIELD = "default_inputs."
"""What the `field` of such a diagnostic begins with."""


def bad_defaults(project: Project) -> Iterator[tuple[Task, Parameter]]:
    """Yield each such default, as the engine found it by converting the live value."""
    for diagnostic in project.diagnostics:
        task = project.by_name.get(diagnostic.task or "")
        if task is None or not (diagnostic.field or "").startswith(FIELD):
            continue
        name = (diagnostic.field or "").removeprefix(FIELD)
        yield from ((task, parameter) for parameter in task.facts.inputs if parameter.name == name)
