# enable: PLG002
import flyte
from flyteplugins.ray.task import RayJobConfig, WorkerNodeConfig  # expect: IMG009

CONFIG = RayJobConfig(worker_node_config=[WorkerNodeConfig(group_name="workers", replicas=2)])
BASE = flyte.Image.from_debian_base(name="base")
bare = flyte.TaskEnvironment("bare", plugin_config=CONFIG)  # expect: PLG001
pip = flyte.TaskEnvironment("pip", image=BASE.with_pip_packages("numpy"), plugin_config=CONFIG)  # expect: PLG001
has = flyte.TaskEnvironment("has", image=BASE.with_pip_packages("flyteplugins-ray>=2.0"), plugin_config=CONFIG)
file = flyte.TaskEnvironment("file", image=BASE.with_commands(["pip install x"]), plugin_config=CONFIG)
own = flyte.TaskEnvironment("own", image="ghcr.io/acme/ray:1", plugin_config=CONFIG)
root = flyte.TaskEnvironment("root", depends_on=[has])


@bare.task
async def t_bare(x: int) -> int:
    return x


@pip.task
async def t_pip(x: int) -> int:
    return x


@has.task
async def t_has(x: int) -> int:
    return x


@file.task
async def t_file(x: int) -> int:
    return x


@own.task
async def t_own(x: int) -> int:
    return x


@root.task
async def main(x: int) -> int:
    return await t_has(x)  # expect: PLG002
