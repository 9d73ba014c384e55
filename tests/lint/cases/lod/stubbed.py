import flyte
import ray

env = flyte.TaskEnvironment("stubbed")


@env.task  # expect: LOD002
async def opaque(x: ray.ObjectRef) -> int:
    return 1
