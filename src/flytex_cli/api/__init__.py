"""One function a command: a frozen request in, a result out. Nothing is printed here.

Each command has a module of its own, imported when one of its names is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flytex_cli.api._affected import AffectedResult, affected
    from flytex_cli.api._bundle import BundleRequest, BundleResult, bundle
    from flytex_cli.api._diff import DiffRequest, DiffResult, DiffSide, diff
    from flytex_cli.api._graph import GraphResult, graph
    from flytex_cli.api._image import ImageRequest, ImageResult, image
    from flytex_cli.api._inspect import InspectRequest, InspectResult, inspect
    from flytex_cli.api._lint import LintRequest, LintResult, lint, plan_fixes
    from flytex_cli.api._modules import CacheFolder, Modules
    from flytex_cli.api._plan import PlanRequest, PlanResult, plan
    from flytex_cli.api._podspec import (
        ClusterFiles,
        PodspecRequest,
        PodspecResult,
        ResourcesRequest,
        ResourcesResult,
        podspec,
        podspec_of_resources,
    )
    from flytex_cli.api._policy import try_policies
    from flytex_cli.api._serialize import Progress, SerializeResult, serialize
    from flytex_cli.api._verify import verify

__all__ = [
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
    "affected",
    "bundle",
    "diff",
    "graph",
    "image",
    "inspect",
    "lint",
    "plan",
    "plan_fixes",
    "podspec",
    "podspec_of_resources",
    "serialize",
    "try_policies",
    "verify",
]

_HOMES = {
    "_affected": ("AffectedResult", "affected"),
    "_bundle": ("BundleRequest", "BundleResult", "bundle"),
    "_graph": ("GraphResult", "graph"),
    "_image": ("ImageRequest", "ImageResult", "image"),
    "_inspect": ("InspectRequest", "InspectResult", "inspect"),
    "_lint": ("LintRequest", "LintResult", "lint", "plan_fixes"),
    "_modules": ("CacheFolder", "Modules"),
    "_plan": ("PlanRequest", "PlanResult", "plan"),
    "_podspec": (
        "ClusterFiles",
        "PodspecRequest",
        "PodspecResult",
        "ResourcesRequest",
        "ResourcesResult",
        "podspec",
        "podspec_of_resources",
    ),
    "_policy": ("try_policies",),
    "_serialize": ("Progress", "SerializeResult", "serialize"),
    "_diff": ("DiffRequest", "DiffResult", "DiffSide", "diff"),
    "_verify": ("verify",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
