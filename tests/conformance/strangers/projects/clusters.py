"""Clustered environments, sandboxes and connectors."""

import flyte
from flyte.connectors import AsyncConnectorExecutorMixin
from flyte.extend import TaskTemplate
from flyte.models import NativeInterface


class Job(AsyncConnectorExecutorMixin, TaskTemplate):
    def __init__(self, name: str) -> None:
        super().__init__(name=name, interface=NativeInterface({"x": (int, 1)}, {"y": str}), task_type="job", image=None)

    def custom_config(self, sctx):
        return {"job": "x"}


jobs = flyte.TaskEnvironment.from_task("jobs", Job("one-job"))
