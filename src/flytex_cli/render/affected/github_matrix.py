"""What a change touches as `strategy.matrix` of GitHub Actions, in one line: one job for each environment."""

from __future__ import annotations

import json

from flytex_cli.affected.model import Affected


def render(affected: Affected) -> bytes:
    """Write `{"include": [...]}`; the list is empty where no environment is affected."""
    jobs = [
        {"environment": each.name, "file": each.file, "tasks": " ".join(each.tasks), "app": each.app}
        for each in affected.environments
    ]
    return (json.dumps({"include": jobs}) + "\n").encode()
