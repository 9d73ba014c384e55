"""What hands the caller's credentials on to Flyte; here it only passes requests on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

HeaderExtractor = Callable[[Any], "tuple[str, str] | None"]


class FastAPIPassthroughAuthMiddleware:
    """Takes credentials from the headers of a request.

    Args:
        app: the application behind it.
        header_extractors: what finds them; by default in `authorization` and `cookie`.
        excluded_paths: paths that need none.
    """

    def __init__(
        self,
        app: Any,
        header_extractors: list[HeaderExtractor] | None = None,
        excluded_paths: set[str] | None = None,
    ) -> None:
        self.app = app
        usual = [self.extract_authorization_header, self.extract_cookie_header]
        self.header_extractors = usual if header_extractors is None else header_extractors
        self.excluded_paths = excluded_paths or set()

    @staticmethod
    def extract_authorization_header(request: Any) -> tuple[str, str] | None:
        """Return the authorization header of a request."""
        return _header(request, "authorization")

    @staticmethod
    def extract_cookie_header(request: Any) -> tuple[str, str] | None:
        """Return the cookies of a request."""
        return _header(request, "cookie")

    @staticmethod
    def extract_custom_header(header_name: str) -> HeaderExtractor:
        """Return what finds another header."""

        def extract(request: Any) -> tuple[str, str] | None:
            return _header(request, header_name.lower())

        extract.__name__ = f"extract_{header_name.replace('-', '_')}_header"
        return extract

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.app(scope, receive, send)


def _header(request: Any, name: str) -> tuple[str, str] | None:
    value = request.headers.get(name)
    return (name, value) if value else None
