import flyte

env = flyte.TaskEnvironment("env", description="Runs by schedules.", image="ghcr.io/acme/base:1")


@env.task(
    triggers=[
        flyte.Trigger("nightly", flyte.Cron("0 2 * * *"), description="owner: data"),
        flyte.Trigger("hourly", flyte.Cron("0 * * * *"), description="owner: data"),
    ]
)
async def fine(x: int = 1) -> int:
    """Run by night, and by the hour."""
    return x


@env.task(triggers=flyte.Trigger("weekly", flyte.Cron("0 9 * * 1")))  # expect: ACME003
async def nobodys(x: int = 1) -> int:
    """Run for nobody."""
    return x


@env.task(
    triggers=flyte.Trigger("nightly-report", flyte.Cron("0 14 * * *"), description="owner: ml"),  # expect: ACME021
)
async def by_day(x: int = 1) -> int:
    """Run by day."""
    return x
