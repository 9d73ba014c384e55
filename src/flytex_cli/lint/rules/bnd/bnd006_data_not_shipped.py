"""BND006: a data file that is read and not shipped."""

from __future__ import annotations

from flytex_cli.bundle.concerns.model import ConcernKind
from flytex_cli.lint.deployment import telling
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.records import Severity

BND006 = Rule(
    code="BND006",
    slug="data-not-shipped",
    severity=Severity.WARNING,
    summary="A file that the code reads is not shipped",
    why=(
        "A deployment ships Python modules, and other files only where `include` names them or with `--copy- "
        "style all`. The file lies on your disk, so that local runs find it; the task ends with "
        "`FileNotFoundError`. Paths are followed as far as the source tells them: literals, which begin at "
        "the root directory, `Path(__file__).parent`, `os.path.join`, constants, also of other modules, and "
        "`importlib.resources`. What the file also writes or looks for, what may fail in a `try`, what only a "
        "script reads, and what an image copies does not count."
    ),
    bad="""
# file: flow.py
from pathlib import Path

import flyte

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> str:
    return (Path(__file__).parent / "prompts" / "system.txt").read_text()

# file: prompts/system.txt
Be brief.
""",
    good="""
# file: flow.py
from pathlib import Path

import flyte

env = flyte.TaskEnvironment("train", include=("prompts/system.txt",))

@env.task
async def fit(epochs: int) -> str:
    return (Path(__file__).parent / "prompts" / "system.txt").read_text()

# file: prompts/system.txt
Be brief.
""",
    scope=Scope.DEPLOYMENT,
    check=telling(ConcernKind.DATA),
)
