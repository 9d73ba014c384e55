from pathlib import Path

import flyte
from flyte import Secret

MOUNT = Path("/etc/flyte/secrets")
twice = flyte.TaskEnvironment("twice", secrets=["a-b", "a_b"])  # expect: SEC001
same = flyte.TaskEnvironment("same", secrets="token", env_vars={"TOKEN": "x"})  # expect: SEC001
group = flyte.TaskEnvironment("group", secrets=[Secret("b", group="a"), "a_b"])  # expect: SEC001
dot = flyte.TaskEnvironment("dot", secrets=["fine", "my.secret"])  # expect: SEC002
digit = flyte.TaskEnvironment("digit", secrets="1st")  # expect: SEC002
both = flyte.TaskEnvironment("both", secrets=Secret("k", mount=MOUNT, as_env_var="K"))  # expect: SEC003
files = flyte.TaskEnvironment("files", secrets=[Secret("a", mount=MOUNT), Secret("b", mount=MOUNT), "c"])
KEY = "sk-" + "A1b2C3d4" * 4  # expect: SEC004
plain = flyte.TaskEnvironment("plain", env_vars={"OPENAI_API_KEY": KEY})
hook = flyte.TaskEnvironment("hook", env_vars={"HOOK": "https://hooks.slack.com/services/T00/B00/" + "aB3" * 8})  # expect: SEC004
base = flyte.Image.from_debian_base(name="x").with_env_vars({"TOKEN": "ghp_" + "a1B2" * 9})  # expect: SEC004
image = flyte.TaskEnvironment("image", image=base)
named = flyte.TaskEnvironment("named", env_vars={"API_KEY": "on", "URL": "https://user:${PASS}@host/", "T": "sk-no"})


@twice.task
async def t_twice(x: int) -> int:
    return x


@same.task
async def t_same(x: int) -> int:
    return x


@group.task
async def t_group(x: int) -> int:
    return x


@dot.task
async def t_dot(x: int) -> int:
    return x


@digit.task
async def t_digit(x: int) -> int:
    return x


@both.task
async def t_both(x: int) -> int:
    return x


@files.task
async def t_files(x: int) -> int:
    return x


@plain.task
async def t_plain(x: int) -> int:
    return x


@hook.task
async def t_hook(x: int) -> int:
    return x


@image.task
async def t_image(x: int) -> int:
    return x


@named.task
async def t_named(x: int) -> int:
    return x
