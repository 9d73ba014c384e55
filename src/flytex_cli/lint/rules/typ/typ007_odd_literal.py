"""TYP007: a Literal that is not an enum on the wire."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Task
from flytex_cli.records import Severity


def check(task: Task) -> Iterator[Hit]:
    """Read the values from the annotation as written."""
    for parameter in task.facts.inputs:
        values = _literal(parameter.type)
        texts = [value for value in values if isinstance(value, str)]
        folded = [value.casefold() for value in texts]
        if len(texts) < len(values):
            other = next(value for value in values if not isinstance(value, str))
            yield Hit(
                f"the Literal of {parameter.name!r} holds {other!r}, which is not text: the input is pickled",
                task.at_parameter(parameter.name),
                field=f"inputs.{parameter.name}",
                value=parameter.type,
                fix="use an enum.IntEnum, or write the values as text",
            )
        elif len(set(folded)) < len(set(texts)):
            yield Hit(
                f"values of the Literal of {parameter.name!r} differ in case only, and one of them is lost",
                task.at_parameter(parameter.name),
                field=f"inputs.{parameter.name}",
                value=parameter.type,
                fix="use an enum.Enum with distinct names",
                severity=Severity.ERROR,
            )


def _literal(annotation: str) -> list[object]:
    try:
        node = ast.parse(annotation, mode="eval").body
    except (SyntaxError, ValueError):
        return []
    name = node.value if isinstance(node, ast.Subscript) else None
    is_literal = getattr(name, "attr", getattr(name, "id", "")) == "Literal"
    if not isinstance(node, ast.Subscript) or not is_literal:
        return []
    items = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    return [item.value for item in items if isinstance(item, ast.Constant)]


TYP007 = Rule(
    code="TYP007",
    slug="odd-literal",
    severity=Severity.WARNING,
    summary="A Literal has values that are not text, or that differ in case only",
    why=('`Literal[1, 2]` becomes `Any`, and is pickled. Of `Literal["a", "A"]` the enum on the wire keeps one value.'),
    bad="""
import flyte
from typing import Literal

env = flyte.TaskEnvironment("train")

@env.task
async def fit(size: Literal["s", "S"]) -> str:
    return size
""",
    good="""
import flyte
from typing import Literal

env = flyte.TaskEnvironment("train")

@env.task
async def fit(size: Literal["small", "large"]) -> str:
    return size
""",
    scope=Scope.TASK,
    check=check,
    otherwise=(Severity.ERROR, "a value is lost"),
)
