"""An app that the backend makes no Service of."""

from __future__ import annotations

from flytex_cli.errors import FlytexError


class AppServiceError(FlytexError):
    """The backend refuses the App before there is any Service to show (exit 3).

    Attributes:
        field: path of the offending field in the App message, such as `spec.pod.pod_spec`.
    """

    def __init__(self, message: str, *, field: str, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.field = field
