"""Apps beside tasks."""

import flyte
import flyte.app

app = flyte.app.AppEnvironment(
    "served", image="acme/app:1", port=8080, args=["serve"], scaling=flyte.app.Scaling(replicas=(0, 2)),
    parameters=[flyte.app.Parameter(name="model", value=flyte.app.RunOutput(type="file", task_name="apps.train"))],
    requires_auth=False,
)
env = flyte.TaskEnvironment("apps", depends_on=[app])


@env.task
async def train(x: int = 1) -> flyte.io.File: ...
