from datetime import datetime, timedelta
from enum import Enum

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


class Mode(Enum):
    FAST = "fast"


@env.task(triggers=Trigger("a", SHARED.automation, inputs={"mode": "fast"}))  # expect: TRG006
async def by_value(mode: Mode) -> None: ...


@env.task(triggers=Trigger("b", Cron("@daily"), inputs={"mode": "turbo"}))  # expect: TRG006
async def no_member(mode: Mode) -> None: ...


@env.task(triggers=Trigger("c", Cron("@daily"), inputs={"since": "2026-01-01"}))  # expect: TRG006
async def text_for_time(since: datetime) -> None: ...


@env.task(triggers=Trigger("d", Cron("@daily"), inputs={"window": 60}))  # expect: TRG006
async def number_for_delta(window: timedelta) -> None: ...


@env.task(triggers=Trigger("e", Cron("@daily"), inputs={"n": "ten"}))  # expect: TRG006
async def text_for_optional(n: int | None) -> None: ...


@env.task(triggers=Trigger("f", Cron("@daily"), inputs={"at": TriggerTime}))  # expect: TRG006
async def time_for_delta(at: timedelta) -> None: ...


@env.task(triggers=Trigger("g", Cron("@daily"), inputs={"n": None}))  # expect: TRG006
async def nothing_for_a_number(n: int) -> None: ...


@env.task(
    triggers=Trigger(
        "good",
        Cron("@daily"),
        inputs={
            "mode": Mode.FAST,
            "name": "FAST",
            "at": TriggerTime,
            "since": datetime(2026, 1, 1),
            "window": timedelta(hours=1),
            "n": None,
            "many": [1, 2],
            "either": "text",
        },
    )
)
async def all_good(
    mode: Mode,
    name: Mode,
    at: datetime | None,
    since: datetime,
    window: timedelta,
    n: int | None,
    many: list[int],
    either: int | str,
) -> None: ...


@env.task(
    triggers=(
        Trigger("every90", Cron("*/90 * * * *")),  # expect: TRG008
        Trigger("every36", Cron("0 */36 * * *")),  # expect: TRG008
        Trigger("days", Cron("0 0 */40 * *")),  # expect: TRG008
        Trigger("half", Cron("*/30 */12 * * *")),
    )
)
async def steps() -> None: ...


@env.task(triggers=Trigger("zones", Cron("CRON_TZ=UTC 0 0 * * *", timezone="Europe/Berlin")))  # expect: TRG001
async def zones() -> None: ...
