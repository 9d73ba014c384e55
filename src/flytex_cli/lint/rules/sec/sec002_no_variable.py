"""SEC002: a secret whose environment variable cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import UNTRANSLATED, Rule, Scope
from flytex_cli.lint.rules.sec.declared import secrets
from flytex_cli.project import Workload
from flytex_cli.records import Severity

LEGAL = re.compile(r"[A-Z_][A-Z0-9_]*")


def check(workload: Workload) -> Iterator[Hit]:
    """Derive the variable as the SDK does: capitals, `-` to `_`."""
    for secret in secrets(workload):
        if secret.key is None:
            yield Hit(
                "an item of secrets is neither text nor a flyte.Secret",
                workload.at(*secret.path),
                field="secrets",
                fix='write "name" or flyte.Secret("name")',
            )
        elif secret.is_bare and secret.variable is not None and not LEGAL.fullmatch(secret.variable):
            yield Hit(
                f"the secret {secret.key!r} would set {secret.variable!r}, which is not a valid environment variable",
                workload.at(*secret.path),
                field="secrets",
                value=secret.key,
                fix=f'write flyte.Secret({secret.key!r}, as_env_var="..."), or give it a mount',
            )


SEC002 = Rule(
    code="SEC002",
    slug="secret-without-variable",
    severity=Severity.ERROR,
    summary="A secret's name is not valid for an environment variable",
    why=(
        '`flyte.Secret("my.secret")` is refused where it is written, but the bare text `"my.secret"` only '
        "when the task is translated, without naming the task."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", secrets="my.secret")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", secrets=flyte.Secret("my.secret", as_env_var="MY_SECRET"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
    covers=(UNTRANSLATED,),
)
