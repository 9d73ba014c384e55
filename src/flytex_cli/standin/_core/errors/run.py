"""Errors of runs: what a task raises, and what the backend reports of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from .base import BaseRuntimeError, RuntimeSystemError, RuntimeUserError

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop


def silence_polling_error(loop: AbstractEventLoop, context: dict[str, Any]) -> None:
    """Keep quiet about a poll that would block (gRPC on asyncio raises these); report everything else."""
    if not isinstance(context.get("exception"), BlockingIOError):
        loop.default_exception_handler(context)


class UnionRpcError(RuntimeSystemError):
    """The control plane could not be reached."""


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


class StandinRunsNothingError(RuntimeUserError):
    """A name of the SDK that needs a cluster was called in the stand-in, which only loads and serializes."""

    def __init__(self, name: str) -> None:
        super().__init__(
            "StandinRunsNothing",
            f"{name} does not run in flytex's stand-in, which loads and serializes modules without a cluster; "
            f"call it where the Flyte SDK is installed (or under `if __name__ == '__main__':`)",
        )
