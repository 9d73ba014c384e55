"""One task at length, as titled lines that text and Markdown lay out."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from flytex_cli.inspect.columns import duration_text
from flytex_cli.inspect.model import TaskSummary, TriggerSummary
from flytex_cli.records import Parameter
from flytex_cli.render.common.escape import escape_line

Section = tuple[str, list[str]]


def sections(task: TaskSummary) -> Iterator[Section]:
    """Yield what there is to say, a title and its lines; text of users is escaped."""
    for title, lines in _sections(task):
        if lines:
            yield title, [escape_line(line) for line in lines]


def _sections(task: TaskSummary) -> Iterator[Section]:
    yield "signature", [task.signature]
    yield "inputs", list(map(parameter_text, task.inputs))
    yield "outputs", list(map(parameter_text, task.outputs))
    yield "environment", [task.environment] if task.environment else []
    yield "type", [task.type]
    image = task.image
    yield "image", [image.uri, *([f"from {image.base}"] if image.base else []), *(f"+ {line}" for line in image.layers)]
    yield "resources", [f"{name} {amount}" for name, amount in task.resources.items()]
    yield "cache", [str(task.cache)] if task.cache.enabled else []
    yield "retries", [str(task.retries)] if task.retries else []
    yield "timeout", [duration_text(task.timeout)] if task.timeout else []
    yield "runs", [word for word, is_so in (("interruptible", task.interruptible), ("report", task.report)) if is_so]
    yield "reuse", [task.reuse] if task.reuse else []
    yield "pod template", [task.pod_template] if task.pod_template else []
    yield "env", [f"{name}={value}" for name, value in task.env.items()]
    yield "secrets", list(map(str, task.secrets))
    yield "triggers", [line for trigger in task.triggers for line in trigger_lines(trigger)]
    yield "command", [shlex.join(task.command)] if task.command else []
    if task.findings is not None:
        yield "findings", [line for each in task.findings for line in _finding(each)] or ["none"]


def parameter_text(parameter: Parameter) -> str:
    """Write a parameter as `lr: float = 0.1`."""
    default = f" = {parameter.default}" if parameter.default is not None else ""
    return f"{parameter.name}: {parameter.type}{default}"


def trigger_lines(trigger: TriggerSummary) -> Iterator[str]:
    """Yield the trigger and when it fires."""
    yield str(trigger) + (f": {trigger.description}" if trigger.description else "")
    for time in trigger.fires or ():
        yield f"  {time}"


def _finding(finding: object) -> Iterator[str]:
    from flytex_cli.inspect.model import FindingSummary

    assert isinstance(finding, FindingSummary)
    yield f"{finding.code} {finding.severity}: {finding.message} ({finding.place})"
    if finding.fix:
        yield f"  fix: {finding.fix}"
