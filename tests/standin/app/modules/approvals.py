"""A task that asks a person: the official plugin brings the app that serves the question."""

import flyte
import flyteplugins.hitl as hitl
from flyteplugins.hitl._event import event_app_env

env = flyte.TaskEnvironment("approvals", depends_on=[hitl.env])


@env.task
async def ask(question: str) -> int:
    event = await hitl.new_event.aio("approve", data_type=int, scope="run", prompt=question)
    return await event.wait.aio()


__all__ = ["ask", "env", "event_app_env"]
