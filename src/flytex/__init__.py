"""The library: what the commands of flytex do, as functions.

Each function takes paths, or a frozen request that says more, and returns a frozen result; it prints nothing. A name is
imported when it is first used. The package `flytex_cli` is private: its names change without notice.

```python
import flytex

result = flytex.lint("flows")
for finding in result.findings:
    print(finding.code, finding.span.file, finding.span.line, finding.message)
```
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from flytex_cli import __version__

if TYPE_CHECKING:
    from flytex._commands import (
        affected,
        bundle,
        diff,
        graph,
        image,
        inspect,
        lint,
        plan,
        podspec,
        podspec_of_resources,
        serialize,
        verify,
    )
    from flytex_cli.affected.model import Affected, AffectedEnvironment, AffectedFile, Cause
    from flytex_cli.api import (
        AffectedResult,
        BundleRequest,
        BundleResult,
        CacheFolder,
        ClusterFiles,
        DiffRequest,
        DiffResult,
        DiffSide,
        GraphResult,
        ImageRequest,
        ImageResult,
        InspectRequest,
        InspectResult,
        LintRequest,
        LintResult,
        Modules,
        PlanRequest,
        PlanResult,
        PodspecRequest,
        PodspecResult,
        Progress,
        ResourcesRequest,
        ResourcesResult,
        SerializeResult,
    )
    from flytex_cli.bundle.concerns.model import Concern, ConcernKind
    from flytex_cli.bundle.listed import Reason
    from flytex_cli.bundle.model import Bundle, BundledFile, CopyStyle
    from flytex_cli.diff.accepted import Accepted
    from flytex_cli.diff.change import Change, Impact, Kind
    from flytex_cli.diff.comparison import Comparison, Unknown
    from flytex_cli.diff.effects import Consequence, Effect
    from flytex_cli.diff.verification import Different, Refused, VerifyResult
    from flytex_cli.engine.base import ContextSpec, EngineChoice
    from flytex_cli.errors import EngineError, FlytexError, OutputError, UsageError
    from flytex_cli.graph.model import Call, Graph, Link, Unresolved
    from flytex_cli.images.model import ImageSummary, LayerSummary, Suspect
    from flytex_cli.inspect.model import EnvironmentSummary, Overview, TaskSummary, TriggerSummary
    from flytex_cli.lint.baseline import Baseline
    from flytex_cli.lint.cluster import ClusterFacts
    from flytex_cli.lint.finding import Edit, Finding, Hit
    from flytex_cli.lint.plugins import RulePlugin
    from flytex_cli.lint.policy import Policy
    from flytex_cli.lint.rule import Rule, Scope
    from flytex_cli.lint.selection import Layer, Selection
    from flytex_cli.load.protocol import LoadRequest
    from flytex_cli.load.repository.changes import ChangedFile, Changes, Status
    from flytex_cli.plan.model import Group, Plan, PlannedBundle, PlannedImage
    from flytex_cli.pods.bare import BareResources, parse_resources
    from flytex_cli.pods.build import BuiltPod
    from flytex_cli.pods.render_mode import RenderMode
    from flytex_cli.pods.run import RunOptions
    from flytex_cli.pods.tasks import Elsewhere, TaskPod
    from flytex_cli.project import App, Environment, Project, Task
    from flytex_cli.project.places import Place, Span
    from flytex_cli.records import (
        AppFacts,
        AppRecord,
        Build,
        ContextFile,
        Diagnostic,
        EngineInfo,
        EnvironmentRecord,
        Facts,
        ImageLayer,
        ImageRecord,
        Message,
        ModuleReport,
        Parameter,
        Severity,
        ShownLocation,
        SourceLocation,
        Tag,
        TaskRecord,
    )
    from flytex_cli.services.apps import AppService
    from flytex_cli.services.build import BuiltService

__all__ = [
    "Accepted",
    "Affected",
    "AffectedEnvironment",
    "AffectedFile",
    "AffectedResult",
    "App",
    "AppFacts",
    "AppRecord",
    "AppService",
    "BareResources",
    "Baseline",
    "Build",
    "BuiltPod",
    "BuiltService",
    "Bundle",
    "BundleRequest",
    "BundleResult",
    "BundledFile",
    "CacheFolder",
    "Call",
    "Cause",
    "Change",
    "ChangedFile",
    "Changes",
    "ClusterFacts",
    "ClusterFiles",
    "Comparison",
    "Concern",
    "ConcernKind",
    "Consequence",
    "ContextFile",
    "ContextSpec",
    "CopyStyle",
    "Diagnostic",
    "DiffRequest",
    "DiffResult",
    "DiffSide",
    "Different",
    "Edit",
    "Effect",
    "Elsewhere",
    "EngineChoice",
    "EngineError",
    "EngineInfo",
    "Environment",
    "EnvironmentRecord",
    "EnvironmentSummary",
    "Facts",
    "Finding",
    "FlytexError",
    "Graph",
    "GraphResult",
    "Group",
    "Hit",
    "ImageLayer",
    "ImageRecord",
    "ImageRequest",
    "ImageResult",
    "ImageSummary",
    "Impact",
    "InspectRequest",
    "InspectResult",
    "Kind",
    "Layer",
    "LayerSummary",
    "Link",
    "LintRequest",
    "LintResult",
    "LoadRequest",
    "Message",
    "ModuleReport",
    "Modules",
    "OutputError",
    "Overview",
    "Parameter",
    "Place",
    "Plan",
    "PlanRequest",
    "PlanResult",
    "PlannedBundle",
    "PlannedImage",
    "PodspecRequest",
    "PodspecResult",
    "Policy",
    "Progress",
    "Project",
    "Reason",
    "Refused",
    "RenderMode",
    "ResourcesRequest",
    "ResourcesResult",
    "Rule",
    "RulePlugin",
    "RunOptions",
    "Scope",
    "Selection",
    "SerializeResult",
    "Severity",
    "ShownLocation",
    "SourceLocation",
    "Span",
    "Status",
    "Suspect",
    "Tag",
    "Task",
    "TaskPod",
    "TaskRecord",
    "TaskSummary",
    "TriggerSummary",
    "Unknown",
    "Unresolved",
    "UsageError",
    "VerifyResult",
    "__version__",
    "affected",
    "bundle",
    "diff",
    "graph",
    "image",
    "inspect",
    "lint",
    "parse_resources",
    "plan",
    "podspec",
    "podspec_of_resources",
    "serialize",
    "verify",
]

_HOMES = {
    "flytex._commands": (
        "affected",
        "bundle",
        "diff",
        "graph",
        "image",
        "inspect",
        "lint",
        "plan",
        "podspec",
        "podspec_of_resources",
        "serialize",
        "verify",
    ),
    "flytex_cli.affected.model": ("Affected", "AffectedEnvironment", "AffectedFile", "Cause"),
    "flytex_cli.api": (
        "AffectedResult",
        "BundleRequest",
        "BundleResult",
        "CacheFolder",
        "ClusterFiles",
        "DiffRequest",
        "DiffResult",
        "DiffSide",
        "GraphResult",
        "ImageRequest",
        "ImageResult",
        "InspectRequest",
        "InspectResult",
        "LintRequest",
        "LintResult",
        "Modules",
        "PlanRequest",
        "PlanResult",
        "PodspecRequest",
        "PodspecResult",
        "Progress",
        "ResourcesRequest",
        "ResourcesResult",
        "SerializeResult",
    ),
    "flytex_cli.bundle.concerns.model": (
        "Concern",
        "ConcernKind",
    ),
    "flytex_cli.bundle.listed": ("Reason",),
    "flytex_cli.bundle.model": ("Bundle", "BundledFile", "CopyStyle"),
    "flytex_cli.diff.accepted": ("Accepted",),
    "flytex_cli.diff.effects": (
        "Consequence",
        "Effect",
    ),
    "flytex_cli.diff.change": (
        "Change",
        "Impact",
        "Kind",
    ),
    "flytex_cli.diff.comparison": (
        "Comparison",
        "Unknown",
    ),
    "flytex_cli.diff.verification": (
        "Different",
        "Refused",
        "VerifyResult",
    ),
    "flytex_cli.engine.base": (
        "ContextSpec",
        "EngineChoice",
    ),
    "flytex_cli.errors": (
        "EngineError",
        "FlytexError",
        "OutputError",
        "UsageError",
    ),
    "flytex_cli.graph.model": (
        "Call",
        "Graph",
        "Link",
        "Unresolved",
    ),
    "flytex_cli.images.model": (
        "ImageSummary",
        "LayerSummary",
        "Suspect",
    ),
    "flytex_cli.inspect.model": (
        "EnvironmentSummary",
        "Overview",
        "TaskSummary",
        "TriggerSummary",
    ),
    "flytex_cli.lint.baseline": ("Baseline",),
    "flytex_cli.lint.cluster": ("ClusterFacts",),
    "flytex_cli.lint.finding": (
        "Edit",
        "Finding",
        "Hit",
    ),
    "flytex_cli.lint.policy": ("Policy",),
    "flytex_cli.lint.plugins": ("RulePlugin",),
    "flytex_cli.lint.rule": (
        "Rule",
        "Scope",
    ),
    "flytex_cli.lint.selection": (
        "Layer",
        "Selection",
    ),
    "flytex_cli.load.repository.changes": ("ChangedFile", "Changes", "Status"),
    "flytex_cli.load.protocol": ("LoadRequest",),
    "flytex_cli.plan.model": ("Group", "Plan", "PlannedBundle", "PlannedImage"),
    "flytex_cli.pods.bare": (
        "BareResources",
        "parse_resources",
    ),
    "flytex_cli.pods.build": ("BuiltPod",),
    "flytex_cli.pods.render_mode": ("RenderMode",),
    "flytex_cli.pods.run": ("RunOptions",),
    "flytex_cli.pods.tasks": (
        "Elsewhere",
        "TaskPod",
    ),
    "flytex_cli.project": ("App", "Environment", "Project", "Task"),
    "flytex_cli.project.places": (
        "Place",
        "Span",
    ),
    "flytex_cli.records": (
        "AppFacts",
        "AppRecord",
        "Build",
        "ContextFile",
        "Diagnostic",
        "EngineInfo",
        "EnvironmentRecord",
        "Facts",
        "ImageLayer",
        "ImageRecord",
        "Message",
        "ModuleReport",
        "Parameter",
        "Severity",
        "ShownLocation",
        "SourceLocation",
        "Tag",
        "TaskRecord",
    ),
    "flytex_cli.services.apps": ("AppService",),
    "flytex_cli.services.build": ("BuiltService",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
