"""What a change does to apps: addresses, and what stays when an app is gone."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence

from flytex_cli.diff.app import ComparedApp
from flytex_cli.diff.compared import Compared
from flytex_cli.diff.effects.effect import Consequence, Effect
from flytex_cli.diff.fields import changed_fields
from flytex_cli.diff.patterns import matches, to_pattern

_ADDRESS = {
    "spec.ingress.subdomain": "subdomain",
    "spec.ingress.cname": "domain",
    "metadata.id.project": "project",
    "metadata.id.domain": "domain of the project",
    "metadata.id.org": "organization",
}
_PATTERNS = [(to_pattern(path), word) for path, word in _ADDRESS.items()]


def of_apps(removed: Iterable[ComparedApp], pairs: Iterable[tuple[Compared, Compared]]) -> Iterator[Effect]:
    """Yield apps that stay deployed without their code, and those that are found elsewhere."""
    for app in removed:
        command = shlex.join(["flyte", "delete", "app", app.name])
        why = "an app that is gone stays deployed"
        yield Effect(Consequence.ORPHAN, (app.name,), why, commands=(command,))
    for old, new in pairs:
        if isinstance(old, ComparedApp) and isinstance(new, ComparedApp) and (details := _moved(old, new)):
            why = "whoever calls the app by its old address must be told"
            yield Effect(Consequence.ADDRESS_CHANGE, (new.name,), why, tuple(details))


def _moved(old: ComparedApp, new: ComparedApp) -> Sequence[str]:
    return [
        f"{word}: {_text(change.old)} -> {_text(change.new)}"
        for change in changed_fields(old.view, new.view)
        for pattern, word in _PATTERNS
        if matches(change.steps, pattern)
    ]


def _text(value: object) -> str:
    return value if isinstance(value, str) and value else "(not set)"
