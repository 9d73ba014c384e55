"""Secrets a task asks for. Fills `security_context.secrets`."""

from __future__ import annotations

import hashlib
import pathlib
import re
from dataclasses import dataclass

MOUNT_FOLDER = "/etc/flyte/secrets"
_ENV_VAR = re.compile(r"^[A-Z_][A-Z0-9_]*$")


@dataclass
class Secret:
    """One secret of the secret store, given to the task as an environment variable or as a file.

    Attributes:
        key: its name in the store.
        group: its group in the store, for stores that have groups.
        mount: the folder of the file; only `/etc/flyte/secrets` exists.
        as_env_var: the variable; by default `GROUP_KEY` or `KEY` in capitals.
    """

    key: str
    group: str | None = None
    mount: pathlib.Path | None = None
    as_env_var: str | None = None

    def __post_init__(self) -> None:
        if not self.mount and not self.as_env_var:
            name = f"{self.group}_{self.key}" if self.group else self.key
            self.as_env_var = name.replace("-", "_").upper()
        if self.mount and str(self.mount) != MOUNT_FOLDER:
            raise ValueError(f"secret {self.key!r}: mount must be {MOUNT_FOLDER}, got {self.mount}")
        if self.as_env_var is not None and not _ENV_VAR.match(self.as_env_var):
            raise ValueError(
                f"secret {self.key!r}: {self.as_env_var!r} is not an environment variable of the form "
                f"{_ENV_VAR.pattern}; name one with as_env_var="
            )

    def stable_hash(self) -> str:
        """Return a hex digest that is the same in every process."""
        parts = (self.key, self.group or "", str(self.mount) if self.mount else "", self.as_env_var or "")
        return hashlib.sha256("|".join(parts).encode("utf-8")).hexdigest()

    def __hash__(self) -> int:
        return int(self.stable_hash()[:16], 16)


SecretRequest = str | Secret | list[str | Secret]


def secrets_from_request(secrets: SecretRequest) -> list[Secret]:
    """Return the Secrets of `secrets=`, where a bare name stands for a Secret of that key."""
    several = [secrets] if isinstance(secrets, (str, Secret)) else secrets
    return [Secret(key=secret) if isinstance(secret, str) else secret for secret in several]
