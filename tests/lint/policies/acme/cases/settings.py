from typing import Any

import flyte

OURS = "ghcr.io/acme/base:1"
env = flyte.TaskEnvironment("env", description="Settings of tasks.", image=OURS, env_vars={"LEVEL": "1"})
debugged = flyte.TaskEnvironment(
    "debugged",
    description="With variables.",
    image=OURS,
    env_vars={
        "LEVEL": "1",
        "DEBUG": "yes",  # expect: ACME012
    },
)
secret = flyte.TaskEnvironment(
    "secret",
    description="With secrets.",
    image=OURS,
    secrets=[flyte.Secret("key", group="vault"), flyte.Secret("token", group="files")],  # expect: ACME011
)
vault = flyte.TaskEnvironment(
    "vault", description="With secrets.", image=OURS, secrets=[flyte.Secret("key", group="vault")]
)
train = flyte.TaskEnvironment("train", description="Trains models.", image=OURS)
serve = flyte.TaskEnvironment("serve", description="Serves models.", image=OURS)
batch = flyte.TaskEnvironment("batch", description="Runs in batches.", image=OURS)


@env.task(retries=6)  # expect: ACME006
async def again(x: int) -> int:
    """Run again and again."""
    return x


@env.task(retries=5, cache="auto", interruptible=True)
async def fine(x: int) -> int:
    """Run."""
    return x


@env.task  # expect: ACME015
async def silent(x: int) -> int:
    return x


@env.task  # expect: ACME022
async def many(a: int, b: int, c: int, d: int, e: int, f: int, g: int, h: int, i: int) -> int:
    """Take much."""
    return a


@env.task  # expect: ACME023
async def anything(x: Any) -> int:
    """Take anything."""
    return 1


@debugged.task
async def verbose(x: int) -> int:
    """Run."""
    return x


@secret.task
async def knowing(x: int) -> int:
    """Run."""
    return x


@vault.task
async def known(x: int) -> int:
    """Run."""
    return x


@train.task(cache="auto")  # expect: ACME007
async def fit(x: int) -> int:
    """Run."""
    return x


@train.task(cache=flyte.Cache(behavior="override", version_override="2"))
async def fit_again(x: int) -> int:
    """Run."""
    return x


@serve.task(interruptible=True)  # expect: ACME010
async def answer(x: int) -> int:
    """Run."""
    return x


@batch.task  # expect: ACME013
async def anybody(x: int) -> int:
    """Run."""
    return x
