"""One function per command."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, Union

from flytex_cli import api
from flytex_cli.api import (
    BundleRequest,
    DiffRequest,
    ImageRequest,
    InspectRequest,
    LintRequest,
    Modules,
    PlanRequest,
    PodspecRequest,
    Progress,
    ResourcesRequest,
    ResourcesResult,
    SerializeResult,
)

if TYPE_CHECKING:
    from flytex_cli.api import (
        AffectedResult,
        BundleResult,
        DiffResult,
        GraphResult,
        ImageResult,
        InspectResult,
        LintResult,
        PlanResult,
        PodspecResult,
    )
    from flytex_cli.diff.verification import VerifyResult

Paths: TypeAlias = Union[str, Path, Sequence[Union[str, Path]]]  # noqa: UP007  (runs on 3.10)
"""`.py` files, packages, or folders to search."""


def serialize(request: Modules | Paths, *, progress: Progress | None = None) -> SerializeResult:
    """Translate tasks into the wire messages that a cluster would get, as `flytex serialize` does.

    Args:
        request: paths, or `Modules` to choose tasks, the engine and the serialization context.
        progress: called while modules load.

    Returns:
        The records of every task, each once, with their `flyteidl2.task.TaskSpec`s; what must be said of them.

    Raises:
        UsageError: a path does not exist, is not Python, or lies outside the root directory.
        EngineError: the engine cannot be started.
    """
    return api.serialize(_modules(request), progress)


def podspec(request: PodspecRequest | Modules | Paths, *, progress: Progress | None = None) -> PodspecResult:
    """Build the Pods and Services that Flyte's backend would create, as `flytex podspec` does.

    Args:
        request: paths or `Modules`; or a `PodspecRequest` for a run and a cluster of your own.
        progress: called while modules load.

    Raises:
        UsageError: a path, a file of the cluster or an option of the run cannot be used.
        EngineError: the engine cannot be started.
    """
    return api.podspec(request if isinstance(request, PodspecRequest) else PodspecRequest(_modules(request)), progress)


def podspec_of_resources(request: ResourcesRequest) -> ResourcesResult:
    """Build the PodSpec of bare resources, as `flytex podspec --cpu 2 --gpu A100:1` does.

    Raises:
        UsageError: the resources or a file of the cluster cannot be used.
    """
    return api.podspec_of_resources(request)


def lint(request: LintRequest | Modules | Paths, *, progress: Progress | None = None) -> LintResult:
    """Find what will fail, as `flytex lint` does.

    Args:
        request: paths or `Modules`; or a `LintRequest` to choose rules, severities, a baseline, the cluster's facts.
        progress: called while modules load.

    Raises:
        UsageError: as `serialize`.
        EngineError: the engine cannot be started.
    """
    return api.lint(request if isinstance(request, LintRequest) else LintRequest(_modules(request)), progress)


def diff(request: DiffRequest | str, *, progress: Progress | None = None) -> DiffResult:
    """Compare the tasks of two sides, as `flytex diff` does.

    Args:
        request: the old side, compared with the modules as they are now (`git:main`); or a `DiffRequest`.
        progress: called while modules load.

    Raises:
        UsageError: a side cannot be found or read.
        EngineError: the engine cannot be started.
    """
    return api.diff(DiffRequest(request) if isinstance(request, str) else request, progress)


def inspect(request: InspectRequest | Modules | Paths, *, progress: Progress | None = None) -> InspectResult:
    """Describe environments and tasks, as `flytex inspect` does.

    Args:
        request: paths or `Modules`; or an `InspectRequest` to filter, sort, and compute fire times.
        progress: called while modules load.

    Raises:
        UsageError: a path, a filter or a column cannot be used.
        EngineError: the engine cannot be started.
    """
    return api.inspect(request if isinstance(request, InspectRequest) else InspectRequest(_modules(request)), progress)


def image(request: ImageRequest | Modules | Paths, *, progress: Progress | None = None) -> ImageResult:
    """Describe what images are built from: Dockerfile, layers, files, as `flytex image` does.

    Args:
        request: paths or `Modules`; or an `ImageRequest` to name environments.
        progress: called while modules load.

    Raises:
        UsageError: as `serialize`.
        EngineError: the engine cannot be started.
    """
    return api.image(request if isinstance(request, ImageRequest) else ImageRequest(_modules(request)), progress)


def graph(request: Modules | Paths, *, progress: Progress | None = None) -> GraphResult:
    """Find which task calls which, as `flytex graph` does.

    Raises:
        UsageError: as `serialize`.
        EngineError: the engine cannot be started.
    """
    return api.graph(_modules(request), progress)


def plan(request: PlanRequest | Modules | Paths, *, progress: Progress | None = None) -> PlanResult:
    """Say what a deployment would do, as `flytex plan` does.

    Args:
        request: paths or `Modules`; or a `PlanRequest` to compute fire times or to compare with what was deployed.
        progress: called while modules load.

    Raises:
        UsageError: a path, or the side that was named, cannot be used.
        EngineError: the engine cannot be started.
    """
    return api.plan(request if isinstance(request, PlanRequest) else PlanRequest(_modules(request)), progress)


def bundle(request: BundleRequest | Modules | Paths, *, progress: Progress | None = None) -> BundleResult:
    """List the files that a deployment ships, as `flytex bundle` does.

    Args:
        request: paths or `Modules`; or a `BundleRequest` for another copy style.
        progress: called while modules load.

    Raises:
        UsageError: as `serialize`.
        EngineError: the engine cannot be started.
    """
    return api.bundle(request if isinstance(request, BundleRequest) else BundleRequest(_modules(request)), progress)


def affected(request: Modules | Paths, *, progress: Progress | None = None) -> AffectedResult:
    """Find what a change of files touches, as `flytex affected` does.

    Args:
        request: paths, which are compared with `HEAD`; or `Modules`, of which `affected_since` names the revision.
        progress: called while modules load.

    Raises:
        UsageError: as `serialize`, or git does not know the revision.
        EngineError: the engine cannot be started.
    """
    return api.affected(_modules(request), progress)


def verify(request: Modules | Paths, *, progress: Progress | None = None) -> VerifyResult:
    """Compare the stand-in with the installed SDK, field by field, as `flytex verify` does.

    Raises:
        UsageError: as `serialize`.
        EngineError: no SDK is installed.
    """
    return api.verify(_modules(request), progress)


def _modules(request: Modules | Paths) -> Modules:
    return request if isinstance(request, Modules) else Modules(request)
