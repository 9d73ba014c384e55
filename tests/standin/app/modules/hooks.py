"""Apps that other services call: Flyte's own operations, and deliveries of a provider."""

import flyte
from flyte.app.extras import FlyteWebhookAppEnvironment
from flyte.extras.webhooks import Provider, WebhookAppEnvironment

operations = FlyteWebhookAppEnvironment(name="operations", title="Operations", endpoint_groups=["core", "task"])

deliveries = WebhookAppEnvironment(
    name="deliveries",
    image="registry.example.com/hooks:1",
    providers=[Provider(name="forge", secret_env="FORGE_SECRET", verify=lambda *_: None, parse=lambda *_: None)],
    secrets=flyte.Secret("forge-key", as_env_var="OTHER"),
)


@deliveries.on_event("push")
async def on_push(event) -> None: ...
