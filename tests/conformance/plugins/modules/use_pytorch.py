import flyte
from flyteplugins.pytorch import Elastic

env = flyte.TaskEnvironment(
    "torches",
    plugin_config=Elastic(nnodes="1:2", nproc_per_node=4, rdzv_backend="c10d", max_restarts=3),
    resources=flyte.Resources(gpu="A100:4"),
)


@env.task
def train(epochs: int = 3) -> float | None: ...
