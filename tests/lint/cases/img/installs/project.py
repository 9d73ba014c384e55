from pathlib import Path

import coverage
import flyte
import hypothesis
import jsonschema
import kubernetes  # expect: IMG009

FILE = Path(__file__).parent / "project" / "pyproject.toml"
image = flyte.Image.from_debian_base(name="project").with_uv_project(FILE, extra_args="--extra schemas")
env = flyte.TaskEnvironment("project", image=image)


@env.task
async def run(x: int) -> int:
    return x
