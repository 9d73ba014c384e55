"""The errors of `flyte.errors`: what a task raises, and what the backend reports of it."""

from __future__ import annotations

from asyncio import AbstractEventLoop
from typing import Any, ClassVar, Literal, NoReturn

ErrorKind = Literal["system", "unknown", "user"]


def silence_polling_error(loop: AbstractEventLoop, context: dict[str, Any]) -> None:
    """Keep quiet about a poll that would block (gRPC on asyncio raises these); report everything else."""
    if not isinstance(context.get("exception"), BlockingIOError):
        loop.default_exception_handler(context)


class BaseRuntimeError(RuntimeError):
    """The root of all runtime errors.

    Attributes:
        code: the short name the backend shows.
        kind: whose fault it is.
        worker: where it happened, when known.
    """

    def __init__(self, code: str, kind: ErrorKind, root_cause_message: str, worker: str | None = None) -> None:
        super().__init__(root_cause_message)
        self.code = code
        self.kind = kind
        self.worker = worker

    def _raise_instead(self, *_operands: Any) -> NoReturn:
        """Surface the error when arithmetic is done on it, as on the results of `map(return_exceptions=True)`."""
        raise self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _raise_instead
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = _raise_instead


class InitializationError(BaseRuntimeError):
    """Something needs `flyte.init` first."""


class RuntimeSystemError(BaseRuntimeError):
    """The system's fault."""

    def __init__(self, code: str, message: str, worker: str | None = None) -> None:
        super().__init__(code, "system", message, worker)


class UnionRpcError(RuntimeSystemError):
    """The control plane could not be reached."""


class RuntimeUserError(BaseRuntimeError):
    """The user's code's fault."""

    def __init__(self, code: str, message: str, worker: str | None = None) -> None:
        super().__init__(code, "user", message, worker)


class RuntimeUnknownError(BaseRuntimeError):
    """Nobody knows whose fault."""

    def __init__(self, code: str, message: str, worker: str | None = None) -> None:
        super().__init__(code, "unknown", message, worker)


class _NamedUserError(RuntimeUserError):
    """A user error whose code is fixed: only the message is given."""

    CODE: ClassVar[str] = ""

    def __init__(self, message: str) -> None:
        super().__init__(self.CODE or type(self).__name__, message, "user")


class OOMError(RuntimeUserError):
    """The task ran out of memory."""


class TaskInterruptedError(RuntimeUserError):
    """The task was interrupted."""


class PrimaryContainerNotFoundError(RuntimeUserError):
    """The pod has no container of the primary container's name."""


class RetriesExhaustedError(RuntimeUserError):
    """All attempts have failed."""


class InvalidImageNameError(RuntimeUserError):
    """The image name is not one."""


class ImagePullBackOffError(RuntimeUserError):
    """The image cannot be pulled."""


class NotInTaskContextError(RuntimeUserError):
    """Something that exists only inside a task was asked for outside of one."""


class ActionNotFoundError(RuntimeError):
    """There is no such action."""


class TaskTimeoutError(RuntimeUserError):
    """A bound of `flyte.Timeout` was exceeded."""

    def __init__(self, message: str, code: str = "TaskTimeoutError") -> None:
        super().__init__(code, message, "user")


class MaxQueuedTimeExceededError(TaskTimeoutError):
    """The task waited longer than `Timeout.max_queued_time`."""

    def __init__(self, message: str) -> None:
        super().__init__(message, code="MaxQueuedTimeExceededError")


class MaxRuntimeExceededError(TaskTimeoutError):
    """The task ran longer than `Timeout.max_runtime`."""

    def __init__(self, message: str) -> None:
        super().__init__(message, code="MaxRuntimeExceededError")


class DeadlineExceededError(TaskTimeoutError):
    """The task was not done within `Timeout.deadline`."""

    def __init__(self, message: str) -> None:
        super().__init__(message, code="DeadlineExceededError")


class CustomError(RuntimeUserError):
    """An error with a code of the user's choice."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message, "user")

    @classmethod
    def from_exception(cls, e: Exception) -> CustomError:
        """Wrap an exception: its class name becomes the code, it becomes the cause."""
        error = cls(type(e).__name__, str(e))
        error.__cause__ = e
        return error


class NonRecoverableError(RuntimeUserError):
    """A failure that no retry can mend; raising it ends the task at once."""

    def __init__(self, message: str, code: str = "NonRecoverableError") -> None:
        super().__init__(code, message)


class RuntimeDataValidationError(RuntimeUserError):
    """A value cannot be converted to or from its literal."""

    def __init__(self, var: str, e: Exception | str, task_name: str = "") -> None:
        super().__init__("DataValidationError", f"task {task_name}: variable {var} cannot be converted: {e}")


class LogsNotYetAvailableError(BaseRuntimeError):
    """The logs of the task are not there yet."""

    def __init__(self, message: str) -> None:
        super().__init__("LogsNotYetAvailable", "system", message, None)


class InvalidPackageError(RuntimeUserError):
    """An image asks for a system package that does not exist."""

    def __init__(self, package_name: str, original_error: str) -> None:
        self.package_name = package_name
        self.original_error = original_error
        super().__init__("InvalidPackageError", f"there is no apt package {package_name!r}: {original_error}")


class ConditionTimedoutError(_NamedUserError):
    """A condition was not signalled in time."""


class ConditionAlreadyExistsError(_NamedUserError):
    """The run has a condition of that name already."""


class ConditionFailedError(_NamedUserError):
    """A condition failed."""


class ConditionNotFoundError(_NamedUserError):
    """There is no such condition."""


class RemoteTaskNotFoundError(_NamedUserError):
    """There is no such deployed task."""

    CODE = "RemoteTaskNotFoundError"


class RemoteTaskUsageError(_NamedUserError):
    """A deployed task is used in a way it does not allow."""

    CODE = "RemoteTaskUsageError"


class DeploymentError(_NamedUserError):
    """A deployment failed, or could not begin."""


class ImageBuildError(_NamedUserError):
    """An image could not be built."""


class ModuleLoadError(_NamedUserError):
    """A user's module could not be imported."""


