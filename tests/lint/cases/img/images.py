# enable: IMG010
import os
from pathlib import Path

import flyte
from flyte import Image

HERE = Path(__file__).parent
SLIM = Image.from_debian_base(name="slim")
LIST = "missing.txt"  # expect: IMG004
ref = flyte.TaskEnvironment("ref", image=Image.from_ref_name("nowhere"))  # expect: IMG001
none = flyte.TaskEnvironment("none", image=Image.from_base(os.getenv("UNSET_IMAGE")))  # expect: IMG002
empty = flyte.TaskEnvironment("empty", image="")  # expect: IMG002
null = flyte.TaskEnvironment("null", image=None)  # expect: IMG002
upper = flyte.TaskEnvironment("upper", image="Org/App:v1")  # expect: IMG003
blank = flyte.TaskEnvironment("blank", image="app :v1")  # expect: IMG003
named = flyte.TaskEnvironment("named", image=SLIM.clone(name="My Image").with_env_vars({"A": "b"}))  # expect: IMG003
lost = flyte.TaskEnvironment("lost", image=SLIM.with_requirements(Path(LIST)))
folder = flyte.TaskEnvironment("folder", image=SLIM.with_source_folder(HERE / "no-such-folder"))  # expect: IMG004
script = flyte.TaskEnvironment("script", image=Image.from_uv_script("no-script.py", name="s"))  # expect: IMG004
docker = flyte.TaskEnvironment("docker", image=Image.from_dockerfile(Path("No.file"), "reg", "n"))  # expect: IMG004
pins = SLIM.with_pip_packages("numpy==1", "numpy > ").with_pip_packages("NumPy==2")  # expect: IMG005, IMG006
pinned = flyte.TaskEnvironment("pinned", image=pins)
odd = SLIM.with_pip_packages(
    "git+https://github.com/a/b", "-e .", "./wheel.whl", "torch; sys_platform == 'linux'", "a[b]>=1,<2", "x @ https://y/z"
)
oddly = flyte.TaskEnvironment("oddly", image=odd)
apt = flyte.TaskEnvironment("apt", image=SLIM.with_apt_packages("gcc make", "git"))  # expect: IMG006
latest = flyte.TaskEnvironment("latest", image="python:latest")  # expect: IMG007, IMG011
bare = flyte.TaskEnvironment("bare", image="localhost:5000/app")  # expect: IMG007
old = flyte.TaskEnvironment("old", image=Image.from_debian_base(python_version=(3, 9)))  # expect: IMG008
one = flyte.TaskEnvironment("one", image=Image.from_debian_base(flyte_version="1.16.0"))  # expect: IMG008
arm = flyte.TaskEnvironment("arm", image=Image.from_debian_base(name="a", platform=("linux/arm64",)))  # expect: IMG010
digest = flyte.TaskEnvironment("digest", image="ghcr.io/a/b@sha256:" + "0" * 64)
port = flyte.TaskEnvironment("port", image="localhost:5000/a_b/c--d:v1.2_3")
hub = flyte.TaskEnvironment("hub", image="library/python:3.12-slim")  # expect: IMG011
auto = flyte.TaskEnvironment("auto", image=Image.from_debian_base(python_version=(3, 13)))
here = flyte.TaskEnvironment("here", image=SLIM.with_source_file(Path(__file__)))


@ref.task
async def t_ref(x: int) -> int:
    return x


@none.task
async def t_none(x: int) -> int:
    return x


@empty.task
async def t_empty(x: int) -> int:
    return x


@null.task
async def t_null(x: int) -> int:
    return x


@upper.task
async def t_upper(x: int) -> int:
    return x


@blank.task
async def t_blank(x: int) -> int:
    return x


@named.task
async def t_named(x: int) -> int:
    return x


@lost.task
async def t_lost(x: int) -> int:
    return x


@folder.task
async def t_folder(x: int) -> int:
    return x


@script.task
async def t_script(x: int) -> int:
    return x


@docker.task
async def t_docker(x: int) -> int:
    return x


@pinned.task
async def t_pinned(x: int) -> int:
    return x


@oddly.task
async def t_oddly(x: int) -> int:
    return x


@apt.task
async def t_apt(x: int) -> int:
    return x


@latest.task
async def t_latest(x: int) -> int:
    return x


@bare.task
async def t_bare(x: int) -> int:
    return x


@old.task
async def t_old(x: int) -> int:
    return x


@one.task
async def t_one(x: int) -> int:
    return x


@arm.task
async def t_arm(x: int) -> int:
    return x


@digest.task
async def t_digest(x: int) -> int:
    return x


@port.task
async def t_port(x: int) -> int:
    return x


@hub.task
async def t_hub(x: int) -> int:
    return x


@auto.task
async def t_auto(x: int) -> int:
    return x


@here.task
async def t_here(x: int) -> int:
    return x
