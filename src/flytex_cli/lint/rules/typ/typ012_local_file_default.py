"""TYP012: a default that names a file of this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Task
from flytex_cli.records import Severity

if TYPE_CHECKING:
    from flyteidl2.core.literals_pb2 import Literal


def check(task: Task) -> Iterator[Hit]:
    """Look for files and folders among the defaults whose place is a path, not a URI."""
    for each in task.spec.default_inputs if task.spec is not None else ():
        for uri in _uris(each.parameter.default):
            path = uri.removeprefix("file://")
            if "://" in path or not uri or (Path(path).is_absolute() and not Path(path).exists()):
                continue
            shown = f".../{Path(path).name}" if Path(path).is_absolute() else path
            yield Hit(
                f"the default of {each.name!r} is {shown!r}, a path of the machine that deploys: nothing uploads it",
                task.at_parameter(each.name),
                field=f"default_inputs.{each.name}",
                value=shown,
                fix="name a URI that the container can read, such as s3://..., or give no default",
            )


def _uris(literal: Literal) -> Iterator[str]:
    if literal.WhichOneof("value") == "scalar":
        scalar = literal.scalar
        kind = scalar.WhichOneof("value")
        if kind == "blob":
            yield scalar.blob.uri
        elif kind == "union":
            yield from _uris(scalar.union.value)
    for item in literal.collection.literals:
        yield from _uris(item)
    for item in literal.map.literals.values():
        yield from _uris(item)


TYP012 = Rule(
    code="TYP012",
    slug="local-file-default",
    severity=Severity.WARNING,
    summary="A default is a file or folder of the machine that deploys",
    why=(
        "The path is sent as it is written and nothing is uploaded. In the container there is no such file, and every "
        "run without that input fails. An absolute path that does not exist here may be one of the image's, and is "
        "left alone."
    ),
    bad="""
import flyte
from flyte.io import File

env = flyte.TaskEnvironment("train")

@env.task
async def fit(table: File = File(path="data/table.csv")) -> int:
    return 1
""",
    good="""
import flyte
from flyte.io import File

env = flyte.TaskEnvironment("train")

@env.task
async def fit(table: File = File(path="s3://acme/table.csv")) -> int:
    return 1
""",
    scope=Scope.TASK,
    check=check,
)
