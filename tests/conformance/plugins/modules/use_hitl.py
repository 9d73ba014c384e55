import flyte
import flyteplugins.hitl as hitl

env = flyte.TaskEnvironment("approvals", depends_on=[hitl.env])


@env.task
async def ask(question: str) -> int:
    event = await hitl.new_event.aio("approve", data_type=int, scope="run", prompt=question)
    return await event.wait.aio()
