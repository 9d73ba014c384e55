"""`IngressConfig`: the address of an app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flyteidl2.app import app_definition_pb2

from flytex_cli.standin._core.app.settings import Subdomain
from flytex_cli.standin._core.context.serialization import SerializationContext

if TYPE_CHECKING:
    from flytex_cli.standin._core.app.environment import AppEnvironment


def to_ingress(app: AppEnvironment, sctx: SerializationContext) -> app_definition_pb2.IngressConfig:
    """Return the address; a subdomain that depends on the place is made for it."""
    if app.domain is None:
        return app_definition_pb2.IngressConfig(private=False)
    subdomain = app.domain.subdomain
    if isinstance(subdomain, Subdomain):
        subdomain = subdomain.resolve(app, sctx)
    return app_definition_pb2.IngressConfig(private=False, subdomain=subdomain, cname=app.domain.custom_domain)
