import flyte
from flyteplugins.ray import HeadNodeConfig, RayJobConfig, WorkerNodeConfig

env = flyte.TaskEnvironment(
    "rays",
    plugin_config=RayJobConfig(
        head_node_config=HeadNodeConfig(ray_start_params={"log-color": "True"}),
        worker_node_config=[WorkerNodeConfig(group_name="workers", replicas=2, min_replicas=1, max_replicas=4)],
        runtime_env={"pip": ["numpy"]},
        shutdown_after_job_finishes=True,
        ttl_seconds_after_finished=300,
    ),
)


@env.task
async def squares(n: int = 3) -> list[int]: ...
