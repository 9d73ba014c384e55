"""A task type of one's own over `flyte.extend`, and template subclasses."""

from dataclasses import dataclass
from typing import Any

import flyte
from flyte.extend import AsyncFunctionTaskTemplate, TaskPluginRegistry, TaskTemplate
from flyte.models import NativeInterface, SerializationContext
from flyteidl2.core import tasks_pb2


@dataclass
class Spin:
    speed: int = 3
    names: tuple[str, ...] = ()


@dataclass(kw_only=True)
class SpinTask(AsyncFunctionTaskTemplate):
    plugin_config: Spin
    task_type: str = "spin"

    def custom_config(self, sctx: SerializationContext) -> dict[str, Any]:
        return {"speed": self.plugin_config.speed, "names": list(self.plugin_config.names), "version": sctx.version}

    def config(self, sctx: SerializationContext) -> dict[str, str]:
        return {"spin": "yes"}

    async def pre(self, *args, **kwargs) -> dict[str, Any]:
        return {"spinning": True}


TaskPluginRegistry.register(Spin, SpinTask)
env = flyte.TaskEnvironment("plugin", plugin_config=Spin(speed=7, names=("a", "b")))


@env.task
async def spin(x: int = 1) -> int: ...


class Query(TaskTemplate):
    def __init__(self, name: str, statement: str, **kwargs: Any) -> None:
        super().__init__(
            name=name, interface=NativeInterface({"day": (str, "today")}, {"rows": int}), task_type="query",
            image=None, **kwargs,
        )
        self.statement = statement

    def sql(self, sctx: SerializationContext) -> tasks_pb2.Sql:
        return tasks_pb2.Sql(statement=self.statement, dialect=tasks_pb2.Sql.Dialect.ANSI)

    def custom_config(self, sctx: SerializationContext) -> dict[str, str]:
        return {"kind": "query"}


class Raw(TaskTemplate):
    def container_args(self, sctx: SerializationContext) -> list[str]:
        return ["run", "--input", sctx.input_path, "{{.inputs.x}}"]

    def data_loading_config(self, sctx: SerializationContext) -> tasks_pb2.DataLoadingConfig:
        return tasks_pb2.DataLoadingConfig(enabled=True, input_path="/in", output_path="/out")


query = Query("count_rows", "SELECT 1", retries=2)
raw = Raw(name="raw", interface=NativeInterface({"x": (int, 3)}, {}), image="acme/raw:1", task_type="raw-container",
          resources=flyte.Resources(cpu=1))
queries = flyte.TaskEnvironment.from_task("queries", query)
raws = flyte.TaskEnvironment.from_task("raws", raw)
