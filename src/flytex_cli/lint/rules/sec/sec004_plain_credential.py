"""SEC004: a credential in plain text."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.credentials.forms import form_of
from flytex_cli.lint.credential_texts import texts
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Workload
from flytex_cli.records import Severity


def check(workload: Workload) -> Iterator[Hit]:
    """Look at every text that the task sends, and at its image's layers."""
    for each in texts(workload):
        what = form_of(each.text)
        if what is not None:
            yield Hit(
                f"{each.what} looks like {what}, in plain text",
                each.place,
                field=each.field,
                value=each.name or None,
                fix="keep it in a secret, and name that in secrets="
                if each.field != "image"
                else "keep it in a secret, and name that in secret_mounts= of the layer",
                hides=True,
            )


SEC004 = Rule(
    code="SEC004",
    slug="plain-credential",
    severity=Severity.WARNING,
    summary="A credential is in the spec in plain text",
    why=(
        "Anyone who can read the task's spec can read the value, in the console and in the database; what a layer of "
        "an image holds, anyone who can pull it. The rule knows well-known forms of keys, passwords in URLs and private "
        "keys, in variables, defaults, commands, pod templates, triggers and layers."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", env_vars={"DATABASE": "postgres://fit:" + "hunter22" + "@db.internal/clicks"})

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", secrets="DATABASE")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
)
