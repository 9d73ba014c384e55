from pathlib import Path

import coverage  # expect: IMG009
import flyte
import hypothesis
import jsonschema  # expect: IMG009
import kubernetes

HOME = Path(__file__).parent / "poetry"
BASE = flyte.Image.from_debian_base(name="poetic")
env = flyte.TaskEnvironment(
    "poetic", image=BASE.with_poetry_project(HOME / "pyproject.toml", poetry_lock=HOME / "poetry.lock")
)


@env.task
async def run(x: int) -> int:
    return x
