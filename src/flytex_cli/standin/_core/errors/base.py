"""The roots of the SDK's errors: whose fault a failure is."""

from __future__ import annotations

from typing import Any, Literal, NoReturn

ErrorKind = Literal["system", "unknown", "user"]


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


class RuntimeUserError(BaseRuntimeError):
    """The user's code's fault."""

    def __init__(self, code: str, message: str, worker: str | None = None) -> None:
        super().__init__(code, "user", message, worker)


class RuntimeUnknownError(BaseRuntimeError):
    """Nobody knows whose fault."""

    def __init__(self, code: str, message: str, worker: str | None = None) -> None:
        super().__init__(code, "unknown", message, worker)
