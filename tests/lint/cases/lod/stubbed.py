import flyte
import ray

env = flyte.TaskEnvironment("stubbed", image="ghcr.io/acme/ray:1")


@env.task  # expect: LOD002
async def opaque(x: ray.ObjectRef) -> int:
    return 1
