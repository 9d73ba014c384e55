import flyte

WORKERS = 4
env = flyte.TaskEnvironment("env", env_vars={"N": 1, "RATE": 0.5, "ON": True})  # expect: ENV001, ENV001, ENV001
none = flyte.TaskEnvironment("none", env_vars={"NOTHING": None, "WORKERS": WORKERS})  # expect: ENV001, ENV001
odd = flyte.TaskEnvironment("odd", env_vars={"": "a", "A=B": "c", "my-var": "d", "9": "e"})  # expect: ENV002, ENV002, ENV002, ENV002
own = flyte.TaskEnvironment("own", env_vars={"FLYTE_X": "1", "_F_SYS_PATH": "2", "_U_A": "3"})  # expect: ENV003, ENV003, ENV003
good = flyte.TaskEnvironment("good", env_vars={"A_1": "1", "_x": "", "FLYTE_LOG_LEVEL": "10"})


@env.task
async def a(x: int) -> int:
    return x


@env.task
async def a2(x: int) -> int:
    return x


@none.task
async def b(x: int) -> int:
    return x


@odd.task
async def c(x: int) -> int:
    return x


@own.task
async def d(x: int) -> int:
    return x


@good.task(triggers=flyte.Trigger("t", flyte.Cron("0 0 * * *"), inputs={"x": 1}, env_vars={"N": 1}))  # expect: ENV001
async def e(x: int) -> int:
    return x


@env.task(
    triggers=flyte.Trigger(
        "odd",
        flyte.Cron("@daily"),
        env_vars={
            "": "1",  # expect: ENV002
            "A B": "2",  # expect: ENV002
            "FLYTE_X": "3",  # expect: ENV003
            "GOOD": "4",
        },
    )
)
async def triggered() -> None: ...
