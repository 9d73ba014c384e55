"""What the tests of a provider's plugin call; here refused."""

from __future__ import annotations

from typing import Protocol

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly

from ._provider import Provider


class ProviderFactory(Protocol):
    """A plugin's class of a provider: made without arguments, or with another variable for the secret."""

    default_secret_env: str

    def __call__(self, *, secret_env: str | None = ...) -> Provider: ...


assert_provider_conforms = RuntimeOnly("flyte.extras.webhooks.testing.assert_provider_conforms")
