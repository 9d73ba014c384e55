import flyte
from flyteplugins.otel import init

init(service_name="acme")
env = flyte.TaskEnvironment("spans")


@env.task
async def main(n: int) -> int: ...
