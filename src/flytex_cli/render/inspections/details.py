"""One task or app at length, as titled lines that text and Markdown lay out."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from flytex_cli.inspect.columns import duration_text
from flytex_cli.inspect.model import AppSummary, FindingSummary, ImageSummary, TaskSummary, TriggerSummary
from flytex_cli.records import Parameter
from flytex_cli.render.common.escape import escape_line

Section = tuple[str, list[str]]


def sections(item: TaskSummary | AppSummary) -> Iterator[Section]:
    """Yield what there is to say, a title and its lines; text of users is escaped."""
    for title, lines in _of_task(item) if isinstance(item, TaskSummary) else _of_app(item):
        if lines:
            yield title, [escape_line(line) for line in lines]


def about(item: TaskSummary | AppSummary) -> str:
    """Return what the user wrote about it."""
    return (item.docs if isinstance(item, TaskSummary) else item.description) or ""


def _of_task(task: TaskSummary) -> Iterator[Section]:
    yield "signature", [task.signature]
    yield "inputs", list(map(parameter_text, task.inputs))
    yield "outputs", list(map(parameter_text, task.outputs))
    yield "environment", [task.environment] if task.environment else []
    yield "type", [task.type]
    yield "image", list(_image(task.image))
    yield "resources", [f"{name} {amount}" for name, amount in task.resources.items()]
    yield "cache", [str(task.cache)] if task.cache.enabled else []
    yield "retries", [str(task.retries)] if task.retries else []
    yield "timeout", [duration_text(task.timeout)] if task.timeout else []
    yield "cost", [str(task.cost)] if task.cost is not None else []
    yield "runs", [word for word, is_so in (("interruptible", task.interruptible), ("report", task.report)) if is_so]
    yield "reuse", [task.reuse] if task.reuse else []
    yield "pod template", [task.pod_template] if task.pod_template else []
    yield "env", [f"{name}={value}" for name, value in task.env.items()]
    yield "secrets", list(map(str, task.secrets))
    yield "triggers", [line for trigger in task.triggers for line in trigger_lines(trigger)]
    yield "command", [shlex.join(task.command)] if task.command else []
    yield from _findings(task.findings)


def _of_app(app: AppSummary) -> Iterator[Section]:
    yield "kind", [app.kind]
    yield "type", [app.type] if app.type else []
    yield "address", list(app.address)
    yield "port", [str(app.port)] if app.port is not None else []
    yield "auth", [] if app.requires_auth else ["none: whoever has the address may call it"]
    yield "scaling", [app.scaling]
    yield "timeout", [f"{duration_text(app.request_timeout)} a request"] if app.request_timeout else []
    yield "depends on", [", ".join(app.depends_on)] if app.depends_on else []
    yield "image", list(_image(app.image))
    yield "resources", [f"{name} {amount}" for name, amount in app.resources.items()]
    yield "parameters", list(map(str, app.parameters))
    yield "server", [app.server] if app.server else []
    yield "include", list(app.include)
    yield "cluster", [app.cluster] if app.cluster else []
    yield "pod template", [app.pod_template] if app.pod_template else []
    yield "links", list(app.links)
    yield "env", [f"{name}={value}" for name, value in app.env.items()]
    yield "secrets", list(map(str, app.secrets))
    yield "command", [shlex.join(app.command)] if app.command else []
    yield from _findings(app.findings)


def _image(image: ImageSummary) -> Iterator[str]:
    yield image.uri
    if image.base:
        yield f"from {image.base}"
    for line in image.layers:
        yield f"+ {line}"


def _findings(findings: tuple[FindingSummary, ...] | None) -> Iterator[Section]:
    if findings is not None:
        yield "findings", [line for each in findings for line in _finding(each)] or ["none"]


def parameter_text(parameter: Parameter) -> str:
    """Write a parameter as `lr: float = 0.1`."""
    default = f" = {parameter.default}" if parameter.default is not None else ""
    return f"{parameter.name}: {parameter.type}{default}"


def trigger_lines(trigger: TriggerSummary) -> Iterator[str]:
    """Yield the trigger and when it fires."""
    yield str(trigger) + (f": {trigger.description}" if trigger.description else "")
    for time in trigger.fires or ():
        yield f"  {time}"


def _finding(finding: FindingSummary) -> Iterator[str]:
    yield f"{finding.code} {finding.severity}: {finding.message} ({finding.place})"
    if finding.fix:
        yield f"  fix: {finding.fix}"
