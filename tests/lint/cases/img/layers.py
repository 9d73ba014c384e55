from pathlib import Path

import flyte
from flyte import Image

HERE = Path(__file__).parent
BASE = Image.from_debian_base(name="layers")
RUNS = ["apt-get update", "RUN apt-get install -y git"]  # expect: IMG013
command = flyte.TaskEnvironment("command", image=BASE.with_commands(RUNS))
copies = flyte.TaskEnvironment("copies", image=BASE.with_commands(["COPY . /app"]))  # expect: IMG013
ignoring = flyte.TaskEnvironment("ignoring", image=BASE.with_dockerignore(Path("no/.dockerignore")))  # expect: IMG004
number = flyte.TaskEnvironment("number", image=BASE.with_env_vars({"N": 1}))  # expect: IMG013
blank = flyte.TaskEnvironment("blank", image=BASE.with_env_vars({"GREETING": "hello world"}))  # expect: IMG013
module = flyte.TaskEnvironment("module", image=BASE.with_pip_packages("sklearn", "numpy"))  # expect: IMG006
modules = flyte.TaskEnvironment("modules", image=BASE.with_pip_packages("cv2==4.1"))  # expect: IMG006
ALPINE = Image.from_base("python:3.12-alpine").clone(registry="ghcr.io/acme", name="q", extendable=True)
alpine = flyte.TaskEnvironment("alpine", image=ALPINE.with_pip_packages("flyte").with_apt_packages("git"))  # expect: IMG013
listed = flyte.TaskEnvironment("listed", image=BASE.with_pip_packages("-r requirements.txt"))  # expect: IMG005
listing = flyte.TaskEnvironment("listing", image=BASE.with_pip_packages("numpy", "--requirement=some.txt"))  # expect: IMG005
python = flyte.TaskEnvironment("python", image="python:3.12-slim")  # expect: IMG011
cuda = flyte.TaskEnvironment("cuda", image="nvidia/cuda:12.4.1-runtime-ubuntu22.04")  # expect: IMG011
without = Image.from_debian_base(install_flyte=False, registry="ghcr.io/acme", name="without")
bare = flyte.TaskEnvironment("bare", image=without.with_pip_packages("numpy"))  # expect: IMG011
old = flyte.TaskEnvironment("old", image=Image.from_debian_base(flyte_version="2.0.0"))  # expect: IMG012
older = flyte.TaskEnvironment("older", image=BASE.with_pip_packages("flyte==2.3.5"))  # expect: IMG012
good = flyte.TaskEnvironment(
    "good",
    image=BASE.with_commands(["echo RUN", "run-parts /etc/x", "env"])
    .with_env_vars({"A": "'hello world'", "B": "1", "C": 'a="b c"'})
    .with_dockerignore(HERE / "layers.py")
    .with_pip_packages("flyte==2.3.6", "scikit-learn"),
)
brings = flyte.TaskEnvironment("brings", image=without.with_pip_packages("acme-flows"))
own = flyte.TaskEnvironment("own", image="ghcr.io/acme/python:3.12")
pinned = flyte.TaskEnvironment("pinned", image=without.with_pip_packages("flyte[connector]>=2"))


@command.task
async def t_command(x: int) -> int:
    return x


@copies.task
async def t_copies(x: int) -> int:
    return x


@ignoring.task
async def t_ignoring(x: int) -> int:
    return x


@number.task
async def t_number(x: int) -> int:
    return x


@blank.task
async def t_blank(x: int) -> int:
    return x


@module.task
async def t_module(x: int) -> int:
    return x


@modules.task
async def t_modules(x: int) -> int:
    return x


@alpine.task
async def t_alpine(x: int) -> int:
    return x


@listed.task
async def t_listed(x: int) -> int:
    return x


@listing.task
async def t_listing(x: int) -> int:
    return x


@python.task
async def t_python(x: int) -> int:
    return x


@cuda.task
async def t_cuda(x: int) -> int:
    return x


@bare.task
async def t_bare(x: int) -> int:
    return x


@old.task
async def t_old(x: int) -> int:
    return x


@older.task
async def t_older(x: int) -> int:
    return x


@good.task
async def t_good(x: int) -> int:
    return x


@brings.task
async def t_brings(x: int) -> int:
    return x


@own.task
async def t_own(x: int) -> int:
    return x


@pinned.task
async def t_pinned(x: int) -> int:
    return x
