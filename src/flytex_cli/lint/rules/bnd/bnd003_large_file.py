"""BND003: a large file in the bundle."""

from __future__ import annotations

from flytex_cli.bundle.concerns.model import ConcernKind
from flytex_cli.lint.deployment import telling
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.records import Severity

BND003 = Rule(
    code="BND003",
    slug="large-file",
    severity=Severity.INFO,
    summary="A file over 1 MB is shipped with the code",
    why=(
        "The bundle is one archive with one digest: a change of any line uploads the file again, and every "
        "container downloads it before it starts. Data is better passed as a `flyte.io.File` or put into the "
        "image."
    ),
    bad="""
# file: flow.py
import flyte

env = flyte.TaskEnvironment("train", include=("model.bin",))

@env.task
async def fit(epochs: int) -> int:
    return epochs

# file: model.bin, 2000000 bytes
""",
    good="""
# file: flow.py
from pathlib import Path

import flyte

MODEL = Path(__file__).parent / "model.bin"
image = flyte.Image.from_debian_base(name="train").with_source_file(MODEL)
env = flyte.TaskEnvironment("train", image=image)

@env.task
async def fit(epochs: int) -> int:
    return epochs

# file: model.bin, 2000000 bytes
""",
    scope=Scope.DEPLOYMENT,
    check=telling(ConcernKind.LARGE),
    default=False,
)
