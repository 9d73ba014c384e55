"""`App`: the parts put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flyteidl2.app import app_definition_pb2
from flyteidl2.common import runtime_version_pb2
from flyteidl2.task import task_definition_pb2

from flytex_cli.standin._core.common.version import version
from flytex_cli.standin._core.context.serialization import SerializationContext
from flytex_cli.standin._core.setup.git import commit_link
from flytex_cli.standin._core.translate.message import message
from flytex_cli.standin._core.translate.resources import to_extended_resources

from .delayed import placeholders, resolvable
from .ingress import to_ingress
from .inputs import to_inputs
from .scaling import to_autoscaling, to_timeouts
from .security import to_security_context
from .target import to_target

if TYPE_CHECKING:
    from flytex_cli.standin._core.app.environment import AppEnvironment

_SDK = runtime_version_pb2.RuntimeMetadata.RuntimeType.FLYTE_SDK


def to_app(app: AppEnvironment, sctx: SerializationContext) -> app_definition_pb2.App:
    """Return the app as the backend gets it; values that only a cluster can tell are placeholders."""
    return app_definition_pb2.App(metadata=_to_metadata(app, sctx), spec=_to_spec(app, sctx))


def _to_metadata(app: AppEnvironment, sctx: SerializationContext) -> app_definition_pb2.Meta:
    link = commit_link()
    return message(
        app_definition_pb2.Meta,
        id=app_definition_pb2.Identifier(org=sctx.org, project=sctx.project, domain=sctx.domain, name=app.name),
        code_bundle_uri=sctx.code_bundle.tgz or None if sctx.code_bundle else None,
        source_code=task_definition_pb2.SourceCode(link=link) if link else None,
    )


def _to_spec(app: AppEnvironment, sctx: SerializationContext) -> app_definition_pb2.Spec:
    if app.parameters is None:
        raise TypeError(f"app {app.name!r}: parameters is None, which SDK 2.12.1 cannot deploy; give it a list")
    return message(
        app_definition_pb2.Spec,
        **to_target(app, sctx, resolvable(app.parameters)),
        desired_state=app_definition_pb2.Spec.DesiredState.DESIRED_STATE_ACTIVE,
        ingress=to_ingress(app, sctx),
        autoscaling=to_autoscaling(app.scaling),
        security_context=to_security_context(app),
        cluster=app.cluster or "",
        cluster_pool="" if app.cluster else app.cluster_pool,
        extended_resources=to_extended_resources(app.resources),
        runtime_metadata=runtime_version_pb2.RuntimeMetadata(type=_SDK, version=version(), flavor="python"),
        profile=app_definition_pb2.Profile(type=app.type, short_description=app.description),
        links=[
            app_definition_pb2.Link(path=link.path, title=link.title, is_relative=link.is_relative)
            for link in app.links
        ],
        inputs=to_inputs(placeholders(app.parameters)),
        timeouts=to_timeouts(app.timeouts),
    )
