"""`SecurityContext`: secrets and the service account."""

from __future__ import annotations

from flyteidl2.core import security_pb2

from flytex_cli.standin._core.settings.secret import Secret, SecretRequest, secrets_from_request

from .message import message


def to_security_context(
    secrets: SecretRequest | None, service_account: str | None
) -> security_pb2.SecurityContext | None:
    """Return the context; unset when the task asks for neither."""
    if secrets is None and not service_account:
        return None
    return message(
        security_pb2.SecurityContext,
        run_as=security_pb2.Identity(k8s_service_account=service_account) if service_account else None,
        secrets=[_to_secret(secret) for secret in secrets_from_request(secrets)] if secrets is not None else [],
    )


def _to_secret(secret: Secret) -> security_pb2.Secret:
    return security_pb2.Secret(
        group=secret.group,
        key=secret.key,
        mount_requirement=security_pb2.Secret.ENV_VAR if secret.as_env_var else security_pb2.Secret.FILE,
        env_var=secret.as_env_var,
    )
