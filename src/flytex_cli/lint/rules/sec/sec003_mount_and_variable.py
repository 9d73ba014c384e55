"""SEC003: a secret with a mount and a variable."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.lint.rules.sec.declared import secrets
from flytex_cli.project import Workload
from flytex_cli.records import Severity


def check(workload: Workload) -> Iterator[Hit]:
    """Look for secrets with both."""
    for secret in secrets(workload):
        if secret.mount is not None and secret.variable is not None:
            yield Hit(
                f"the secret {secret.key!r} sets {secret.variable}, and its mount is ignored",
                workload.at(*secret.path),
                field="secrets",
                value=secret.mount,
                fix="drop mount or as_env_var",
            )


SEC003 = Rule(
    code="SEC003",
    slug="mount-and-variable",
    severity=Severity.WARNING,
    summary="A secret has both mount and as_env_var, and the mount is ignored",
    why="Of the two the SDK uses the variable: the file that the code opens is not there.",
    bad="""
import flyte
from pathlib import Path

both = flyte.Secret("token", mount=Path("/etc/flyte/secrets"), as_env_var="TOKEN")
env = flyte.TaskEnvironment("train", secrets=both)

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte
from pathlib import Path

file = flyte.Secret("token", mount=Path("/etc/flyte/secrets"))
env = flyte.TaskEnvironment("train", secrets=file)

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
)
