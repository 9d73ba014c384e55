"""Images that differ where the tag does not."""

from pathlib import Path

import flyte
import flyte.app

base = flyte.Image.from_debian_base(python_version=(3, 12), name="x")
acme = flyte.Image.from_base("ghcr.io/acme/base:1").clone(name="u", extendable=True)
HERE = Path(__file__).parent

apt = flyte.TaskEnvironment("apt", image=base.with_apt_packages("graphviz"))
same = flyte.TaskEnvironment("same", image=base.with_apt_packages("graphviz"))
pip = flyte.TaskEnvironment("pip", image=base.with_pip_packages("graphviz"))  # expect: IMG015
run = flyte.TaskEnvironment("run", image=base.with_commands(["graphviz"]))  # expect: IMG015
arm = flyte.TaskEnvironment(
    "arm",
    image=base.clone(platform=("linux/arm64",)).with_apt_packages("graphviz"),  # expect: IMG015
)

together = flyte.TaskEnvironment("together", image=base.with_pip_packages("a", "b"))
apart = flyte.TaskEnvironment("apart", image=base.with_pip_packages("a").with_pip_packages("b"))
glued = flyte.TaskEnvironment("glued", image=base.with_pip_packages("ab"))  # expect: IMG015

here = flyte.TaskEnvironment("here", image=base.with_source_file(HERE / "layers.py", dst="/x"))
there = flyte.TaskEnvironment("there", image=base.with_source_file(HERE / "one_tag.py", dst="/x"))

older = flyte.TaskEnvironment("older", image=acme.clone(python_version=(3, 11)).with_workdir("/w"))
newer = flyte.TaskEnvironment(
    "newer",
    image=acme.clone(python_version=(3, 12)).with_workdir("/w"),  # expect: IMG015
)
renamed = flyte.TaskEnvironment("renamed", image=base.clone(name="y").with_commands(["graphviz"]))

web = flyte.app.AppEnvironment("web", image=base.with_commands(["graphviz"]), args="serve")  # expect: IMG015


@apt.task
async def a(x: int) -> int:
    return x


@same.task
async def b(x: int) -> int:
    return x


@pip.task
async def c(x: int) -> int:
    return x


@run.task
async def d(x: int) -> int:
    return x


@arm.task
async def e(x: int) -> int:
    return x


@together.task
async def f(x: int) -> int:
    return x


@apart.task
async def g(x: int) -> int:
    return x


@glued.task
async def h(x: int) -> int:
    return x


@here.task
async def i(x: int) -> int:
    return x


@there.task
async def j(x: int) -> int:
    return x


@older.task
async def k(x: int) -> int:
    return x


@newer.task
async def m(x: int) -> int:
    return x


@renamed.task
async def n(x: int) -> int:
    return x
