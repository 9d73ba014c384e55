"""IMG001: an image reference that nothing maps to an image."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.image import image
from flytex_cli.lint.rule import UNTRANSLATED, Rule, Scope
from flytex_cli.project import Workload
from flytex_cli.records import Severity


def check(workload: Workload) -> Iterator[Hit]:
    """Find images with a reference name, of what could not be translated."""
    name = image(workload).get("ref_name")
    if name is not None and workload.record is None:
        yield Hit(
            f"nothing maps Image.from_ref_name({name!r}) to an image",
            workload.at_text(str(name), "image"),
            field="image",
            value=str(name),
            fix=f"give --image {name}=URI, or set image.image_refs.{name} in Flyte's configuration file",
        )


IMG001 = Rule(
    code="IMG001",
    slug="unmapped-image-reference",
    severity=Severity.WARNING,
    summary="An Image.from_ref_name is mapped to no image",
    why=(
        "The name stands for a URI that `--image` or Flyte's configuration file gives. Where neither does, "
        "deploying stops; its message is about a missing environment. It is a warning because the deployment may get options that this run did not."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", image=flyte.Image.from_ref_name("training"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", image=flyte.Image.from_base("ghcr.io/acme/training:1"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
    covers=(UNTRANSLATED,),
)
