"""BND001: a secret in the bundle."""

from __future__ import annotations

from flytex_cli.bundle.concerns.model import ConcernKind
from flytex_cli.lint.deployment import telling
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.records import Severity

BND001 = Rule(
    code="BND001",
    slug="secret-shipped",
    severity=Severity.WARNING,
    summary="A file that is likely to hold a secret is shipped",
    why=(
        "Everybody who can read the bundle can read it: the storage of the project, each container, whoever "
        "downloads a run's code. `include` ships what it names, and `--copy-style all` every file that no "
        "ignore file leaves out; `.env` alone is left out by itself, `.env.production` and `service/.env` are "
        "not. Files are told by their names (`id_rsa`, `*.pem`, `credentials.json`) and by keys and tokens "
        "that tell by their form; Python files are judged by SEC004 and SEC005."
    ),
    bad="""
# file: flow.py
import flyte

env = flyte.TaskEnvironment("train", include=("settings",))

@env.task
async def fit(epochs: int) -> int:
    return epochs

# file: settings/.env.production
TOKEN=4f9a
""",
    good="""
# file: flow.py
import flyte

env = flyte.TaskEnvironment("train", include=("settings",), secrets=flyte.Secret("token", as_env_var="TOKEN"))

@env.task
async def fit(epochs: int) -> int:
    return epochs

# file: settings/.env.example
TOKEN=
""",
    scope=Scope.DEPLOYMENT,
    check=telling(ConcernKind.SECRET),
)
