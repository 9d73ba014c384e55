"""Environments and their tasks and apps as a tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flytex_cli.inspect.columns import COLUMNS, type_text
from flytex_cli.inspect.model import AppSummary, EnvironmentSummary, Overview, TaskSummary
from flytex_cli.inspect.report import InspectReport
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.common.text import Line, to_plain
from flytex_cli.render.inspections.table import detail_lines


def render(report: InspectReport) -> bytes:
    """Write the overview, or each task and app at length."""
    return to_plain(detail_lines(report.overview) if report.detailed else tree_lines(report.overview))


def tree_lines(overview: Overview) -> Iterator[Line]:
    """Draw each environment with its tasks, or what sets its app apart, below it."""
    known = {id(task) for environment in overview.environments for task in environment.tasks}
    for environment in overview.environments:
        yield [(escape_line(environment.name), "bold"), (f"  {_about(environment)}", "dim")]
        yield from _branch(environment.tasks)
        if environment.app is not None:
            yield [
                ("└── ", "dim"),
                (escape_line(type_text(environment.app)), ""),
                (f"  {_app(environment.app)}", "dim"),
            ]
    yield from _branch([task for task in overview.tasks if id(task) not in known and task.environment is None])


def _about(environment: EnvironmentSummary) -> str:
    depends = f", depends on {', '.join(environment.depends_on)}" if environment.depends_on else ""
    kind = "" if environment.kind == "TaskEnvironment" else f"{environment.kind} "
    description = f": {environment.description}" if environment.description else ""
    return escape_line(f"{kind}{environment.location}{depends}{description}")


def _branch(tasks: Sequence[TaskSummary]) -> Iterator[Line]:
    for task in tasks:
        last = task is tasks[-1]
        about = ", ".join(_distinctions(task))
        yield [("└── " if last else "├── ", "dim"), (_title(task), ""), (f"  {about}" if about else "", "dim")]
        for trigger in task.triggers:
            stem = "    " if last else "│   "
            yield [(stem, "dim"), (f"    trigger {escape_line(str(trigger))}", "magenta")]


def _app(app: AppSummary) -> str:
    texts = {column.name: column.text(app) for column in COLUMNS}
    words = [f"port {texts['port']}"] if texts["port"] else []
    words += [app.scaling, *app.address, *(["no auth"] if not app.requires_auth else [])]
    words += [f"{name} {texts[name]}" for name in ("cpu", "memory", "gpu", "secrets") if texts[name]]
    return escape_line(", ".join(words))


def _title(task: TaskSummary) -> str:
    signature = task.signature.removeprefix("async ").removeprefix("def ")
    return escape_line(signature)


def _distinctions(task: TaskSummary) -> Iterator[str]:
    """Yield what sets the task apart, in a few words."""
    texts = {column.name: column.text(task) for column in COLUMNS}
    if task.type != "python":
        yield escape_line(task.type)
    for name in ("cpu", "memory", "gpu", "cache", "retries", "timeout", "secrets", "reuse"):
        if texts[name]:
            yield escape_line(f"{name} {texts[name]}")
