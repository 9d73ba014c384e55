"""`flyte.app`: services that run beside tasks. Their environments are made and listed; serving them is refused."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from flytex_cli.standin._core import sdk_modules
from flytex_cli.standin._core.app.context import ctx
from flytex_cli.standin._core.app.environment import AppEnvironment
from flytex_cli.standin._core.app.parameter import Parameter, get_parameter
from flytex_cli.standin._core.app.settings import Domain, Link, Port, Scaling, Subdomain, Timeouts
from flytex_cli.standin._core.common.needs_cluster import runtime_only_class

from ._connector_environment import ConnectorEnvironment

if TYPE_CHECKING:
    from flytex_cli.standin._core.app.values import AppEndpoint, ArtifactValue, RunOutput

__all__ = [
    "AppEndpoint",
    "AppEnvironment",
    "ArtifactValue",
    "ConnectorEnvironment",
    "DeployedAppEnvironment",
    "Domain",
    "Link",
    "Parameter",
    "Port",
    "RunOutput",
    "Scaling",
    "Subdomain",
    "Timeouts",
    "ctx",
    "get_parameter",
]

DeployedAppEnvironment = runtime_only_class(__name__, "DeployedAppEnvironment")


def __getattr__(name: str) -> Any:
    if name in ("AppEndpoint", "ArtifactValue", "RunOutput"):  # pydantic models: loaded where they are used
        from flytex_cli.standin._core.app import values

        return getattr(values, name)
    raise AttributeError(f"module 'flyte.app' has no attribute {name!r}")


sdk_modules.bind(sys.modules[__name__])
