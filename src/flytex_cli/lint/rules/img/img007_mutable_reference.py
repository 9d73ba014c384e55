"""IMG007: an image reference that may be another image tomorrow."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.image import image
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Workload
from flytex_cli.records import Severity


def check(workload: Workload) -> Iterator[Hit]:
    """Look at the tag of the image, or of the base that layers stand on."""
    facts = image(workload)
    reference = facts.get("value") or facts.get("base_image")
    if not isinstance(reference, str) or reference in ("", "auto") or "@" in reference or "{{" in reference:
        return
    _, _, tag = reference.rpartition("/")[2].partition(":")
    if tag in ("", "latest"):
        yield Hit(
            f"{reference} has " + ("no tag" if not tag else "the tag latest") + ", so it may be another image tomorrow",
            workload.at("image"),
            field="image",
            value=reference,
            fix="use a tag that does not move, or a digest",
        )


IMG007 = Rule(
    code="IMG007",
    slug="mutable-image",
    severity=Severity.WARNING,
    summary="An image is named without a tag, or with latest",
    why=(
        "What runs then depends on the day a node pulled it, and two tasks of one run may differ. The cache "
        "does not see the change."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", image="ghcr.io/acme/train")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", image="ghcr.io/acme/train:1.4")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
)
