import flyte
from flyte.io import File
from flyte.sandbox import sandbox_environment
from flyteplugins.codegen import AutoCoderAgent

agent = AutoCoderAgent(model="gpt-4.1", name="totals", resources=flyte.Resources(cpu=1, memory="1Gi"))
env = flyte.TaskEnvironment(
    "coder",
    secrets=[flyte.Secret(key="openai_key", as_env_var="OPENAI_API_KEY")],
    depends_on=[sandbox_environment],
)


@env.task
async def totals(sales: File) -> tuple[float, int]:
    result = await agent.generate.aio(prompt="Sum it up", samples={"sales": sales}, outputs={"total": float})
    return await result.run.aio()
