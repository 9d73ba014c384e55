from datetime import datetime, timedelta

import flyte
from flyte import Cron, FixedRate, Trigger, TriggerTime

env = flyte.TaskEnvironment("env")
SHARED = Trigger("shared", Cron("@daily"))


@env.task(
    triggers=[
        Trigger("four", Cron("* * * *")),  # expect: TRG001
        Trigger("seven", Cron("0 0 * * 7")),  # expect: TRG001
        Trigger("last", Cron("0 0 L * *")),  # expect: TRG001
        Trigger("range", Cron("0 25 * * *")),  # expect: TRG001
        Trigger("zone", Cron("CRON_TZ=UTC 0 0 * * *")),  # expect: TRG001
        Trigger("never", Cron("0 0 30 2 *")),  # expect: TRG002
        Trigger("mars", automation=Cron(expression="0 0 * * *", timezone="Mars/Olympus")),  # expect: TRG003
        Trigger("zero", FixedRate(0)),  # expect: TRG004
        Trigger("negative", FixedRate(-5)),  # expect: TRG004
        Trigger("half", FixedRate(1.5)),  # expect: TRG004
        Trigger("delta", FixedRate(timedelta(minutes=5))),  # expect: TRG004
        Trigger("both", Cron("0 0 1 * 1")),  # expect: TRG008
        Trigger("twice", Cron("0 0 * * *")),
        Trigger("twice", Cron("0 1 * * *")),  # expect: TRG007
        Trigger("leap", Cron("0 0 29 2 *")),
        Trigger("every", Cron("@every 1h30m")),
        Trigger("names", Cron("0 0 ? JAN-MAR MON", timezone="America/New_York")),
        Trigger("steps", Cron("*/15 8-18/2 * * 1,3")),
        SHARED,
        Trigger.daily(),
    ]
)
async def schedules(x: int = 1) -> int:
    return x


@env.task(triggers=(SHARED, Trigger("hand", None)))
async def shared(x: int = 1) -> int:
    return x


@env.task(
    triggers=[
        Trigger("open", Cron("0 0 * * *"), inputs={"at": TriggerTime}),  # expect: TRG005
        Trigger("unknown", Cron("0 0 * * *"), inputs={"at": TriggerTime, "n": 1, "nope": 1}),  # expect: TRG006
        Trigger("text", Cron("0 0 * * *"), inputs={"at": TriggerTime, "n": "abc"}),  # expect: TRG006
        Trigger("timed", Cron("0 0 * * *"), inputs={"at": datetime(2024, 1, 1), "n": TriggerTime}),  # expect: TRG006
        Trigger("two", Cron("0 0 * * *"), inputs={"at": TriggerTime, "n": 1, "till": TriggerTime}),  # expect: TRG006
        Trigger("good", Cron("0 0 * * *"), inputs={"at": TriggerTime, "n": 1, "rate": 2}),
    ]
)
async def bound(at: datetime, n: int, rate: float = 0.5, till: datetime | None = None) -> int:
    return n
