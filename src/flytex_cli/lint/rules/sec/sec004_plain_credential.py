"""SEC004: a credential in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Task
from flytex_cli.project.places import Place
from flytex_cli.records import Severity

FORMS = {
    "an OpenAI or Anthropic key": r"\bsk-(?:[a-z]+-)*[A-Za-z0-9_-]{20,}",
    "an AWS access key": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "a GitHub token": r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})",
    "a GitLab token": r"\bglpat-[A-Za-z0-9_-]{20,}",
    "a Slack token": r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}",
    "a Slack webhook": r"hooks\.slack\.com/services/T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]+",
    "a Google API key": r"\bAIza[0-9A-Za-z_-]{35}",
    "a Hugging Face token": r"\bhf_[A-Za-z]{30,}",
    "a private key": r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----",
    "a signed token (JWT)": r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}",
    "a password in a URL": r"://[^/\s:@$\{]+:[^/\s:@$\{]{3,}@",
}
_FORMS = {what: re.compile(form) for what, form in FORMS.items()}


def check(task: Task) -> Iterator[Hit]:
    """Look at the values of environment variables: the task's, and its image's."""
    for variable in task.declared.env_vars:
        yield from _hits(variable.name, variable.text, task.at("env_vars", variable.name), "env_vars")
    layers = (task.facts.image or {}).get("layers")
    for layer in layers if isinstance(layers, list) else ():
        pairs = layer.get("env_vars") if isinstance(layer, dict) else None
        for name, value in pairs if isinstance(pairs, list) else ():
            yield from _hits(str(name), str(value), task.at("image"), "image")


def _hits(name: str, value: str, place: Place, field: str) -> Iterator[Hit]:
    for what, form in _FORMS.items():
        if form.search(value):
            yield Hit(
                f"the value of {name} looks like {what}, in plain text",
                place,
                field=field,
                value=f"{value[:4]}...",
                fix="keep it in a secret, and name that in secrets=",
            )
            return


SEC004 = Rule(
    code="SEC004",
    slug="plain-credential",
    severity=Severity.WARNING,
    summary="A credential is in the spec in plain text",
    why=(
        "Anyone who can read the task's spec can read the value, in the console and in the database. The rule knows"
        " well-known forms of keys, passwords in URLs and private keys; a variable's name alone proves "
        "nothing."
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
    scope=Scope.TASK,
    check=check,
)
