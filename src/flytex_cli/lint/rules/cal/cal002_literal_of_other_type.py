"""CAL002: a literal that is not of its parameter's type."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project
from flytex_cli.project.arguments import calls_in_functions
from flytex_cli.project.calls import short_name
from flytex_cli.project.source import Source
from flytex_cli.records import Severity

PLAIN = ("int", "float", "str", "bool")
CONTAINERS = ("list", "dict")


def check(subject: tuple[Project, Source]) -> Iterator[Hit]:
    """Compare literals with annotations that name a plain type; of a map the items of a list."""
    project, source = subject
    for given, takes in calls_in_functions(project, source):
        mapped = set(given.positional) if given.mapped else set()
        for parameter, argument in takes.bound(given):
            wanted = _wanted(parameter.annotation)
            for value in _items(argument) if argument in mapped else [argument]:
                found = _type(value)
                if wanted is not None and found is not None and found != wanted:
                    yield Hit(
                        f"{parameter.arg} of {short_name(given.callee)} is {_article(wanted)}, "
                        f"{ast.unparse(value)} is {_article(found)}",
                        project.place(source, value),
                        value=ast.unparse(value),
                        fix=_fix(wanted, value),
                    )


def _wanted(annotation: ast.expr | None) -> str | None:
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        try:
            annotation = ast.parse(annotation.value, mode="eval").body
        except SyntaxError:
            return None
    node = annotation.value if isinstance(annotation, ast.Subscript) else annotation
    name = node.id if isinstance(node, ast.Name) else None
    return name if name in (CONTAINERS if isinstance(annotation, ast.Subscript) else PLAIN + CONTAINERS) else None


def _type(value: ast.expr) -> str | None:
    if isinstance(value, ast.UnaryOp) and isinstance(value.op, (ast.USub, ast.UAdd)):
        value = value.operand
    if isinstance(value, ast.Constant):
        return type(value.value).__name__
    if isinstance(value, ast.JoinedStr):
        return "str"
    kinds = {
        ast.List: "list",
        ast.ListComp: "list",
        ast.Dict: "dict",
        ast.DictComp: "dict",
        ast.Tuple: "tuple",
        ast.Set: "set",
    }
    return kinds.get(type(value))


def _items(argument: ast.expr) -> list[ast.expr]:
    return argument.elts if isinstance(argument, (ast.List, ast.Tuple, ast.Set)) else []


def _article(name: str) -> str:
    if name == "NoneType":
        return "None"
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _fix(wanted: str, value: ast.expr) -> str:
    if wanted == "float" and _type(value) == "int":
        return f"write {ast.unparse(value)}.0"
    if wanted == "list" and isinstance(value, (ast.Tuple, ast.Set)):
        return f"write {ast.unparse(ast.List(value.elts, ast.Load()))}"
    return f"give it {_article(wanted)}"


CAL002 = Rule(
    code="CAL002",
    slug="literal-of-other-type",
    severity=Severity.ERROR,
    summary="A task is called with a literal of another type than its parameter's",
    why=(
        "Flyte converts nothing: `1` is no `float`, `True` no `int`, a tuple no `list`. The call fails with "
        "`Type conversion failed` when the run gets there (SDK 2.12.1, every pair of plain types was tried)."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(rate: float) -> float:
    return rate

@env.task
async def main() -> float:
    return await fit(1)
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(rate: float) -> float:
    return rate

@env.task
async def main() -> float:
    return await fit(1.0)
""",
    scope=Scope.SOURCE,
    check=check,
)
