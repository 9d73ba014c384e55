"""Let the SDK deploy to nobody, and keep the request it would have sent.

`flyte deploy` adds documentation, descriptions, links, local import paths and triggers to the bare TaskSpec. Running
the release's own deploy function against a client that only records makes the result that release's by construction.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
from typing import Any

from flyteidl2.task.task_definition_pb2 import DocumentationEntity


class DryDeployer:
    """An initialized Flyte SDK whose deployments end in a recorder."""

    def __init__(self) -> None:
        self._deploy = importlib.import_module("flyte._deploy")
        initialize = importlib.import_module("flyte._initialize")
        self._client = _Recorder()
        self._deploy.status = _Silent()  # type: ignore[attr-defined]
        self._deploy.logger = _Silent()  # type: ignore[attr-defined]
        quieten_git()
        with contextlib.suppress(ImportError):  # releases that count operations load a client for it, and would send
            importlib.import_module("flyte._sentry").count = _Silent().count  # type: ignore[attr-defined]
        for module in (self._deploy, initialize):
            module.get_client = lambda: self._client  # type: ignore[attr-defined]
            module.ensure_client = lambda: None  # type: ignore[attr-defined]

    def check(self, task: Any, context: Any) -> None:
        """Deploy a task without its documentation, whose link to the source costs several git processes.

        Raises:
            Exception: as `deploy`.
        """
        name = "_get_documentation_entity"
        document = getattr(self._deploy, name, None)
        if document is not None:
            setattr(self._deploy, name, lambda task: DocumentationEntity())
        try:
            self.deploy(task, context)
        finally:
            if document is not None:
                setattr(self._deploy, name, document)

    def deploy(self, task: Any, context: Any) -> tuple[Any, list[Any]]:
        """Return the TaskSpec and the TaskTriggers that a deploy of `task` sends.

        Raises:
            Exception: what the SDK raised; a `DeploymentError` is unwrapped to its cause.
        """
        self._client.requests.clear()
        try:
            asyncio.run(self._deploy._deploy_task(task, context))
        except Exception as error:
            raise error.__cause__ or error  # noqa: B904  (the wrapper only repeats the cause's text)
        request = self._client.requests[0]
        return request.spec, list(request.triggers)


def quieten_git() -> None:
    """Let the SDK look for the source's link without saying where there is none."""
    with contextlib.suppress(ImportError):
        importlib.import_module("flyte.git._config").logger = _Silent()  # type: ignore[attr-defined]


class _Silent:
    """A status line and logger that say nothing: what goes wrong is raised as well."""

    def __getattr__(self, name: str) -> Any:
        return lambda *args, **kwargs: None


class _Recorder:
    """The part of the SDK's client that a deploy of one task calls."""

    def __init__(self) -> None:
        self.requests: list[Any] = []

    @property
    def task_service(self) -> _Recorder:
        return self

    @property
    def dataproxy_service(self) -> _Recorder:
        return self

    async def deploy_task(self, request: Any) -> None:
        """Answer `TaskService.DeployTask`."""
        self.requests.append(request)

    DeployTask = deploy_task
    """As the gRPC client of SDK 2.0 names it."""

    async def upload_trigger(self, request: Any) -> None:
        """Refuse `DataProxyService.UploadInputs` as unimplemented, so that the SDK keeps a trigger's inputs inline."""
        code = importlib.import_module("connectrpc.code").Code
        raise importlib.import_module("connectrpc.errors").ConnectError(code.UNIMPLEMENTED, "not offline")
