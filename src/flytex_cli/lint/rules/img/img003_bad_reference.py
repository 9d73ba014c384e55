"""IMG003: an image reference that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.pod_template import primary_name
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Workload
from flytex_cli.records import Severity

_PART = r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*"
_HOST = r"(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])"
REFERENCE = re.compile(
    rf"(?:(?:{_HOST}(?:\.{_HOST})+(?::[0-9]+)?|{_HOST}:[0-9]+|localhost(?::[0-9]+)?)/)?{_PART}(?:/{_PART})*"
    r"(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*(?:[+._-][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?"
)
"""The grammar of image references that container runtimes share (distribution/reference)."""


def check(workload: Workload) -> Iterator[Hit]:
    """Try the image that the spec names."""
    reference = _reference(workload)
    if reference and not REFERENCE.fullmatch(reference) and "{{" not in reference:
        lower = reference.lower()
        yield Hit(
            f"{reference!r} is not a valid image name",
            workload.at("image"),
            field="image",
            value=reference,
            fix=f"write {lower}"
            if REFERENCE.fullmatch(lower)
            else "write registry/name:tag in lowercase, without blanks",
        )


def _reference(workload: Workload) -> str:
    if workload.container is not None:
        return str(workload.container.image)
    for container in (workload.pod_spec or {}).get("containers") or ():
        if container.get("name") == primary_name(workload):
            return str(container.get("image") or "")
    return ""


IMG003 = Rule(
    code="IMG003",
    slug="bad-image-reference",
    severity=Severity.ERROR,
    summary="An image reference is not a valid name of an image",
    why=(
        "The SDK accepts any text. With a capital letter or a blank in the name the build fails, or the Pod "
        "hangs in `InvalidImageName`."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", image="ghcr.io/Acme/Train:v1")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", image="ghcr.io/acme/train:v1")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
)
