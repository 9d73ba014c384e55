"""IMG015: two different images with one tag."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.image import image, is_default_base, layers
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Project, Workload
from flytex_cli.records import Severity
from flytex_cli.wire.struct import JsonObject

LISTS = {"PipPackages": "packages", "AptPackages": "packages", "Commands": "commands", "Env": "env_vars"}
"""Layers of which two in a row do what one does, and the field that holds what they do."""
FILES = frozenset(
    {"file", "src", "pyproject", "uvlock", "poetry_lock", "manifest", "pixi_lock", "script", "wheel_dir", "path"}
)
"""Fields that name files: what these hold is in the tag, so it is the same."""


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
        difference = _difference(workload, other)
        if difference is not None and other.environment is not None:
            yield Hit(
                f"the image is another one than that of environment {other.environment.name!r} "
                f"({project.location_text(other.environment.record.location)}), and both have one tag: {difference}",
                environment.at("image"),
                field="image",
                value=workload.container.image,
                fix='give one of them a name of its own: .clone(name="...")',
            )


def _is_built(workload: Workload) -> bool:
    return bool(image(workload).get("is_cloned"))


def _difference(workload: Workload, other: Workload) -> str | None:
    """Return the first thing that makes two images different; None where they are alike."""
    own, its = _merged(workload), _merged(other)
    for number, (mine, theirs) in enumerate(zip(own, its, strict=False), 1):
        if mine["kind"] != theirs["kind"]:
            return f"layer {number} is {mine['kind']}, not {theirs['kind']}"
        names = [name for name in {**mine, **theirs} if mine.get(name) != theirs.get(name)]
        if names:
            return f"layer {number} ({mine['kind']}) has other {names[0]}"
    if len(own) != len(its):
        return f"it has {len(own)} layers, not {len(its)}"
    settings = ["platform"] if is_default_base(workload) else ["platform", "python_version"]
    for name in settings:
        if image(workload).get(name) != image(other).get(name):
            return f"{name} is {_shown(image(workload).get(name))}, not {_shown(image(other).get(name))}"
    return None


def _merged(workload: Workload) -> list[JsonObject]:
    """Return the layers without the names of files; two in a row that do what one does are one."""
    merged: list[JsonObject] = []
    for layer in layers(workload):
        rest = {name: value for name, value in layer.items() if name not in FILES and not name.endswith("_name")}
        field = LISTS.get(str(layer["kind"]), "")
        last = merged[-1] if merged else {}
        if field in rest and _without(last, field) == _without(rest, field):
            merged[-1] = {**last, field: [*_list(last.get(field)), *_list(rest[field])]}
        else:
            merged.append(rest)
    return merged


def _without(layer: Mapping[str, Any], field: str) -> dict[str, Any]:
    return {name: value for name, value in layer.items() if name != field}


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else []


def _shown(value: Any) -> str:
    if not isinstance(value, list):
        return "the default" if value is None else str(value)
    return ".".join(map(str, value)) if all(isinstance(each, int) for each in value) else ", ".join(map(str, value))


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
