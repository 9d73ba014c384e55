"""Let the SDK deploy to nobody, and keep the request it would have sent.

`flyte deploy` adds documentation, descriptions, links, local import paths and triggers to the bare TaskSpec. Running
the release's own deploy function against a client that only records makes the result that release's by construction.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
from types import ModuleType
from typing import Any

from flyteidl2.task.task_definition_pb2 import DocumentationEntity

_NEEDED = ("connectrpc.code", "connectrpc.errors", "flyteidl2.task.task_service_pb2")
"""What a deployment imports that is not Flyte's own, whose parts must be seen only where a user imports them."""


class DryDeployer:
    """An initialized Flyte SDK whose deployments end in a recorder."""

    def __init__(self) -> None:
        self._deploy = importlib.import_module("flyte._deploy")
        self._serde = importlib.import_module("flyte._internal.runtime.task_serde")
        self._loop: asyncio.AbstractEventLoop | None = None
        initialize = importlib.import_module("flyte._initialize")
        self._client = _Recorder()
        self._deploy.status = _Silent()  # type: ignore[attr-defined]
        self._deploy.logger = _Silent()  # type: ignore[attr-defined]
        quieten_git()
        with contextlib.suppress(ImportError):  # releases that count operations load a client for it, and would send
            importlib.import_module("flyte._sentry").count = _Silent().count  # type: ignore[attr-defined]
        if hasattr(self._deploy, "count"):  # it has the function by name
            self._deploy.count = _Silent().count  # type: ignore[attr-defined]
        for name in _NEEDED:
            with contextlib.suppress(ImportError):  # SDK 2.0 has a gRPC client instead
                importlib.import_module(name)
        for module in (self._deploy, initialize):
            module.get_client = lambda: self._client  # type: ignore[attr-defined]
            module.ensure_client = lambda: None  # type: ignore[attr-defined]

    def stop(self) -> None:
        """Let go of the event loop, which no fork can use."""
        if self._loop is not None:
            self._loop.close()
            self._loop = None

    def check(self, task: Any, context: Any, spec: Any | None = None) -> None:
        """Deploy a task without its documentation, whose link to the source costs several git processes.

        Args:
            spec: the TaskSpec, where it need not be made.

        Raises:
            Exception: as `deploy`.
        """
        with contextlib.ExitStack() as stack:
            _replace(stack, self._deploy, "_get_documentation_entity", lambda task: DocumentationEntity())
            if spec is not None:
                _replace(stack, self._serde, "translate_task_to_wire", lambda *args, **kwargs: spec)
            self.deploy(task, context)

    def deploy(self, task: Any, context: Any) -> tuple[Any, list[Any]]:
        """Return the TaskSpec and the TaskTriggers that a deploy of `task` sends.

        Raises:
            Exception: what the SDK raised; a `DeploymentError` is unwrapped to its cause.
        """
        self._client.requests.clear()
        self._loop = self._loop or asyncio.new_event_loop()  # one for all deployments, made after the fork
        try:
            self._loop.run_until_complete(self._deploy._deploy_task(task, context))
        except Exception as error:
            raise error.__cause__ or error  # noqa: B904  (the wrapper only repeats the cause's text)
        request = self._client.requests[0]
        return request.spec, list(request.triggers)


def quieten_git() -> None:
    """Let the SDK look for the source's link without saying where there is none."""
    with contextlib.suppress(ImportError):
        importlib.import_module("flyte.git._config").logger = _Silent()  # type: ignore[attr-defined]


def _replace(stack: contextlib.ExitStack, module: ModuleType, name: str, value: Any) -> None:
    """Replace a function of a module, if that release has it, until the stack ends."""
    original = getattr(module, name, None)
    if original is not None:
        setattr(module, name, value)
        stack.callback(setattr, module, name, original)


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
