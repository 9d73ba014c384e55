"""`flytex plan`: what a deployment would do."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import datetime

from flytex_cli.api._bundle import BundleRequest, BundleResult, bundled, refuse_roots
from flytex_cli.api._diff import DiffRequest, DiffResult, diff
from flytex_cli.api._modules import Modules
from flytex_cli.api._serialize import FromModules, Progress, SerializeResult, load, targets_of
from flytex_cli.bundle.model import CopyStyle
from flytex_cli.diff.accepted import Accepted
from flytex_cli.diff.compare import Impacts
from flytex_cli.inspect.overview import to_overview
from flytex_cli.plan.build import to_plan
from flytex_cli.plan.model import Plan
from flytex_cli.records import Diagnostic, Message


@dataclass(frozen=True)
class PlanRequest:
    """What `flytex plan` is asked for.

    Attributes:
        modules: how modules are loaded, and which tasks and apps are wanted.
        at: what fire times come after; None leaves them out.
        copy_style: which files are shipped.
        against: what was deployed before, as a side of `flytex diff`; None plans all.
        allow_empty: whether that side may have no task or app at all.
        impacts: classes of one's own, by patterns of fields.
        accepted: changes that are meant and count for nothing.
    """

    modules: Modules
    at: datetime | None = None
    copy_style: CopyStyle = CopyStyle.LOADED_MODULES
    against: str | None = None
    allow_empty: bool = False
    impacts: Impacts = ()
    accepted: Accepted = field(default_factory=Accepted)


@dataclass(frozen=True)
class PlanResult(FromModules):
    """The plan, and what came of loading its modules.

    Attributes:
        bundles: the code that is uploaded, file by file.
        changes: how it differs from what was named; None where nothing was.
    """

    plan: Plan
    serialized: SerializeResult
    bundles: BundleResult
    changes: DiffResult | None = None

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything a person must hear."""
        return self.bundles.diagnostics

    @property
    def failed(self) -> bool:
        """Whether some module, task or app could not be loaded or translated, on either side."""
        return self.bundles.failed or (self.changes is not None and self.changes.failed)


def plan(request: PlanRequest, progress: Progress | None = None) -> PlanResult:
    """Load the modules as a deployment does and say what it would do.

    Raises:
        UsageError: a path, or the side that was named, cannot be used.
        EngineError: the engine cannot start.
    """
    modules = request.modules
    context = dataclasses.replace(modules.load, message=Message.DEPLOY_REQUEST, loaded=True, without_git=True)
    modules = dataclasses.replace(modules, load=context)
    targets = targets_of(modules)
    refuse_roots(request.copy_style, targets)
    progress = progress or Progress()
    serialized = load(modules, targets, progress)
    bundles = bundled(BundleRequest(modules, request.copy_style), targets, serialized, progress)
    overview = to_overview(serialized.records, serialized.apps, serialized.reports, request.at)
    changes = None
    if request.against is not None:
        compared = DiffRequest(
            request.against,
            None,
            modules,
            allow_empty=request.allow_empty,
            impacts=request.impacts,
            accepted=request.accepted,
        )
        changes = diff(compared, progress)
    made = to_plan(overview, serialized.apps, bundles.bundles, context.context.version)
    return PlanResult(made, serialized, bundles, changes)
