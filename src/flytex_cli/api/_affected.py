"""`flytex affected`: what a change of files touches."""

from __future__ import annotations

import dataclasses
import os
from dataclasses import dataclass
from pathlib import Path

from flytex_cli.affected.model import Affected
from flytex_cli.affected.sources import Sources
from flytex_cli.affected.tests import affected_tests, files_of_tests, patterns_of_tests
from flytex_cli.api._modules import Modules
from flytex_cli.api._serialize import FromModules, Progress, SerializeResult, serialize
from flytex_cli.records import Message


@dataclass(frozen=True)
class AffectedResult(FromModules):
    """What is affected, and what came of loading the modules."""

    affected: Affected
    serialized: SerializeResult


def affected(request: Modules, progress: Progress | None = None) -> AffectedResult:
    """Load the modules and find what changes touch.

    Args:
        request: what is asked for; of `affected_since` None stands for `HEAD`.

    Raises:
        UsageError: a path, or the revision, cannot be used.
        EngineError: the engine cannot start.
    """
    options = dataclasses.replace(request.load, message=Message.DEPLOY_REQUEST)
    modules = dataclasses.replace(
        request, load=options, needs_tasks=False, affected_since=request.affected_since or "HEAD"
    )
    serialized = serialize(modules, progress)
    found = serialized.affected
    assert found is not None
    sources = Sources(os.path.realpath(os.curdir))
    tests = files_of_tests(sources, patterns_of_tests(Path.cwd()))
    touched = tuple(affected_tests(sources, tests, found.changes)) if found.changes.files else ()
    totals = dataclasses.replace(found.totals, tests=len(tests))
    return AffectedResult(dataclasses.replace(found, tests=touched, totals=totals), serialized)
