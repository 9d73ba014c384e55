"""IMG005: a pip package that is not a requirement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packaging.requirements import InvalidRequirement, Requirement

from flytex_cli.lint.edits import replace_at
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.image import pip_packages
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Workload
from flytex_cli.records import Severity

ONE_EQUALS = re.compile(r"\s*([A-Za-z0-9._-]+(?:\[[^\]]*\])?)\s*=\s*([0-9][A-Za-z0-9.*+!-]*)\s*")

LISTED = re.compile(r"(?:-r|--requirement)[\s=]*(\S.*)")


def check(workload: Workload) -> Iterator[Hit]:
    """Parse each as PEP 508; URLs, options, paths and variables are pip's own business."""
    for package in pip_packages(workload):
        listed = LISTED.fullmatch(package.strip())
        if listed is not None:
            yield Hit(
                f"{package!r} is an option of pip's, not a package: the file is not there where the image is built",
                workload.at_text(package, "image"),
                field="image",
                value=package,
                fix=f'write .with_requirements("{listed[1]}")',
            )
            continue
        if "://" in package or "$" in package or package.startswith(("-", ".", "/")):
            continue
        try:
            Requirement(package)
        except InvalidRequirement:
            match = ONE_EQUALS.fullmatch(package)
            meant = f"{match[1]}=={match[2]}" if match else None
            yield Hit(
                f"{package!r} is not a requirement that pip understands",
                workload.at_text(package, "image"),
                field="image",
                value=package,
                fix=f"write {meant!r}" if meant else "write name, name==1.2 or name>=1.2,<2",
                edit=replace_at(workload, package, meant, "image"),
            )


IMG005 = Rule(
    code="IMG005",
    slug="bad-requirement",
    severity=Severity.ERROR,
    summary="A pip package is not a valid requirement",
    why=(
        "`with_pip_packages` accepts any text; the image's build fails, after minutes, with an error of pip's. A file "
        "with requirements is a layer of its own, which the build is given: `with_requirements`."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", image=flyte.Image.from_debian_base(name="train").with_pip_packages("pandas=2.0"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", image=flyte.Image.from_debian_base(name="train").with_pip_packages("pandas==2.0"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
)
