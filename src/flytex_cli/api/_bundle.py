"""`flytex bundle`: the files that a deployment ships."""

from __future__ import annotations

import dataclasses
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flytex_cli.api._modules import Modules
from flytex_cli.api._serialize import FromModules, Progress, SerializeResult, load, targets_of
from flytex_cli.bundle.model import Bundle, CopyStyle
from flytex_cli.errors import UsageError
from flytex_cli.records import Diagnostic, Severity

if TYPE_CHECKING:
    from flytex_cli.bundle.deployment import LoadedTogether
    from flytex_cli.bundle.release import BundleRelease
    from flytex_cli.bundle.shipments import BundleOptions
    from flytex_cli.load.target import Targets


@dataclass(frozen=True)
class BundleRequest:
    """What `flytex bundle` is asked for.

    Attributes:
        modules: how modules are loaded, and the environments that are deployed.
        copy_style: which files are shipped.
        ruff: whether the machine that deploys has ruff on PATH; None where it is this one.
    """

    modules: Modules
    copy_style: CopyStyle = CopyStyle.LOADED_MODULES
    ruff: bool | None = None


@dataclass(frozen=True)
class BundleResult(FromModules):
    """The bundles that deployments upload.

    Attributes:
        bundles: one for each file that is named, and one for all that folders hold; more where environments that are
            deployed apart include different files.
        ruff: what was reckoned with about ruff, as one phrase; None where it makes no difference.
    """

    bundles: tuple[Bundle, ...]
    serialized: SerializeResult
    ruff: str | None = None

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything a person must hear."""
        from flytex_cli.bundle.concerns.saying import to_diagnostic

        here = Path(os.path.realpath(os.curdir))
        problems = [problem for bundle in self.bundles for problem in bundle.problems]
        problems += [to_diagnostic(each, bundle.root, here) for bundle in self.bundles for each in bundle.concerns]
        return (*self.serialized.diagnostics, *dict.fromkeys(problems))

    @property
    def failed(self) -> bool:
        """Whether some module could not be loaded, or a bundle cannot be made."""
        return any(each.severity is Severity.ERROR for each in self.diagnostics)


def bundle(request: BundleRequest, progress: Progress | None = None) -> BundleResult:
    """Load the modules and list what `flyte deploy` ships of their tree.

    Raises:
        UsageError: a path does not exist, is not Python or lies outside the root directory; or all of the home folder,
            or of the file system, would be shipped.
        EngineError: the engine cannot start.
    """
    targets = targets_of(request.modules)
    refuse_roots(request.copy_style, targets)
    modules = dataclasses.replace(request.modules, load=dataclasses.replace(request.modules.load, loaded=True))
    progress = progress or Progress()
    return bundled(request, targets, load(modules, targets, progress), progress)


def refuse_roots(style: CopyStyle, targets: Targets) -> None:
    """Refuse to ship a whole home folder or file system.

    Raises:
        UsageError: a root directory is one.
    """
    if style is CopyStyle.ALL:
        for target in targets.modules:
            _refuse(Path(target.root))


def bundled(request: BundleRequest, targets: Targets, serialized: SerializeResult, progress: Progress) -> BundleResult:
    """List what `flyte deploy` ships of modules that were loaded with `LoadRequest.loaded`."""
    from flytex_cli.bundle.build import to_bundles

    options, said = options_of(request, serialized)
    bundles = [each for loaded in together(targets, serialized) for each in to_bundles(loaded, options, progress.read)]
    return BundleResult(tuple(bundles), serialized, said if bundles else None)


def options_of(request: BundleRequest, serialized: SerializeResult) -> tuple[BundleOptions, str | None]:
    """Return how the engine's release makes bundles, and what is reckoned with about ruff where that matters."""
    from flytex_cli.bundle.release import release_of
    from flytex_cli.bundle.shipments import BundleOptions
    from flytex_cli.facts.releases import STANDIN

    release = release_of(serialized.engine.version if serialized.engine else STANDIN)
    used, said = _ruff(request, release)
    return BundleOptions(request.copy_style, release, used, request.modules.environments), said


def _refuse(root: Path) -> None:
    """Refuse to ship a whole home folder or file system; of the former the SDK warns, from 2.6.13 on."""
    home = root == Path.home().resolve()
    if home or root == root.parent:
        raise UsageError(
            f"the root directory is {'your home folder' if home else root}, and all of it would be shipped",
            hint="work in the project's folder, or set --root-dir to it",
        )


def together(targets: Targets, serialized: SerializeResult) -> list[LoadedTogether]:
    """Return the modules by the processes of `flyte deploy` that load them."""
    from flytex_cli.bundle.deployment import LoadedTogether

    pairs = [
        (target, report)
        for target, report in zip(targets.modules, serialized.reports, strict=True)
        if target.named or not target.file.endswith("__init__.py")  # `flyte deploy --recursive` passes over them
    ]
    groups = [[pair] for pair in pairs if pair[0].named]
    for root in dict.fromkeys(target.root for target, _ in pairs if not target.named):
        groups.append([pair for pair in pairs if not pair[0].named and pair[0].root == root])
    return [
        LoadedTogether(
            group[0][0].root, tuple(report for _, report in group), frozenset(target.file for target, _ in group)
        )
        for group in groups
    ]


def _ruff(request: BundleRequest, release: BundleRelease) -> tuple[bool, str | None]:
    """Return whether imports are followed as ruff does, and what to say of it."""
    from flytex_cli.bundle.ruff import find_ruff

    if request.copy_style is not CopyStyle.LOADED_MODULES or not release.static:
        return False, None
    if request.ruff is not None:
        return request.ruff, "with ruff on PATH" if request.ruff else "without ruff"
    found = find_ruff()
    if found is None:
        return False, "without ruff, which is not on PATH here"
    if not found.is_used(release):
        return False, f"without ruff: {found.version} on PATH is older than the SDK takes"
    return True, "with ruff, which is on PATH here"
