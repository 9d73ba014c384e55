"""Fill in the templates of command and args: `{{.input}}`, `{{ .OutputPrefix }}`, `{{$inputs.x}}`.

Mirrors `core/template/template.go` of the backend: any letter case, `.` or `$`, blanks inside the braces, one fixed
order of replacement. What it does not know stays as written (`{{.runName}}`, `{{.actionName}}`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from flyteidl2.core import literals_pb2

from flytex_cli.pods.literal_text import literal_text
from flytex_cli.pods.names import to_unique_key
from flytex_cli.pods.run import Execution

TASK_TEMPLATE_PATH = "inline://taskTemplate"


def _template(name: str) -> re.Pattern[str]:
    # (?a) since Go's \s and case folding here are ASCII.
    return re.compile(r"(?ai){{\s*[.$]" + name + r"\s*}}")


def _value(name: str, value: Callable[[Execution], str]) -> tuple[str, re.Pattern[str], Callable[[Execution], str]]:
    return name.lower(), _template(name), value


_VALUES: tuple[tuple[str, re.Pattern[str], Callable[[Execution], str]], ...] = (
    _value("Input", lambda run: run.input_file),
    _value("OutputPrefix", lambda run: run.output_prefix),
    _value("InputPrefix", lambda run: run.input_prefix),
    _value("RawOutputDataPrefix", lambda run: run.raw_output_prefix),
    # An argument must remain: the SDK's entrypoint reads two quotes as "none".
    _value("PrevCheckpointPrefix", lambda run: run.previous_checkpoint_prefix or '""'),
    _value("CheckpointOutputPrefix", lambda run: run.checkpoint_prefix),
    _value("PerRetryUniqueKey", lambda run: to_unique_key(run.generated_name)),
    _value("TaskTemplatePath", lambda run: TASK_TEMPLATE_PATH),
    # Last, so that it is also replaced inside the paths put in above.
    _value("Namespace", lambda run: run.namespace),
)
_INPUT_VALUE = _template(r"Inputs\.(?P<name>[^}\s]+)")


class InputNotRendered(Exception):
    """An `{{.inputs.x}}` that names no input, or one of a kind without a text form."""


def render(text: str, execution: Execution) -> str:
    """Return `text` with its templates filled in.

    Raises:
        InputNotRendered: the backend fails the task because of an `{{.inputs.x}}`.
    """
    if "{{" not in text:
        return text
    lower = text.lower()
    for name, pattern, value in _VALUES:
        if name not in lower:
            continue
        # A function, since a plain replacement would have its backslashes read as escapes.
        text = pattern.sub(lambda _, value=value: value(execution), text)  # type: ignore[misc]
        lower = text.lower()
    inputs = execution.options.inputs
    if inputs is None:
        return text
    return _INPUT_VALUE.sub(lambda match: _input_text(match["name"], inputs), text)


def has_input_value(text: str) -> bool:
    """Tell whether `text` still waits for the value of an input."""
    return "{{" in text and _INPUT_VALUE.search(text) is not None


def _input_text(name: str, inputs: literals_pb2.LiteralMap) -> str:
    if name not in inputs.literals:
        raise InputNotRendered(f"requested input is not found [{name}]")
    try:
        return literal_text(inputs.literals[name])
    except ValueError as problem:
        raise InputNotRendered(f"input {name!r}: {problem}") from problem
