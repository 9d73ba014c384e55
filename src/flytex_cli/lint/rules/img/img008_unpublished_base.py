"""IMG008: a default image that is not published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.image import image
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Workload
from flytex_cli.records import Severity

BASE = re.compile(r"ghcr\.io/flyteorg/flyte:py(\d+)\.(\d+)-v(\d+)\.\S*")
OLDEST_PYTHON = (3, 10)
"""`requires-python` of every 2.x release."""


def check(workload: Workload) -> Iterator[Hit]:
    """Read the versions from the default image's tag."""
    match = BASE.fullmatch(str(image(workload).get("base_image") or ""))
    if match is None:
        return
    python, flyte = (int(match[1]), int(match[2])), int(match[3])
    if python < OLDEST_PYTHON:
        yield Hit(
            f"there is no Flyte image for Python {match[1]}.{match[2]}: the SDK needs 3.10",
            workload.at("image"),
            field="image.python_version",
            value=f"{match[1]}.{match[2]}",
            fix="write python_version=(3, 12), or leave it out",
        )
    if flyte < 2:
        yield Hit(
            "the image is of Flyte 1, which cannot run this",
            workload.at("image"),
            field="image.flyte_version",
            value=match[0].rpartition(":")[2],
            fix="leave flyte_version out, or name a 2.x release",
        )


IMG008 = Rule(
    code="IMG008",
    slug="unpublished-base",
    severity=Severity.ERROR,
    summary="The default image does not exist for this Python or Flyte version",
    why=(
        "The tag is made of the versions (`py3.8-v2.12.1`) without asking the registry. The SDK needs "
        "Python 3.10, and Flyte 1 images do not run Flyte 2 tasks."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", image=flyte.Image.from_debian_base(python_version=(3, 8)))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", image=flyte.Image.from_debian_base(python_version=(3, 12)))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
)
