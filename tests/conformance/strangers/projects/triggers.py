"""Every form of trigger."""

from datetime import datetime, timedelta, timezone

import flyte
from flyte import notify

env = flyte.TaskEnvironment("clocks")


@env.task(triggers=flyte.Trigger.hourly())
async def hourly(trigger_time: datetime, x: int = 1) -> str: ...


@env.task(
    triggers=(
        flyte.Trigger.minutely(trigger_time_input_key="at"),
        flyte.Trigger.daily(trigger_time_input_key="at"),
        flyte.Trigger.weekly(trigger_time_input_key="at"),
        flyte.Trigger.monthly(trigger_time_input_key="at", auto_activate=False),
    )
)
async def often(at: datetime) -> None: ...


@env.task(
    triggers=[
        flyte.Trigger(
            "berlin", flyte.Cron("0 9 * * 1-5", timezone="Europe/Berlin"),
            inputs={"day": flyte.TriggerTime, "size": 3, "names": ["a", "b"]},
            description="Working days", env_vars={"MODE": "cron"}, interruptible=True, labels={"team": "ml"},
            annotations={"note": "x"}, overwrite_cache=True, queue="fast",
        ),
        flyte.Trigger("rate", flyte.FixedRate(timedelta(minutes=90)), inputs={"size": 4}),
        flyte.Trigger(
            "from", flyte.FixedRate(30, start_time=datetime(2026, 1, 2, 3, tzinfo=timezone.utc)), auto_activate=False
        ),
    ]
)
async def mixed(size: int = 2, names: list[str] | None = None, day: datetime = datetime(2026, 1, 1)) -> int: ...


@env.task(triggers=flyte.Trigger("told", flyte.Cron("@daily"), notifications=notify.Email(
    on_phase=("failed",), recipients=("a@acme.io", "b@acme.io"), subject="Oh no", body="It failed",
)))
async def told() -> None: ...
