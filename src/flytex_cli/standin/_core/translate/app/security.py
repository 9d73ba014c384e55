"""`SecurityContext` of an app: secrets, the service account, and whether everybody may call it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flyteidl2.app import app_definition_pb2

from flytex_cli.standin._core.translate import security

if TYPE_CHECKING:
    from flytex_cli.standin._core.app.environment import AppEnvironment


def to_security_context(app: AppEnvironment) -> app_definition_pb2.SecurityContext | None:
    """Return the context; unset when the app asks for nothing and its callers are signed in."""
    own = security.to_security_context(app.secrets, app.service_account)
    is_open = not app.requires_auth
    if own is None:
        return app_definition_pb2.SecurityContext(allow_anonymous=True) if is_open else None
    return app_definition_pb2.SecurityContext(
        run_as=own.run_as,  # present also where it is empty, as SDK 2.12.1 has it
        secrets=own.secrets,
        allow_anonymous=is_open,
    )
