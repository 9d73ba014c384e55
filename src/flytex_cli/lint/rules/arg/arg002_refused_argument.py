"""ARG002: a value that Flyte refuses."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Environment
from flytex_cli.project.places import Place
from flytex_cli.records import Severity


def check(environment: Environment) -> Iterator[Hit]:
    """Look at an image's Python, of which the SDK takes a text apart: `3.11` is Python `3..`."""
    version = (environment.record.image or {}).get("python_version")
    if version is None or (isinstance(version, list) and len(version) == 2 and all(type(n) is int for n in version)):
        return
    numbers = re.findall(r"\d+", str(version))
    yield Hit(
        f"python_version is {version!r}, not a pair of numbers",
        _place(environment),
        field="image.python_version",
        value=str(version),
        fix=f"write python_version=({', '.join(numbers[:2])})" if len(numbers) > 1 else "write python_version=(3, 12)",
    )


def _place(environment: Environment) -> Place:
    written = environment.written("image")
    for node in ast.walk(written[1]) if written is not None else ():
        if written is not None and isinstance(node, ast.keyword) and node.arg == "python_version":
            return Place(written[0].span(node.value), environment.name)
    return environment.at("image")


ARG002 = Rule(
    code="ARG002",
    slug="refused-argument",
    severity=Severity.ERROR,
    summary="A value that Flyte refuses, so that the module cannot be imported",
    why=(
        "The SDK raises while the module is imported, often without the value or what it accepts. Devices, amounts, names, caches, "
        "pools and triggers have rules of their own: GPU003, GPU004, RES001, NAM008, CAC008, REU006, TRG009, APP002."
    ),
    bad="""
import flyte

image = flyte.Image.from_debian_base(python_version=3.12)
env = flyte.TaskEnvironment("train", image=image)

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

image = flyte.Image.from_debian_base(python_version=(3, 12))
env = flyte.TaskEnvironment("train", image=image)

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.ENVIRONMENT,
    check=check,
    refused=(
        r"(?!Resources\.|GPU\.|TPU\.|Neuron\.|AMD_GPU\.|HABANA_GAUDI\.|Device\.|Cache\.|ReusePolicy\.|Trigger\.|Cron\.|FixedRate\.|OnArtifact\.|Port\.|\w+Environment(\.\w+)?\.(name|cache|reusable|triggers|port)$)[A-Z]\w+(\.\w+)*",
    ),
)
