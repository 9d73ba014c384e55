"""IMG002: an image without a base."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.image import image
from flytex_cli.lint.rule import UNTRANSLATED, Cover, Rule, Scope
from flytex_cli.project import Task, Workload
from flytex_cli.records import Severity


def check(workload: Workload) -> Iterator[Hit]:
    """Look for an empty base; tasks that run no container of the user's may have none."""
    facts = image(workload)
    made_elsewhere = facts.get("dockerfile") or facts.get("ref_name") or facts.get("layers")
    if isinstance(workload, Task) and workload.declared.function is None:
        return
    if "value" in facts or made_elsewhere:
        return
    if not facts.get("base_image"):
        problem = (
            "image is None" if workload.facts.image is None else f"the image's base is {facts.get('base_image')!r}"
        )
        yield Hit(
            f"{problem}: the container would have no image",
            workload.at("image"),
            field="image",
            value=str(facts.get("base_image")),
            fix="name an image; an environment variable that may be unset needs a default",
        )


IMG002 = Rule(
    code="IMG002",
    slug="image-without-base",
    severity=Severity.ERROR,
    summary="An image has no base",
    why=(
        "An environment variable that is unset where the module is deployed ends as `from_base(None)` or an "
        "empty URI, which is refused when the image is built; `image=None` ends as a container without an "
        "image."
    ),
    bad="""
import flyte
import os

env = flyte.TaskEnvironment("train", image=flyte.Image.from_base(os.getenv("TRAIN_IMAGE_UNSET")))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte
import os

env = flyte.TaskEnvironment("train", image=flyte.Image.from_base(os.getenv("TRAIN_IMAGE_UNSET", "ghcr.io/acme/train:1")))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
    covers=(
        UNTRANSLATED,
        Cover("POD003", r"missing-field generated"),
        Cover("POD006", r"missing-field generated"),
    ),
)
