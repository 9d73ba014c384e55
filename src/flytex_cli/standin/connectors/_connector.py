"""What a connector is made of, and the registry of connectors by task type."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Generic, NoReturn, TypeVar

from flytex_cli.standin._core.errors import StandinRunsNothingError
from flytex_cli.standin._core.settings.secret import Secret


@dataclass(frozen=True)
class ConnectorRegistryKey:
    """What a connector is found by."""

    task_type_name: str
    task_type_version: int


@dataclass
class ResourceMeta:
    """What a connector must know to find its job again."""

    def encode(self) -> bytes:
        """Return it as JSON."""
        return json.dumps(asdict(self)).encode("utf-8")

    @classmethod
    def decode(cls, data: bytes) -> ResourceMeta:
        """Read it from JSON."""
        return cls(**json.loads(data.decode("utf-8")))


@dataclass
class Resource:
    """The state of a job.

    Attributes:
        phase: a `TaskExecution.Phase`.
        message: what the service says.
        log_links: where its logs are.
        outputs: values by name.
        custom_info: anything else.
    """

    phase: Any
    message: str | None = None
    log_links: list[Any] | None = None
    outputs: dict[str, Any] | None = None
    custom_info: dict[str, Any] | None = None


M = TypeVar("M", bound=ResourceMeta)


class AsyncConnector(ABC, Generic[M]):
    """Creates, watches and deletes jobs of one task type."""

    name = "Async Connector"
    task_type_name: str
    task_type_version: int = 0
    metadata_type: type[M]

    @abstractmethod
    async def create(
        self,
        task_template: Any,
        output_prefix: str,
        inputs: dict[str, Any] | None = None,
        task_execution_metadata: Any | None = None,
        **kwargs: Any,
    ) -> M:
        """Start a job."""

    @abstractmethod
    async def get(self, resource_meta: M, **kwargs: Any) -> Resource:
        """Return a job's state."""

    @abstractmethod
    async def delete(self, resource_meta: M, **kwargs: Any) -> Any:
        """End a job."""

    async def get_metrics(self, resource_meta: M, **kwargs: Any) -> Any:
        """Return a job's metrics."""
        raise NotImplementedError(f"{type(self).__name__} has no metrics")

    def get_logs(self, resource_meta: M, **kwargs: Any) -> Any:
        """Return a job's logs."""
        raise NotImplementedError(f"{type(self).__name__} has no logs")


class FlyteConnectorNotFound(ValueError):
    """No connector is registered for a task type."""


class ConnectorRegistry:
    """Connectors by task type."""

    _REGISTRY: ClassVar[dict[ConnectorRegistryKey, AsyncConnector[Any]]] = {}

    @staticmethod
    def register(connector: AsyncConnector[Any], override: bool = False) -> None:
        """Add a connector; a second one for the same type must override."""
        key = ConnectorRegistryKey(connector.task_type_name, connector.task_type_version)
        if key in ConnectorRegistry._REGISTRY and not override:
            raise ValueError(
                f"there is a connector for task type {key.task_type_name!r}, version {key.task_type_version}, already"
            )
        ConnectorRegistry._REGISTRY[key] = connector

    @staticmethod
    def get_connector(task_type_name: str, task_type_version: int = 0) -> AsyncConnector[Any]:
        """Return the connector of a task type."""
        connector = ConnectorRegistry._REGISTRY.get(ConnectorRegistryKey(task_type_name, task_type_version))
        if connector is None:
            raise FlyteConnectorNotFound(
                f"there is no connector for task type {task_type_name!r}, version {task_type_version}"
            )
        return connector


class ConnectorSecretsMixin:
    """A task with secrets for its connector: variables by identifier."""

    def __init__(self, secrets: dict[str, str]) -> None:
        self._secrets = secrets

    @property
    def secrets(self) -> list[Secret]:
        """The secrets."""
        return [Secret(key=key, as_env_var=variable) for key, variable in self._secrets.items()]


class AsyncConnectorExecutorMixin:
    """Lets a task of a connector run locally; here it is refused."""

    async def execute(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: the service is not asked."""
        raise StandinRunsNothingError(f"connector task {getattr(self, 'name', '')}")
