"""`flyte.connectors`: base classes of connectors, which run tasks in services outside of the cluster."""

from __future__ import annotations

from flytex_cli.standin._core.common.needs_cluster import runtime_only_class

from ._connector import (
    AsyncConnector,
    AsyncConnectorExecutorMixin,
    ConnectorRegistry,
    ConnectorSecretsMixin,
    FlyteConnectorNotFound,
    Resource,
    ResourceMeta,
)

__all__ = [
    "AsyncConnector",
    "AsyncConnectorExecutorMixin",
    "ConnectorRegistry",
    "ConnectorSecretsMixin",
    "ConnectorService",
    "FlyteConnectorNotFound",
    "Resource",
    "ResourceMeta",
]

ConnectorService = runtime_only_class(__name__, "ConnectorService")
