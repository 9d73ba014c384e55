"""IMG011: an image that cannot run the task's command."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.cluster import WorkloadOnCluster
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.image import image, starter
from flytex_cli.lint.installs import installs
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import App
from flytex_cli.records import Severity


def check(subject: WorkloadOnCluster) -> Iterator[Hit]:
    """Look for the SDK among all that the image is known to install."""
    workload = subject.workload
    program = starter(workload)
    has = installs(workload, subject.cluster) if program is not None else None
    if has is not None and not has.may_have_flyte:
        kind = "app" if isinstance(workload, App) else "task"
        base = str(image(workload).get("base_image"))
        yield Hit(
            f"the image is made from {base!r} and does not install flyte, whose command {program} starts every {kind}",
            workload.at("image"),
            field="image",
            value=base,
            fix='write flyte.Image.from_debian_base(), or add .with_pip_packages("flyte") to the image',
        )


IMG011 = Rule(
    code="IMG011",
    slug="image-without-flyte",
    severity=Severity.ERROR,
    summary="A task's image does not have the SDK that starts the task",
    why=(
        "The container is started with `a0`, a command of the `flyte` package. Images of Python, of a Linux "
        "distribution or of CUDA do not have it, and no task of the environment ever starts. The rule reports only "
        "where all that the image installs is known; `[tool.flytex.lint.base-images]` says what a base brings."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", image="python:3.12-slim")

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
    scope=Scope.WORKLOAD_ON_CLUSTER,
    check=check,
)
