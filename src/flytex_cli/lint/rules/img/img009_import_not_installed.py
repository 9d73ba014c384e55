"""IMG009: a module-level import that the image does not install."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from flytex_cli.facts.distributions import DISTRIBUTIONS
from flytex_cli.facts.libraries import FLYTE_1
from flytex_cli.facts.resolver import DEFAULT_RESOLVER
from flytex_cli.lint.cluster import ProjectOnCluster
from flytex_cli.lint.finding import Hit
from flytex_cli.lint.imports import Import, Imports
from flytex_cli.lint.installs import installs, plugin_distribution
from flytex_cli.lint.rule import Rule, Scope
from flytex_cli.project import App, Workload
from flytex_cli.project.places import Place
from flytex_cli.records import Severity


@dataclass
class _Missing:
    """One import, and the environments whose image does not have it."""

    found: Import
    environments: dict[str, None] = field(default_factory=dict)


def check(subject: ProjectOnCluster) -> Iterator[Hit]:
    """Compare what is imported with the module of each task and app with what its image installs."""
    missing: dict[tuple[str, str], _Missing] = {}
    imports = Imports(subject.project)
    imported: dict[str, list[Import]] = {}
    for workload in subject.project.workloads:
        source = workload.source
        if source is None or not _is_imported(workload):
            continue
        has = installs(workload, subject.cluster)
        if has is None or not has.may_have_flyte:  # without the SDK nothing runs: IMG011
            continue
        if source.file not in imported:
            imported[source.file] = list(imports.of(source))
        for found in imported[source.file]:
            if _package(found.module) in FLYTE_1:  # LOD004 tells of it
                continue
            if not has.may_have(found.module) and not _is_plugin_of(workload, found.module):
                place = missing.setdefault((found.source.file, _package(found.module)), _Missing(found))
                place.environments[_environment(workload)] = None
    for each in missing.values():
        yield _hit(each)


def _hit(missing: _Missing) -> Hit:
    found, names = missing.found, sorted(missing.environments)
    package = _package(found.module)
    whose = f"the image of {names[0]!r} does" if len(names) == 1 else f"the images of {_listed(names)} do"
    return Hit(
        f"{package!r} is imported at the top of the module, and {whose} not install it",
        Place(found.source.span(found.statement), names[0] if len(names) == 1 else None),
        field="image",
        value=package,
        fix=f'add .with_pip_packages("{_distribution(found.module)}") to the image, or import it inside the function',
    )


def _is_imported(workload: Workload) -> bool:
    """Whether the container imports the module by the SDK's own resolver."""
    if isinstance(workload, App):
        return workload.resolver_args is not None
    return workload.function is not None and workload.declared.resolver == DEFAULT_RESOLVER


def _is_plugin_of(workload: Workload, module: str) -> bool:
    """Whether a task asks for the plugin itself, of which PLG001 tells."""
    if isinstance(workload, App):
        return False
    return "." in _package(module) and (workload.facts.plugin_config or "").startswith(_package(module))


def _environment(workload: Workload) -> str:
    return workload.name if isinstance(workload, App) else workload.declared.environment or workload.name


def _listed(names: list[str]) -> str:
    shown = [repr(name) for name in names[:3]] + ([f"{len(names) - 3} more"] if len(names) > 3 else [])
    return ", ".join(shown[:-1]) + f" and {shown[-1]}"


def _package(module: str) -> str:
    parts = module.split(".")
    return ".".join(parts[: 2 if parts[0] == "flyteplugins" else 1])


def _distribution(module: str) -> str:
    package = _package(module)
    return (
        plugin_distribution(module) if "." in package else DISTRIBUTIONS.get(package, (package.replace("_", "-"),))[0]
    )


IMG009 = Rule(
    code="IMG009",
    slug="import-not-installed",
    severity=Severity.WARNING,
    summary="A module imports at its top what its image does not install",
    why=(
        "The container imports the module before it runs the task, and dies with `ModuleNotFoundError`. Where all that"
        " the image installs is known, its packages, requirements files, projects and scripts are read, and what they"
        " bring along is asked of the packages installed beside flytex. An image that a Dockerfile, a command or a base"
        " of your own may add to is left alone; `[tool.flytex.lint.base-images]` says what a base brings. An import"
        " in a function, under a condition or in a `try` does not count, nor does a module of your own repository."
    ),
    bad="""
import flyte
import kubernetes

env = flyte.TaskEnvironment("train")

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    good="""
import flyte
import kubernetes

env = flyte.TaskEnvironment("train", image=flyte.Image.from_debian_base(name="train").with_pip_packages("kubernetes"))

@env.task
async def fit(epochs: int) -> int:
    return epochs
""",
    scope=Scope.PROJECT_ON_CLUSTER,
    check=check,
)
