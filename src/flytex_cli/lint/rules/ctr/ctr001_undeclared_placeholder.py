"""CTR001: a placeholder for an input that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Task
from flytex_cli.project.fields import find_text
from flytex_cli.records import Severity

PLACEHOLDER = re.compile(r"\{\{\s*\.[iI]nputs\.([A-Za-z_][A-Za-z0-9_]*)\s*\}\}")


def check(task: Task) -> Iterator[Hit]:
    """Look through command and arguments."""
    container = task.container
    if container is None or task.declared.function is not None:
        return
    inputs = [parameter.name for parameter in task.facts.inputs]
    for text in (*container.command, *container.args):
        for name in PLACEHOLDER.findall(text):
            if name not in inputs:
                setting = _setting(task, text)
                yield Hit(
                    f"{text!r} names the input {name!r}, which the task does not have",
                    task.at_text(text, setting),
                    field=setting,
                    value=text,
                    fix=f"write one of {', '.join(inputs)}" if inputs else f'declare inputs={{"{name}": str}}',
                )


def _setting(task: Task, text: str) -> str:
    """Return the argument that a text is written in: the spec has them all in one list."""
    for setting in ("command", "arguments"):
        written = task.written(setting)
        if written is not None and find_text(*written, text) is not None:
            return setting
    return "command"


CTR001 = Rule(
    code="CTR001",
    slug="undeclared-placeholder",
    severity=Severity.ERROR,
    summary="A container task's command names an input that it does not have",
    why="The text stays as it is: the program gets `{{.inputs.x}}` as an argument.",
    bad="""
import flyte
from flyte.extras import ContainerTask

greet = ContainerTask(
    name="greet",
    image="alpine:3.20",
    command=["echo", "hello", "{{.inputs.nmae}}"],
    inputs={"name": str},
)
env = flyte.TaskEnvironment.from_task("greetings", greet)
""",
    good="""
import flyte
from flyte.extras import ContainerTask

greet = ContainerTask(
    name="greet",
    image="alpine:3.20",
    command=["echo", "hello", "{{.inputs.name}}"],
    inputs={"name": str},
)
env = flyte.TaskEnvironment.from_task("greetings", greet)
""",
    scope=Scope.TASK,
    check=check,
)
