"""A task with a docstring, which Flyte reads."""

import flyte

env = flyte.TaskEnvironment("rehearsed", image="rehearsed")


@env.task
async def documented(number: int, name: str) -> str:
    """Say a name.

    Args:
        number: how often.
        name: what is said.

    Returns:
        what was said.
    """
    return name * number
