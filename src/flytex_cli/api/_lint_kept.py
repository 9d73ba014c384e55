"""What lint found, kept while modules, settings and all files that rules look at are as they were."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flytex_cli.api._modules import CacheFolder
from flytex_cli.api._serialize import store_of
from flytex_cli.cache.derived import keep, known
from flytex_cli.cache.looked import Looked, watched
from flytex_cli.cache.now import digest_of
from flytex_cli.cache.store import Store
from flytex_cli.lint.finding import Finding
from flytex_cli.lint.remembered import remembering
from flytex_cli.lint.rule import Rule
from flytex_cli.load.framing import ProtocolError
from flytex_cli.load.typed_json import from_json
from flytex_cli.project import Project
from flytex_cli.records import Remark


@dataclass(frozen=True)
class Found:
    """What rules found.

    Attributes:
        shown: those of the findings' files whose lines may be shown: the others are no Python, and perhaps secrets.
    """

    findings: tuple[Finding, ...]
    shown: tuple[str, ...]

    @classmethod
    def of(cls, findings: Sequence[Finding], project: Project) -> Found:
        """Take findings of a project."""
        sources = {source.file for source in (*project.others.values(), *project.sources.values())}
        files = dict.fromkeys(finding.span.file for finding in findings)
        return cls(tuple(findings), tuple(file for file in files if file in sources))


@dataclass(frozen=True)
class Known:
    """What decides what is found, but for the files that rules look at.

    Attributes:
        cache: where what was found is kept.
        identity: of all that was loaded.
        circumstances: of flytex, Python, what is installed and the options.
        own: rules that are not flytex's.
        settings: values whose `repr` tells them apart.
    """

    cache: CacheFolder | None
    identity: str | None
    circumstances: str | None
    own: Sequence[Rule]
    settings: Sequence[object]

    def found(self, look: Callable[[], Found]) -> tuple[Found, tuple[Remark, ...]]:
        """Return what was found before, or what is found now, with what there is to say of that."""
        if self.cache is None or self.identity is None:
            return look(), ()
        plugins = [rule.code for rule in self.own if not rule.written]
        if plugins:
            text = f"findings are not kept in the cache: rules of plugins may find anything ({', '.join(plugins)})"
            return look(), (Remark(text),)
        store = store_of(self.cache)
        key = digest_of([self.identity, os.environ.get("PATH", ""), *map(repr, self.settings)])
        body = known(store, key)
        found = _read(body) if body is not None else None
        if found is not None:
            return found, (Remark("cache: all that rules look at is as it was"),)
        answers = digest_of(["answers", self.circumstances or ""])
        with remembering(_answers(store, answers)) as remembered, watched() as looked:
            found = look()
        keep(store, key, looked, json.dumps(dataclasses.asdict(found)).encode())
        if remembered.is_new:
            keep(store, answers, Looked(), json.dumps(remembered.to_json()).encode())
        store.trim()
        return found, ()


def _answers(store: Store, key: str) -> dict[str, Any]:
    body = known(store, key)
    try:
        answers = json.loads(body) if body is not None else {}
    except ValueError:
        return {}
    return answers if isinstance(answers, dict) else {}


def _read(body: bytes) -> Found | None:
    try:
        data: Any = json.loads(body)
        return from_json(Found, data)
    except (ValueError, ProtocolError):
        return None
