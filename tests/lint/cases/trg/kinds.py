from datetime import timedelta

import flyte

env = flyte.TaskEnvironment("kinds")
nightly = flyte.Cron("0 6 * * *")
nameless = flyte.Trigger("", nightly)  # expect: TRG009
alone = flyte.Trigger("alone", nightly, max_action_concurrency=1)  # expect: TRG009
timeless = flyte.Trigger("timeless", inputs={"at": flyte.TriggerTime})  # expect: TRG009


@env.task(triggers=flyte.Trigger("text", "0 5 * * *"))  # expect: TRG009
async def text() -> None: ...


@env.task(triggers=flyte.Trigger("delta", timedelta(minutes=15)))  # expect: TRG009
async def delta() -> None: ...


@env.task(triggers=(flyte.Trigger("good", nightly), flyte.Trigger("minutes", 15)))  # expect: TRG009
async def minutes() -> None: ...


@env.task(triggers="0 5 * * *")  # expect: TRG009
async def no_trigger() -> None: ...


@env.task(triggers=(nightly,))  # expect: TRG009
async def schedule() -> None: ...


@env.task(triggers=nightly)  # expect: TRG009
async def bare() -> None: ...


@env.task(triggers=(flyte.Trigger("by-hand"), flyte.Trigger("rate", flyte.FixedRate(15))))
async def good() -> None: ...


@env.task(
    triggers=flyte.Trigger(
        "labels",
        nightly,
        labels={
            "bad key!": "v",  # expect: TRG010
            "team": "v v",  # expect: TRG010
            "acme.com/team": "search",
        },
        annotations={
            "-x": "y",  # expect: TRG010
            "acme.com/note": "any text: at all",
        },
    )
)
async def labelled() -> None: ...
