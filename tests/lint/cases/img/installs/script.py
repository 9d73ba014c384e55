# /// script
# requires-python = ">=3.10"
# dependencies = [
#     "flyte>=2",
#     "hypothesis",
# ]
# ///
import flyte
import hypothesis
import kubernetes  # expect: IMG009

env = flyte.TaskEnvironment("script", image=flyte.Image.from_uv_script(__file__, name="script"))


@env.task
async def run(x: int) -> int:
    return x
