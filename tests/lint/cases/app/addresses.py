"""Tasks and the functions of apps that ask for addresses."""

import flyte
from flyte.app import AppEnvironment

IMAGE = "ghcr.io/acme/api:1"

declared = AppEnvironment("declared", image=IMAGE, command="serve")
through = flyte.TaskEnvironment("through", image=IMAGE, depends_on=[declared])
other = AppEnvironment("other", image=IMAGE, command="serve")

page = AppEnvironment("page", image=IMAGE, command="serve", depends_on=[through])
calling = flyte.TaskEnvironment("calling", image=IMAGE, depends_on=[page])


@calling.task
async def ask(x: int) -> str:
    return page.endpoint + declared.endpoint + other.endpoint  # expect: APP008


@page.on_startup
async def begin() -> None:
    print(page.endpoint, declared.endpoint, other.endpoint)  # expect: APP008


def show() -> None:
    print(other.endpoint)


if __name__ == "__main__":
    print(other.endpoint)
