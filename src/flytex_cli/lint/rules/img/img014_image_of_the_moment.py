"""IMG014: an image that is another each time."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.moment import moment, why
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Workload
from flytex_cli.project.following import followed
from flytex_cli.project.places import Place
from flytex_cli.project.source import Source
from flytex_cli.records import Severity


def check(workload: Workload) -> Iterator[Hit]:
    """Look at what the image is written as."""
    written = workload.written("image")
    name = moment(*written) if written is not None else None
    if written is not None and name is not None:
        yield Hit(
            f"the image comes from {name}, whose value is {why(name)}",
            _place(workload, *written),
            field="image",
            value=name,
            fix="write the value out; the image's tag is made of its layers and changes with them",
        )


def _place(workload: Workload, source: Source, node: ast.expr) -> Place:
    """Return the argument of the layer that the value goes into; the image where it is no call of a layer."""
    owner = workload.at("image")
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
            if moment(source, argument) is not None:
                return Place(source.span(argument), owner.owner)
        source, node = followed(source, node.func.value)
    return owner


IMG014 = Rule(
    code="IMG014",
    slug="image-of-the-moment",
    severity=Severity.WARNING,
    summary="An image depends on the time, a random value or the machine of the deployment",
    why=(
        "The tag is a hash of the layers. With a value that is another each time, every deployment builds the image "
        "again."
    ),
    bad="""
import time
import flyte

env = flyte.TaskEnvironment("train", image=flyte.Image.from_debian_base(name="train").with_env_vars({"BUILT": str(time.time())}))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", image=flyte.Image.from_debian_base(name="train").with_env_vars({"BUILT": "2026-10"}))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
)
