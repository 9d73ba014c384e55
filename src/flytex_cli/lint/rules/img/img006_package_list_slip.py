"""IMG006: packages that cannot be installed together, or as one."""

from __future__ import annotations

from collections.abc import Iterator

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from flytex_cli.facts.distributions import MODULE_NAMES
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.image import layers, pip_packages
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import Workload
from flytex_cli.records import Severity

MODULES: dict[str, str] = {canonicalize_name(module): distribution for module, distribution in MODULE_NAMES.items()}


def check(workload: Workload) -> Iterator[Hit]:
    """Look for blanks in apt packages, names of modules, and two pins of one pip package."""
    for layer in layers(workload):
        for package in layer.get("packages") or () if layer["kind"] == "AptPackages" else ():
            if len(package.split()) > 1:
                several = ", ".join(f'"{name}"' for name in package.split())
                yield Hit(
                    f"{package!r} is looked up as one apt package",
                    workload.at_text(package, "image"),
                    field="image",
                    value=package,
                    fix=f"write with_apt_packages({several})",
                )
    pins: dict[str, str] = {}
    for package in pip_packages(workload):
        name, pin = _pin(package)
        if name in MODULES:
            yield Hit(
                f"{package!r} is the name of a module, and PyPI has no package that brings it under that name",
                workload.at_text(package, "image"),
                field="image",
                value=package,
                fix=f'write "{MODULES[name]}"',
            )
        if pin is not None and pins.setdefault(name, pin) != pin:
            yield Hit(
                f"{name} is pinned to {pins[name]} and to {pin}",
                workload.at_text(package, "image"),
                field="image",
                value=package,
                fix="keep one of them",
                severity=Severity.WARNING,
            )


def _pin(package: str) -> tuple[str, str | None]:
    try:
        requirement = Requirement(package)
    except InvalidRequirement:
        return package, None
    pins = [each.version for each in requirement.specifier if each.operator == "=="]
    return canonicalize_name(requirement.name), pins[0] if len(pins) == 1 and requirement.marker is None else None


IMG006 = Rule(
    code="IMG006",
    slug="package-list-slip",
    severity=Severity.ERROR,
    summary="A package of an image cannot be installed as written",
    why=(
        '`"gcc make"` is looked up as one package of that name. Two exact versions of one pip package cannot '
        "both be installed. `sklearn` is imported, but `scikit-learn` is installed: under the module's name PyPI has "
        "nothing, or a placeholder."
    ),
    bad="""
import flyte

env = flyte.TaskEnvironment("train", image=flyte.Image.from_debian_base(name="train").with_apt_packages("gcc make"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte

env = flyte.TaskEnvironment("train", image=flyte.Image.from_debian_base(name="train").with_apt_packages("gcc", "make"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.WORKLOAD,
    check=check,
    otherwise=(Severity.WARNING, "a package is pinned twice"),
)
