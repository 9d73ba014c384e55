"""A task that a service of its own runs, and no Pod: it has no container to speak of."""

import flyte
from flyte.extend import TaskTemplate
from flyte.models import NativeInterface


class BatchJob(TaskTemplate):
    def __init__(self, name: str) -> None:
        super().__init__(
            name=name,
            interface=NativeInterface.from_types({}, {"result": str}),
            task_type="batch_job",
            image=None,
        )


job = BatchJob("job")
env = flyte.TaskEnvironment.from_task("jobs", job)