class InlineIOMaxBytesBreached(_NamedUserError):
    """Inputs or outputs are larger than the task's `max_inline_io_bytes`."""


class ActionAbortedError(_NamedUserError):
    """Somebody aborted the action."""


class SlowDownError(_NamedUserError):
    """The backend asks for fewer requests."""


class ResourceExhaustedError(SlowDownError):
    """The backend's quota is used up."""

    CODE = "SlowDownError"


class OnlyAsyncIOSupportedError(_NamedUserError):
    """Blocking input or output was tried where only asyncio works."""


class ParameterMaterializationError(_NamedUserError):
    """An app's parameter could not be resolved when the app was deployed."""


class RestrictedTypeError(_NamedUserError):
    """A type is not allowed in this place."""

    CODE = "RestrictedTypeUsage"


class CodeBundleError(_NamedUserError):
    """The code bundle could not be made."""


class SyncTaskCallInAsyncContextError(_NamedUserError):
    """A sync task was called, blocking, from async code; await its `.aio` instead."""


class TraceDoesNotAllowNestedTasksError(RuntimeUserError):
    """A task was called from a traced function."""

    def __init__(self, message: str) -> None:
        super().__init__("TraceDoesNotAllowNestedTasksError", message)


GPU_FAULT_CODES: tuple[str, ...] = (
    "GpuXidError",
    "GpuFallenOffBus",
    "GpuEccUncorrectable",
    "GpuRowRemapPending",
    "GpuNvlinkError",
    "GpuGspError",
)
"""The codes the backend gives to faults of a GPU or an NVSwitch."""


class GPUFaultError(BaseRuntimeError):
    """A GPU or an NVSwitch failed; the attributes are None where the backend said nothing."""

    def __init__(
        self,
        code: str,
        kind: ErrorKind,
        message: str,
        worker: str | None = None,
        *,
        fault_kind: str | None = None,
        fault_code: int | None = None,
        fault_name: str | None = None,
        severity: str | None = None,
        gpu_uuid: str | None = None,
        gpu_index: int | None = None,
        node: str | None = None,
        pci_bus_id: str | None = None,
        process: str | None = None,
    ) -> None:
        BaseRuntimeError.__init__(self, code, kind, message, worker)
        self.fault_kind = fault_kind
        self.fault_code = fault_code
        self.fault_name = fault_name
        self.severity = severity
        self.gpu_uuid = gpu_uuid
        self.gpu_index = gpu_index
        self.node = node
        self.pci_bus_id = pci_bus_id
        self.process = process

    @property
    def xid(self) -> int | None:
        """The Xid number, when the fault was a GPU's."""
        return self.fault_code if self.fault_kind == "xid" else None

    @property
    def sxid(self) -> int | None:
        """The SXid number, when the fault was an NVSwitch's."""
        return self.fault_code if self.fault_kind == "sxid" else None


class GPUFaultUserError(GPUFaultError, RuntimeUserError):
    """A GPU fault that the workload caused."""

    def __init__(self, code: str, message: str, worker: str | None = None, **fault: Any) -> None:
        GPUFaultError.__init__(self, code, "user", message, worker, **fault)


class GPUFaultSystemError(GPUFaultError, RuntimeSystemError):
    """A GPU fault of the hardware."""

    def __init__(self, code: str, message: str, worker: str | None = None, **fault: Any) -> None:
        GPUFaultError.__init__(self, code, "system", message, worker, **fault)


class AppleSiliconError(RuntimeUserError):
    """A workload on the Metal GPU of a Mac failed."""

    code_name = "APPLE_SILICON_ERROR"
    recoverable = True

    def __init__(self, message: str, worker: str | None = None) -> None:
        super().__init__(self.code_name, message, worker)


class AppleSiliconNotAvailableError(AppleSiliconError):
    """There is no Apple Silicon devbox here."""

    code_name = "APPLE_SILICON_NOT_AVAILABLE"
    recoverable = False


class AppleSiliconHostExecFailedError(AppleSiliconError):
    """The workload could not be started on the Mac."""

    code_name = "APPLE_SILICON_HOST_EXEC_FAILED"
    recoverable = False


class AppleSiliconDaemonStartFailedError(AppleSiliconError):
    """The daemon on the Mac did not start."""

    code_name = "APPLE_SILICON_DAEMON_START_FAILED"
    recoverable = False


class AppleSiliconDaemonOOMError(AppleSiliconError):
    """The daemon on the Mac ran out of memory."""

    code_name = "APPLE_SILICON_DAEMON_OOM"


class AppleSiliconModelNotFoundError(AppleSiliconError):
    """The daemon on the Mac does not know the model."""

    code_name = "APPLE_SILICON_MODEL_NOT_FOUND"
    recoverable = False


class AppleSiliconBridgeUnreachableError(AppleSiliconError):
    """The daemon on the Mac cannot be reached."""

    code_name = "APPLE_SILICON_BRIDGE_UNREACHABLE"


class StandinRunsNothingError(RuntimeUserError):
    """A name of the SDK that needs a cluster was called in the stand-in, which only loads and serializes."""

    def __init__(self, name: str) -> None:
        super().__init__(
            "StandinRunsNothing",
            f"{name} does not run in flytex's stand-in, which loads and serializes modules without a cluster; "
            f"call it where the Flyte SDK is installed (or under `if __name__ == '__main__':`)",
        )
