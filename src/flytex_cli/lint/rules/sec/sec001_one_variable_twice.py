"""SEC001: two secrets, or a secret and a setting, on one environment variable."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Cover, Rule, Scope
from flytex_cli.lint.rules.sec.declared import secrets
from flytex_cli.project import Workload
from flytex_cli.records import Severity


def check(workload: Workload) -> Iterator[Hit]:
    """Compare the variables of the secrets with each other and with `env_vars`."""
    plain = {variable.name for variable in workload.declared.env_vars}
    seen: dict[str, str] = {}
    for secret in secrets(workload):
        variable = secret.variable
        if variable is None or secret.key is None:
            continue
        if variable in plain or variable in seen:
            other = f"the secret {seen[variable]!r}" if variable in seen else "env_vars"
            yield Hit(
                f"the secret {secret.key!r} sets {variable}, and so does {other}",
                workload.at(*secret.path),
                field="secrets",
                value=variable,
                fix="give it another variable with as_env_var=",
            )
        seen.setdefault(variable, secret.key)


SEC001 = Rule(
    code="SEC001",
    slug="one-variable-twice",
    severity=Severity.ERROR,
    summary="Two secrets, or a secret and env_vars, set the same environment variable",
    why="`my-key` and `my_key` both become `MY_KEY`; which one the container sees is undefined.",
    bad="""
import flyte

env = flyte.TaskEnvironment("train", secrets=["my-key", "my_key"])

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", secrets=["my-key", flyte.Secret("my_key", as_env_var="OTHER_KEY")])

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
    covers=(
        Cover("POD003", r"duplicate-env generated"),
        Cover("POD006", r"duplicate-env generated"),
    ),
)
