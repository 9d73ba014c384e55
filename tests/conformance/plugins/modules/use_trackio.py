import flyte
from flyteplugins.trackio import trackio_config, trackio_init

env = flyte.TaskEnvironment("tracks")


@trackio_init
@env.task
def train(rate: float = 0.1) -> dict[str, float]: ...


CONFIG = trackio_config(project="acme")
