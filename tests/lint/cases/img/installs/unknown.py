from pathlib import Path

import flyte
import hypothesis
import kubernetes

HERE = Path(__file__).parent
BASE = flyte.Image.from_debian_base(name="unknown")
IMAGES = {
    "own": "ghcr.io/acme/base:1",
    "docker": flyte.Image.from_dockerfile(HERE / "Dockerfile", "ghcr.io/acme", "docker"),
    "command": BASE.with_commands(["uv pip install kubernetes hypothesis"]),
    "folder": BASE.with_pip_packages("./wheels"),
    "link": BASE.with_pip_packages("git+https://github.com/acme/everything"),
    "broken": BASE.with_requirements(HERE / "broken.txt"),
    "arguments": BASE.with_pip_packages("jsonschema", extra_args="-r more.txt"),
    "dynamic": BASE.with_uv_project(HERE / "dynamic" / "pyproject.toml"),
}
own = flyte.TaskEnvironment("own", image=IMAGES["own"])
docker = flyte.TaskEnvironment("docker", image=IMAGES["docker"])
command = flyte.TaskEnvironment("command", image=IMAGES["command"])
folder = flyte.TaskEnvironment("folder", image=IMAGES["folder"])
link = flyte.TaskEnvironment("link", image=IMAGES["link"])
broken = flyte.TaskEnvironment("broken", image=IMAGES["broken"])
arguments = flyte.TaskEnvironment("arguments", image=IMAGES["arguments"])
dynamic = flyte.TaskEnvironment("dynamic", image=IMAGES["dynamic"])


@own.task
async def t_own(x: int) -> int:
    return x


@docker.task
async def t_docker(x: int) -> int:
    return x


@command.task
async def t_command(x: int) -> int:
    return x


@folder.task
async def t_folder(x: int) -> int:
    return x


@link.task
async def t_link(x: int) -> int:
    return x


@broken.task
async def t_broken(x: int) -> int:
    return x


@arguments.task
async def t_arguments(x: int) -> int:
    return x


@dynamic.task
async def t_dynamic(x: int) -> int:
    return x
