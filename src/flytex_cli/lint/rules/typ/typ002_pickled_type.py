"""TYP002: a type that Flyte can only pickle."""

from __future__ import annotations

import ast
import builtins
import typing
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.lint.wire_types import pickled
from flytex_cli.project import Task
from flytex_cli.records import Severity

PLUGINS = {
    "polars": "flyteplugins-polars",
    "pandera": "flyteplugins-pandera",
    "omegaconf": "flyteplugins-omegaconf",
    "lance": "flyteplugins-lance",
    "datasets": "flyteplugins-huggingface",
    "transformers": "flyteplugins-huggingface",
}
"""Packages whose types a plugin translates: without it here the type looks pickled, with it in the image it is not."""


_UNSEEN = "Flyte does not see through the alias {}, a `type` statement or a TypeAliasType"


def check(task: Task) -> Iterator[Hit]:
    """Look for the pickle's form in the interface; each type of a task once."""
    if task.template is None:
        return
    reported: set[str] = set()
    types = {parameter.name: parameter.type for parameter in (*task.facts.inputs, *task.facts.outputs)}
    for side in ("inputs", "outputs"):
        for variable in getattr(task.template.interface, side).variables:
            for kind in pickled(variable.value.type):
                written = types.get(variable.key) or kind
                if kind in reported or kind == "inspect._empty" or "Literal[" in written:
                    continue  # TYP001 and TYP007 tell of these
                reported.add(kind)
                module, _, name = kind.rpartition(".")
                shown = name if module == (task.declared.function or "").partition(":")[0] else kind
                plugin = PLUGINS.get(kind.partition(".")[0])
                alias = _alias(task, kind)
                why = f"Flyte has no type for {shown}" if alias is None else _UNSEEN.format(kind)
                yield Hit(
                    f"{side[:-1]} {variable.key} is pickled: {why}",
                    task.at_parameter(variable.key) if side == "inputs" else task.at_returns,
                    field=f"{side}.{variable.key}",
                    value=written,
                    fix=_fix(plugin, alias),
                    severity=Severity.INFO if plugin else None,
                )


def _alias(task: Task, kind: str) -> str | None:
    """Return a plain assignment for an alias of PEP 695, whose bare name is neither a class's nor one of `typing`."""
    if not kind.isidentifier() or hasattr(builtins, kind) or hasattr(typing, kind):
        return None
    for node in task.source.nodes if task.source is not None else ():
        names: list[ast.expr] = getattr(node, "targets", [getattr(node, "name", None)])  # an assignment, or `type`
        value = getattr(node, "value", None)
        if value is not None and any(isinstance(each, ast.Name) and each.id == kind for each in names):
            is_call = isinstance(value, ast.Call) and len(value.args) > 1
            return f"{kind} = {ast.unparse(value.args[1] if is_call else value)}"
    return f"{kind} = ..."


def _fix(plugin: str | None, assignment: str | None) -> str:
    if plugin is not None:
        return f"install {plugin} beside flytex, or use another type"
    if assignment is not None:
        return f"write a plain assignment: {assignment}"
    return "say what it holds (list[int]), or use a dataclass, a File or a DataFrame"


TYP002 = Rule(
    code="TYP002",
    slug="pickled-type",
    severity=Severity.WARNING,
    summary="The type of an input or output falls back to pickle",
    why=(
        "A bare `list`, `Any`, `bytes`, `set`, `Path` or a class of your own has no type on the wire: the "
        "value is pickled, which ties it to one Python version, and the console cannot show it. The SDK says "
        "so in a log line only."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: list) -> int:
    return len(epochs)
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: list[int]) -> int:
    return len(epochs)
""",
    scope=Scope.TASK,
    check=check,
    otherwise=(Severity.INFO, "an installed plugin may know the type"),
)
