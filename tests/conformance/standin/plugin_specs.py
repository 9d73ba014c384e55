"""Write the specs of one task of each official plugin, as JSON; run in a process of its own for each side.

`python plugin_specs.py sdk|standin FILE`. Heavy dependencies are stubbed: only what a plugin touches at import or in
its `custom_config` is there.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

STUBBED = ("ray", "pyspark", "distributed", "torch", *(() if find_spec("cloudpickle") else ("cloudpickle",)))


class _Attributes(type):
    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _anything(name)


class Anything(metaclass=_Attributes):
    """A class that can be subclassed, called and asked for attributes."""

    def __init__(self, *_args: Any, **_kwargs: Any) -> None: ...

    def __init_subclass__(cls, **_kwargs: Any) -> None: ...


def _anything(name: str) -> Any:
    if name == "parse_min_max_nnodes":
        return lambda text: tuple(int(part) for part in (text.split(":") * 2)[:2])
    return _Attributes(name, (Anything,), {})


class StubModule(ModuleType):
    __path__: ClassVar[list[str]] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        setattr(self, name, _anything(name))
        return getattr(self, name)


class StubFinder(MetaPathFinder, Loader):
    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        return ModuleSpec(fullname, self, is_package=True) if fullname.partition(".")[0] in STUBBED else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return StubModule(spec.name)

    def exec_module(self, module: ModuleType) -> None: ...


def add(x: int, y: int = 2) -> int:
    return x + y


def pod(flyte: Any) -> Any:
    from kubernetes.client import V1Container, V1PodSpec

    return flyte.PodTemplate(pod_spec=V1PodSpec(containers=[V1Container(name="side", args=["a"])]), labels={"l": "1"})


def ray(flyte: Any) -> Any:
    from flyteplugins.ray import HeadNodeConfig, RayJobConfig, WorkerNodeConfig

    return RayJobConfig(
        head_node_config=HeadNodeConfig(
            ray_start_params={"num-cpus": "0"},
            requests=flyte.Resources(cpu="2", memory="4Gi", gpu="A100:1", disk="5Gi"),
            limits=flyte.Resources(cpu="4"),
        ),
        worker_node_config=[
            WorkerNodeConfig(group_name="g", replicas=2, pod_template=pod(flyte), requests=flyte.Resources(cpu="1"))
        ],
        enable_autoscaling=True,
        runtime_env={"pip": ["numpy"]},
        ttl_seconds_after_finished=5,
    )


def spark(flyte: Any) -> Any:
    from flyteplugins.spark import Spark

    return Spark(
        spark_conf={"spark.driver.memory": "1g"}, hadoop_conf={"a": "b"}, driver_pod=pod(flyte), executor_pod=pod(flyte)
    )


def dask(flyte: Any) -> Any:
    from flyteplugins.dask import Dask, Scheduler, WorkerGroup

    return Dask(
        scheduler=Scheduler(image="dask:1", resources=flyte.Resources(cpu=(1, 2))),
        workers=WorkerGroup(number_of_workers=3, resources=flyte.Resources(memory="1Gi", gpu=1)),
    )


def pytorch(flyte: Any) -> Any:
    from flyteplugins.pytorch import Elastic

    return Elastic(nnodes=2, nproc_per_node=2)


PLUGINS: dict[str, Callable[[Any], Any]] = {"ray": ray, "spark": spark, "dask": dask, "pytorch": pytorch}


def specs(flyte: Any) -> dict[str, Any]:
    """Return the specs by plugin: by the environment, by override, and where the environment is reusable."""
    from google.protobuf.json_format import MessageToDict

    context = flyte.models.SerializationContext(version="v1", root_dir=Path(__file__).parent)
    found: dict[str, Any] = {}
    for name, make in PLUGINS.items():
        config = make(flyte)
        settings = {"resources": flyte.Resources(cpu=1, memory="1Gi"), "env_vars": {"A": "1"}, "cache": "auto"}
        environment = flyte.TaskEnvironment(name, plugin_config=config, **settings)
        task = environment.task(retries=2)(add)
        plain_environment = flyte.TaskEnvironment("plain", **settings)
        plain = plain_environment.task(add)
        for way, made in (("environment", task), ("override", plain.override(plugin_config=config))):
            found[f"{name} by {way}"] = [type(made).__name__, MessageToDict(flyte.extras.serialize(made, context))]
    return found


def main(side: str, file: str) -> None:
    sys.meta_path.insert(0, StubFinder())
    if side == "standin":
        from flytex_cli.engine import alias

        alias.install()
    import flyte
    import flyte.extras
    import flyte.models

    Path(file).write_text(json.dumps(specs(flyte), sort_keys=True))


if __name__ == "__main__":
    main(*sys.argv[1:])
