# enable: GPU005
import flyte
from flyte import GPU, Device, Resources
from kubernetes.client import V1Container, V1PodSpec, V1ResourceRequirements  # expect: IMG009


def template(count: int) -> flyte.PodTemplate:
    limits = V1ResourceRequirements(limits={"nvidia.com/gpu": str(count), "cpu": "1"})
    return flyte.PodTemplate(pod_spec=V1PodSpec(containers=[V1Container(name="primary", resources=limits)]))


two = flyte.TaskEnvironment("two", resources=Resources(gpu="A100:2"), pod_template=template(1))  # expect: GPU001
true = flyte.TaskEnvironment("true", resources=Resources(cpu=1, gpu=True))  # expect: GPU002
odd = flyte.TaskEnvironment("odd", resources=Resources(gpu=Device(1, "GPU", device="Q9")))  # expect: GPU003, GPU005
foo = flyte.TaskEnvironment("foo", resources=Resources(gpu=Device(1, "X", device="T4")))  # expect: GPU003
many = flyte.TaskEnvironment("many", resources=Resources(gpu=GPU("T4", 16)))  # expect: GPU004
mig = flyte.TaskEnvironment("mig", resources=Resources(gpu=GPU("L4", 1, partition="1g.5gb")))  # expect: GPU004
one = flyte.TaskEnvironment("one", resources=Resources(gpu=1), pod_template=template(1))
none = flyte.TaskEnvironment("none", resources=Resources(gpu=0), pod_template=template(4))
tpu = flyte.TaskEnvironment("tpu", resources=Resources(gpu=flyte.TPU("V5P", "2x2x1")))
neuron = flyte.TaskEnvironment("neuron", resources=Resources(gpu=flyte.Neuron("Trn1")))


@two.task
async def run_two(x: int) -> int:
    return x


@true.task
async def run_true(x: int) -> int:
    return x


@odd.task
async def run_odd(x: int) -> int:
    return x


@foo.task
async def run_foo(x: int) -> int:
    return x


@many.task
async def run_many(x: int) -> int:
    return x


@mig.task
async def run_mig(x: int) -> int:
    return x


@one.task
async def run_one(x: int) -> int:
    return x


@none.task
async def run_none(x: int) -> int:
    return x


@tpu.task
async def run_tpu(x: int) -> int:
    return x


@neuron.task
async def run_neuron(x: int) -> int:
    return x
