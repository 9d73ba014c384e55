import flyte
from flyteplugins.agents.crewai import run_agent, tool

env = flyte.TaskEnvironment("agents-crewai")


@tool
@env.task
async def weather(city: str) -> str:
    """The weather in a city."""
    return "sunny"


@env.task(report=True)
async def agent(question: str) -> str:
    return await run_agent(question, tools=[weather])
