"""BND002: a link out of the tree."""

from __future__ import annotations

from flytex_cli.bundle.concerns.model import ConcernKind
from flytex_cli.lint.deployment import telling
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.records import Severity

BND002 = Rule(
    code="BND002",
    slug="link-leaves-root",
    severity=Severity.WARNING,
    summary="A link that leads out of the root directory is shipped",
    why=(
        'With `copy-style = "all"` in `[tool.flytex.bundle]`. What the link leads to is shipped under its name: a home folder\'s file, a mounted volume, another '
        "repository. On another machine the link leads nowhere, and the file is missing."
    ),
    bad="""
# copy-style: all
# file: flow.py
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> int:
    return epochs

# file: data/hosts.txt -> /etc/hosts
""",
    good="""
# copy-style: all
# file: flow.py
import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> int:
    return epochs

# file: data/hosts.txt
127.0.0.1 localhost
""",
    scope=Scope.DEPLOYMENT,
    check=telling(ConcernKind.LINK),
)
