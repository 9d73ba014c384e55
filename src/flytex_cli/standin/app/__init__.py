"""`flyte.app`: services that run beside tasks. Their environments are made and listed; serving them is refused."""

from __future__ import annotations

from flytex_cli.standin._core.common.needs_cluster import runtime_only_class

from ._app_environment import AppEnvironment
from ._connector_environment import ConnectorEnvironment
from ._context import ctx, get_parameter
from ._parameter import AppEndpoint, ArtifactValue, Parameter, RunOutput
from ._types import Domain, Link, Port, Scaling, Subdomain, Timeouts

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
