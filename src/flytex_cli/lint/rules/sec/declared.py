"""The secrets a task declares, and the environment variables they land on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flytex_cli.project import Workload
from flytex_cli.project.fields import Step


@dataclass(frozen=True)
class DeclaredSecret:
    """One secret.

    Attributes:
        key: None where the item is not a secret.
        variable: the environment variable it sets; None for one that is mounted as a file.
        path: how it is written.
        is_bare: whether it is written as text, so that the variable is derived when the task is translated.
    """

    key: str | None
    variable: str | None
    mount: str | None
    path: tuple[Step, ...]
    is_bare: bool


def secrets(workload: Workload) -> Iterator[DeclaredSecret]:
    """Yield each secret in declared order."""
    listed = workload.facts.secrets
    for index, secret in enumerate(listed):
        key = secret.get("key")
        variable, mount, group = secret.get("as_env_var"), secret.get("mount"), secret.get("group")
        is_bare = set(secret) == {"key"} and variable is None
        if variable is None and mount is None and isinstance(key, str):
            variable = (f"{group}_{key}" if group else key).replace("-", "_").upper()
        path: tuple[Step, ...] = ("secrets", index) if workload.written("secrets", index) else ("secrets",)
        yield DeclaredSecret(
            key if isinstance(key, str) else None,
            variable if isinstance(variable, str) else None,
            mount if isinstance(mount, str) else None,
            path,
            is_bare,
        )
