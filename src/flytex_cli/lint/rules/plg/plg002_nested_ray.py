"""PLG002: a Ray task that another task calls."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Task
from flytex_cli.project.calls import Form, reached, short_name
from flytex_cli.records import Severity


def check(task: Task) -> Iterator[Hit]:
    """Look for calls of tasks with a Ray configuration."""
    for call in reached(task.project, task):
        callee = task.project.task(call.callee)
        config = (callee.facts.plugin_config or "") if callee is not None else ""
        if config.startswith("flyteplugins.ray.") and call.form is not Form.FORWARD:
            yield Hit(
                f"{short_name(call.callee)} is a Ray task below another task: on older backends its job's name is too long",
                task.project.place(call.source, call.node),
                field="plugin_config",
                value=call.callee.name,
                fix="start it at the top of a run, or use a backend with the fixed name",
            )


PLG002 = Rule(
    code="PLG002",
    slug="nested-ray",
    severity=Severity.INFO,
    summary="A Ray task is called by another task, which older backends cannot start",
    why=(
        "The name of a nested action's RayJob is made of the run's and the action's, and may be longer than "
        "the 47 characters KubeRay allows. Older backends then hang forever."
    ),
    bad="""
import flyte
from flyteplugins.ray.task import RayJobConfig, WorkerNodeConfig

image = flyte.Image.from_debian_base(name="ray").with_pip_packages("flyteplugins-ray")
cluster = RayJobConfig(worker_node_config=[WorkerNodeConfig(group_name="workers", replicas=2)])
env = flyte.TaskEnvironment("train", image=image, plugin_config=cluster)

@env.task
async def fit(epochs: int) -> int:
    return epochs

driver = flyte.TaskEnvironment("driver", image=image, depends_on=[env])

@driver.task
async def main(epochs: int) -> int:
    return await fit(epochs)
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
    default=False,
)
