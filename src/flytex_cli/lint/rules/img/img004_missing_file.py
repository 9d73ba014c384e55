"""IMG004: a file of an image that is not there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from flytex_cli.lint.finding import Hit
from flytex_cli.lint.image import image, layers
from flytex_cli.lint.rule import UNTRANSLATED, Rule, Scope
from flytex_cli.project import Workload
from flytex_cli.records import Severity, shown_path

FIELDS = ("file", "pyproject", "uvlock", "poetry_lock", "manifest", "pixi_lock", "script", "src")
"""Fields of layers that hold a path of the user's."""


def check(workload: Workload) -> Iterator[Hit]:
    """Look for every path of the image; where it exists only beside the module, say so."""
    written = workload.written("image")
    source = written[0] if written is not None else workload.source
    for path in _paths(workload):
        if Path(path).exists():
            continue
        beside = source is not None and (source.path.parent / path).exists()
        shown = shown_path(Path(path), Path.cwd())
        yield Hit(
            f"{shown} of the image does not exist"
            + (" in the working directory, only beside the module" if beside else ""),
            workload.at_text(path, "image"),
            field="image",
            value=shown,
            fix="write Path(__file__).parent / ..., which holds wherever flyte is started"
            if beside
            else "fix the path; it is looked up from the working directory",
            severity=Severity.WARNING if beside and workload.record is not None else None,
        )


def _paths(workload: Workload) -> Iterator[str]:
    dockerfile = image(workload).get("dockerfile")
    if isinstance(dockerfile, str):
        yield dockerfile
    for layer in layers(workload):
        yield from (layer[field] for field in FIELDS if isinstance(layer.get(field), str))
        if layer["kind"] == "DockerIgnore" and str(layer.get("path") or "").strip():
            yield str(layer["path"])


IMG004 = Rule(
    code="IMG004",
    slug="missing-image-file",
    severity=Severity.ERROR,
    summary="A file or folder that an image needs does not exist",
    why=(
        "Requirements and projects are read when the task is translated, which then fails without naming the "
        "task; source files and folders only when the image is built. Relative paths are looked up from the "
        "working directory."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", image=flyte.Image.from_debian_base(name="train").with_requirements("no-such-requirements.txt"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", image=flyte.Image.from_debian_base(name="train").with_pip_packages("numpy==2.1.0"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
    covers=(UNTRANSLATED,),
    otherwise=(Severity.WARNING, "the file lies beside the module, and flyte may be started there"),
)
