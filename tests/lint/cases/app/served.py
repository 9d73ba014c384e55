"""An app that is served where its module is run: values come then, and nothing is deployed."""

import flyte
from flyte.app import AppEnvironment, Parameter

api = AppEnvironment(
    "api",
    image="ghcr.io/acme/api:1",
    command="fserve -- serve",
    parameters=[Parameter(name="model")],  # expect: APP007
)
env = flyte.TaskEnvironment("asking", image="ghcr.io/acme/api:1")


@env.task
async def ask(x: int) -> str:
    return api.endpoint


if __name__ == "__main__":
    flyte.with_servecontext(mode="local", parameter_values={"api": {"model": "s3://models/a"}}).serve(api)
