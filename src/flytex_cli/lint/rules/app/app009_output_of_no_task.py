"""APP009: the output of a task that is not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flytex_cli.config import nearest
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import App
from flytex_cli.records import Severity


def check(app: App) -> Iterator[Hit]:
    """Look up the tasks of `RunOutput`; those of environments that no loaded module has may be anywhere."""
    tasks = app.project.by_name
    environments = {task.declared.environment for task in tasks.values()}
    for index, parameter in enumerate(app.facts.parameters):
        value = parameter.get("value")
        if not isinstance(value, Mapping) or value.get("kind") != "RunOutput":
            continue
        name, run = value.get("task_name"), value.get("run_name")
        if name is None and run is None:
            yield Hit(
                "RunOutput names neither a task nor a run",
                app.at("parameters", index, "value"),
                field=f"parameters.{parameter.get('name')}",
                fix="write task_name='ENVIRONMENT.TASK'; the SDK notices only when it deploys",
            )
        if not isinstance(name, str) or name in tasks or name.rpartition(".")[0] not in environments:
            continue
        yield Hit(
            f"no task is named {name!r}{nearest(name, list(tasks))}",
            app.at("parameters", index, "value", "task_name"),
            field=f"parameters.{parameter.get('name')}",
            value=name,
            fix="write the full name, ENVIRONMENT.TASK, of a task that is deployed",
        )


APP009 = Rule(
    code="APP009",
    slug="output-of-no-task",
    severity=Severity.WARNING,
    summary="A parameter of an app is the output of a task that is not there",
    why=(
        "`RunOutput(task_name=...)` is looked up when the app is deployed: without a run of a task of this name the deployment fails. "
        "Only tasks of an environment that the loaded modules have are looked for; of a renamed one older runs may still be "
        "found, and the app serves what they made."
    ),
    bad="""
import flyte
from flyte.app import AppEnvironment, Parameter, RunOutput

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> str:
    return f"s3://acme/models/{epochs}"

model = Parameter(name="model", value=RunOutput(type="string", task_name="train.fitt"))
api = AppEnvironment("api", image="ghcr.io/acme/api:1", args="serve", parameters=[model])
""",
    good="""
import flyte
from flyte.app import AppEnvironment, Parameter, RunOutput

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> str:
    return f"s3://acme/models/{epochs}"

model = Parameter(name="model", value=RunOutput(type="string", task_name="train.fit"))
api = AppEnvironment("api", image="ghcr.io/acme/api:1", args="serve", parameters=[model])
""",
    scope=Scope.APP,
    check=check,
)
