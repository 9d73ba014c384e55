from pathlib import Path

import coverage  # expect: IMG009
import flyte
import hypothesis
import jsonschema  # expect: IMG009

FILE = Path(__file__).parent / "project" / "pyproject.toml"
image = flyte.Image.from_debian_base(name="production").with_uv_project(FILE, extra_args="--no-dev --extra=pods")
env = flyte.TaskEnvironment("production", image=image)


@env.task
async def run(x: int) -> int:
    return x
