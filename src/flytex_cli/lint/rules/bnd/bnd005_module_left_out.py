"""BND005: a module that an ignore pattern leaves out."""

from __future__ import annotations

from flytex_cli.bundle.concerns.model import ConcernKind
from flytex_cli.lint.deployment import telling
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.records import Severity

BND005 = Rule(
    code="BND005",
    slug="module-left-out",
    severity=Severity.WARNING,
    summary="A module is loaded, and a pattern leaves it out of the bundle",
    why=(
        'With `copy-style = "all"` in `[tool.flytex.bundle]`. What `.flyteignore`, git or the SDK\'s own '
        "patterns leave out is not shipped, even if your modules import it: the SDK's patterns name `env`, "
        "`venv`, `build` and `dist` at the top, which are packages for some. The container ends with "
        "`ModuleNotFoundError`."
    ),
    bad="""
# copy-style: all
# file: flow.py
import flyte
import settings

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> int:
    return epochs * settings.STEPS

# file: settings.py
STEPS = 3
# file: .flyteignore
settings.py
""",
    good="""
# copy-style: all
# file: flow.py
import flyte
import settings

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> int:
    return epochs * settings.STEPS

# file: settings.py
STEPS = 3
# file: .flyteignore
*.tmp
""",
    scope=Scope.DEPLOYMENT,
    check=telling(ConcernKind.LEFT_OUT),
)
