import flyte
from flyteplugins.agents.core import durable_step, tool

env = flyte.TaskEnvironment("agents-core")


@tool
@env.task
async def weather(city: str) -> str:
    """The weather in a city."""
    return "sunny"
