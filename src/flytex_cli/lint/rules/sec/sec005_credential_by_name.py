"""SEC005: a value in plain text whose name says that it is a credential."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.credentials.forms import form_of
from flytex_cli.credentials.names import is_secret, secrets_in
from flytex_cli.lint.credential_texts import texts
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Workload
from flytex_cli.records import Severity


def check(workload: Workload) -> Iterator[Hit]:
    """Look at the names of variables, inputs, headers and options; what tells by its own form is SEC004's."""
    for each in texts(workload):
        if form_of(each.text) is not None:
            continue
        if each.command:
            for name in secrets_in(each.text):
                yield Hit(
                    f"{each.what} gives {name} a value in plain text",
                    each.place,
                    field=each.field,
                    value=name,
                    fix="keep it in a secret, and read it from the environment or a file",
                    hides=True,
                )
        elif each.name and is_secret(each.name, each.text):
            yield Hit(
                f"{each.what} is a credential by its name, in plain text",
                each.place,
                field=each.field,
                value=each.name,
                fix="keep it in a secret, and name that in secrets=",
                hides=True,
            )


SEC005 = Rule(
    code="SEC005",
    slug="credential-by-name",
    severity=Severity.WARNING,
    summary="A value whose name says that it is a credential is in plain text",
    why=(
        "Anyone who can read the task's spec, or the image's history, can read the value. The rule knows names such as "
        "`*_PASSWORD`, `*_API_KEY`, `*_TOKEN` and `*_SECRET`, and leaves alone what plainly stands for something else: "
        "`changeme`, `<token>`, `$TOKEN`, `{{.inputs.token}}`, a path, or a word that names a secret."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", env_vars={"DB_PASSWORD": "hunter2"})

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", secrets=flyte.Secret("db-password", as_env_var="DB_PASSWORD"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
)
