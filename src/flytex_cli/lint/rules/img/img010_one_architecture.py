"""IMG010: an image for one processor architecture."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.image import image
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Workload
from flytex_cli.records import Severity


def check(workload: Workload) -> Iterator[Hit]:
    """Look at the platforms of the image."""
    platforms = image(workload).get("platform")
    if isinstance(platforms, list) and platforms and "linux/amd64" not in platforms:
        yield Hit(
            f"the image is built for {', '.join(map(str, platforms))} only",
            workload.at("image"),
            field="image.platform",
            value=", ".join(map(str, platforms)),
            fix="leave platform out, unless all nodes of the cluster have this architecture",
        )


IMG010 = Rule(
    code="IMG010",
    slug="one-architecture",
    severity=Severity.INFO,
    summary="An image is built for one architecture only, and not the usual one",
    why=(
        "By default an image is built for amd64 and arm64. One built for arm64 only does not start on amd64 "
        "nodes (`exec format error`)."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", image=flyte.Image.from_debian_base(name="train", platform=("linux/arm64",)).with_pip_packages("numpy"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", image=flyte.Image.from_debian_base(name="train").with_pip_packages("numpy"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
    default=False,
)
