"""The same, as Flyte takes it."""

from pathlib import Path

import flyte

base = flyte.TaskEnvironment("base")
image = flyte.Image.from_debian_base(python_version=(3, 11))
secrets = [flyte.Secret("token", mount=Path("/etc/flyte/secrets")), flyte.Secret("db.password", as_env_var="PASSWORD")]
env = flyte.TaskEnvironment(
    "all",
    image=image,
    secrets=secrets,
    resources=flyte.Resources(cpu=(1, 2), memory="1Gi", gpu="A100:2"),
    env_vars={"LEVEL": "info"},
    depends_on=[base],
    include=("good.py",),
    cache="auto",
)
policy = flyte.ReusePolicy((1, 2), idle_ttl=60)
cache = flyte.Cache("override", version_override="1", max_age=60)
schedule = flyte.Trigger("nightly", flyte.Cron("0 6 * * *", "Europe/Berlin"))


@env.task(short_name="short", retries=3, triggers=schedule)
async def fine(x: int = 1) -> int:
    return x
