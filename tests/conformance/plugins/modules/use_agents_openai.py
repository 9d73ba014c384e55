import flyte
from flyteplugins.agents.openai import run_agent

env = flyte.TaskEnvironment("agents-openai")


@env.task(report=True)
async def agent(question: str) -> str:  # without a tool: `tool` takes an attribute of what the real package returns
    return await run_agent(question)
