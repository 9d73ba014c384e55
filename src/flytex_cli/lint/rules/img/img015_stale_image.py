"""IMG015: two different images with one tag."""

from __future__ import annotations

from collections.abc import Iterator

from flytex_cli.diff.declared_image import difference
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.image import image
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project, Workload
from flytex_cli.records import Severity


def check(project: Project) -> Iterator[Hit]:
    """Compare the images of one URI, each environment's with the first one's."""
    first: dict[str, Workload] = {}
    seen = set()
    for workload in project.workloads:
        environment = workload.environment
        if workload.container is None or environment is None or environment in seen or not _is_built(workload):
            continue
        seen.add(environment)
        other = first.setdefault(workload.container.image, workload)
        what = difference(image(workload), image(other))
        if what is not None and other.environment is not None:
            yield Hit(
                f"the image is another one than that of environment {other.environment.name!r} "
                f"({project.location_text(other.environment.record.location)}), and both have one tag: {what}",
                environment.at("image"),
                field="image",
                value=workload.container.image,
                fix='give one of them a name of its own: .clone(name="...")',
            )


def _is_built(workload: Workload) -> bool:
    return bool(image(workload).get("is_cloned"))


IMG015 = Rule(
    code="IMG015",
    slug="stale-image",
    severity=Severity.ERROR,
    summary="Two different images have the same tag",
    why=(
        "The tag is a hash of what the layers hold, not of what they are: `with_pip_packages`, `with_apt_packages` and "
        "`with_commands` with the same words have one tag, and `platform` and `python_version` are not in it. An image "
        "whose tag is in the registry is not built again, so that one environment runs the other's image; for another "
        "platform it is built, over the other one. `flytex image` shows what each is built from."
    ),
    bad="""
import flyte

plot = flyte.TaskEnvironment("plot", image=flyte.Image.from_debian_base(name="graphs").with_apt_packages("graphviz"))
draw = flyte.TaskEnvironment("draw", image=flyte.Image.from_debian_base(name="graphs").with_pip_packages("graphviz"))

@plot.task
async def show(title: str) -> str:
    return title

@draw.task
async def fit(title: str) -> str:
    return title
""",
    good="""
import flyte

plot = flyte.TaskEnvironment("plot", image=flyte.Image.from_debian_base(name="graphs").with_apt_packages("graphviz"))
draw = flyte.TaskEnvironment("draw", image=flyte.Image.from_debian_base(name="bindings").with_pip_packages("graphviz"))

@plot.task
async def show(title: str) -> str:
    return title

@draw.task
async def fit(title: str) -> str:
    return title
""",
    scope=Scope.PROJECT,
    check=check,
)
