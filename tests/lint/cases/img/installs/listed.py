from pathlib import Path

import coverage  # expect: IMG009
import flyte
import hypothesis
import jsonschema

HERE = Path(__file__).parent
image = flyte.Image.from_debian_base(name="listed").with_requirements(HERE / "listed.txt")
env = flyte.TaskEnvironment("listed", image=image)


@env.task
async def run(x: int) -> int:
    return x
