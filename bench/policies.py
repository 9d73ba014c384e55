"""`flytex lint` with twenty policies against `flytex lint` without, over a thousand tasks."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

from lint import HEAD
from podspec import TASK
from run import FLYTEX, Row, ratio, seconds

MODULES, TASKS, POLICIES = 100, 10, 20
EXPRESSIONS = (
    'task.image.uri != ""',
    "!has(task.resources.gpu) || task.timeout != null",
    "!has(task.resources.memory) || !quantity(task.resources.memory.request).isGreaterThan(quantity('64Gi'))",
    "task.inputs.all(i, i.type != 'Any')",
    "spec.taskTemplate.type != '' && task.retries <= 5",
)
"""Repeated, they are the policies."""
POLICY = """
[[policy]]
code = "BEN{number:03}"
expr = "{expression}"
message = "{{task.name}}"
"""


def measure() -> list[Row]:
    tasks = "".join(TASK.format(index=number) for number in range(TASKS))
    expressions = itertools.islice(itertools.cycle(EXPRESSIONS), POLICIES)
    policies = (
        POLICY.format(number=number, expression=expression.replace('"', '\\"'))
        for number, expression in enumerate(expressions)
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "flows")
        folder.mkdir()
        for index in range(MODULES):
            (folder / f"flow_{index:03}.py").write_text(HEAD.format(index=index) + tasks)
        (folder / "policies.toml").write_text("".join(policies))

        def lint(settings: str) -> float:
            (folder / "pyproject.toml").write_text(f"[tool.flytex.lint]\n{settings}")
            return seconds([FLYTEX, "lint", ".", "--engine", "standin"], folder)

        value = ratio(lambda: lint('extend = "policies.toml"\n'), lambda: lint(""), rounds=3)
    return [(f"{MODULES * TASKS} tasks: flytex lint with {POLICIES} policies / without", value, 1.1)]
