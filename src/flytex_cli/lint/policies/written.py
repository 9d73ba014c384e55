"""From what an expression reads to the place in the user's code where that is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flytex_cli.lint.pod import written as written_in_pod
from flytex_cli.lint.policies.checker import Path
from flytex_cli.project import App, Environment, Task
from flytex_cli.project.fields import Step
from flytex_cli.project.places import Place

_UPPER = re.compile(r"(?<!^)([A-Z])")
_NAMES = {
    "env": "env_vars",
    "reuse": "reusable",
    "image": "image",
    "parameters": "parameters",
    "securityContext": "secrets",
    "discoverable": "cache",
    "discoveryVersion": "cache",
    "cacheSerializable": "cache",
    "cacheIgnoreInputVars": "cache",
    "timeout": "timeout",
    "k8sPod": "pod_template",
    "address": "domain",
    "ingress": "domain",
    "autoscaling": "scaling",
}
"""How a user writes what a document calls otherwise."""
_ABOVE = frozenset({"taskTemplate", "container", "metadata", "spec", "profile"})
"""Fields of messages that no user writes."""


def place_of(owner: Task | App | Environment, paths: Sequence[Path]) -> Place:
    """Return where the last of the fields is written that is written anywhere; else the owner's own place."""
    for path in reversed(paths):  # conditions come first, as in `!has(a.b) || a.c`
        for steps in _steps(owner, path):
            if steps and _is_written(owner, steps):
                return owner.at(*steps)
    return owner.at() if isinstance(owner, Environment) else owner.place


def _is_written(owner: Task | App | Environment, steps: tuple[Step, ...]) -> bool:
    return owner.written(*steps) is not None


def _steps(owner: Task | App | Environment, path: Path) -> Iterator[tuple[Step, ...]]:
    """Yield ways to write a field, the longest first."""
    document, *fields = path
    if document == "pod" and isinstance(owner, Task):
        yield written_in_pod(".".join(fields), owner.k8s_pod is not None)
        return
    if document == "trigger":
        yield ("triggers",)
        return
    while fields and fields[0] in _ABOVE:
        fields = fields[1:]
    if not fields:
        return
    name = _NAMES.get(fields[0], _UPPER.sub(r"_\1", fields[0]).lower())
    if document == "environment" and name == "tasks":
        return
    if len(fields) > 1:
        yield (name, fields[1])
    yield (name,)
