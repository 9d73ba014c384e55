"""PLG001: a plugin that the image does not have."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.image import installs_are_known, pip_packages
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Task
from flytex_cli.records import Severity


def check(task: Task) -> Iterator[Hit]:
    """Look for the plugin's package among those the layers name."""
    module, _, _ = (task.facts.plugin_config or "").partition(":")
    parts = module.split(".")
    if len(parts) < 2 or parts[0] != "flyteplugins" or not installs_are_known(task):
        return
    package = f"flyteplugins-{parts[1].replace('_', '-')}"
    if not any(each.strip().lower().replace("_", "-").startswith(package) for each in pip_packages(task)):
        yield Hit(
            f"the task uses {package}, and its image does not install it",
            task.at("image") if task.written("image") else task.at("plugin_config", used=True),
            field="image",
            value=package,
            fix=f'add .with_pip_packages("{package}") to the image',
        )


PLG001 = Rule(
    code="PLG001",
    slug="plugin-not-installed",
    severity=Severity.WARNING,
    summary="A task uses a plugin that its image does not install",
    why=(
        "The container imports the module, and with it the plugin: it dies with `ModuleNotFoundError`. The rule reports only where all that the image installs is known."
    ),
    bad="""
import flyte
from flyteplugins.ray.task import RayJobConfig, WorkerNodeConfig

image = flyte.Image.from_debian_base(name="ray").with_pip_packages("ray[default]")
cluster = RayJobConfig(worker_node_config=[WorkerNodeConfig(group_name="workers", replicas=2)])
env = flyte.TaskEnvironment("train", image=image, plugin_config=cluster)

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte
from flyteplugins.ray.task import RayJobConfig, WorkerNodeConfig

image = flyte.Image.from_debian_base(name="ray").with_pip_packages("flyteplugins-ray")
cluster = RayJobConfig(worker_node_config=[WorkerNodeConfig(group_name="workers", replicas=2)])
env = flyte.TaskEnvironment("train", image=image, plugin_config=cluster)

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.TASK,
    check=check,
)
