"""REU002: a reusable environment whose image cannot be reused."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.image import installs_are_known, pip_packages
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Task
from flytex_cli.records import Severity

PACKAGE = "unionai-reuse"


def check(task: Task) -> Iterator[Hit]:
    """Look for the package among those the layers name."""
    reusable = task.facts.reusable or (task.environment.record.reusable if task.environment is not None else None)
    if reusable is None or task.facts.plugin_config is not None:  # a plugin keeps its cluster by means of its own
        return
    is_installed = any(package.strip().lower().replace("_", "-").startswith(PACKAGE) for package in pip_packages(task))
    if installs_are_known(task) and not is_installed:
        yield Hit(
            f"the environment is reusable, but its image does not install {PACKAGE}",
            task.environment.at("image") if task.environment is not None else task.place,
            field="image",
            value=PACKAGE,
            fix=f'add .with_pip_packages("{PACKAGE}") to the image',
        )


REU002 = Rule(
    code="REU002",
    slug="reuse-not-installed",
    severity=Severity.ERROR,
    summary="A reusable environment's image does not install unionai-reuse",
    why=(
        "The package holds what keeps the container alive between tasks; without it the containers of the "
        "pool fail at once. The rule reports only where all that the image installs is known."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", reusable=flyte.ReusePolicy(replicas=2))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", reusable=flyte.ReusePolicy(replicas=2), image=flyte.Image.from_debian_base(name="pool").with_pip_packages("unionai-reuse"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.TASK,
    check=check,
)
