"""IMG012: a release of the SDK in the image that does not know the task's command."""

from __future__ import annotations

from collections.abc import Iterator

from packaging.version import InvalidVersion, Version

from flytex_cli.lint.cluster import WorkloadOnCluster
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.image import runs_flyte
from flytex_cli.lint.installs import installs
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.records import Severity

SINCE = {"--run-start-time": Version("2.3.6")}
"""Options of `a0` by the release that learned them (`_bin/runtime.py`)."""


def check(subject: WorkloadOnCluster) -> Iterator[Hit]:
    """Compare the image's release of the SDK with the options that the spec's command has."""
    workload = subject.workload
    has = installs(workload, subject.cluster) if runs_flyte(workload) else None
    version = _version(has.flyte) if has is not None else None
    arguments = list(workload.container.args) if workload.container is not None else []
    for option, since in SINCE.items():
        if version is not None and version.major == since.major and version < since and option in arguments:
            yield Hit(
                f"the image has flyte {version}, and a0 of it does not know {option}, which your SDK writes into the spec",
                workload.at("image"),
                field="image",
                value=str(version),
                fix=f"name flyte {since} or later, best the release that you deploy with",
            )


def _version(text: str | None) -> Version | None:
    try:
        return None if text is None else Version(text)
    except InvalidVersion:
        return None


IMG012 = Rule(
    code="IMG012",
    slug="older-flyte-in-image",
    severity=Severity.ERROR,
    summary="The image's release of the SDK is too old for the task's command",
    why=(
        "The SDK that you deploy with writes the command that the SDK in the image runs. `a0` of a release before "
        "2.3.6 ends with `No such option: --run-start-time`, and no task of the environment ever starts."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", image=flyte.Image.from_debian_base(flyte_version="2.0.0"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", image=flyte.Image.from_debian_base())

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD_ON_CLUSTER,
    check=check,
    since="2.3.6",
)
