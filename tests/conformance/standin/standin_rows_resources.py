"""Rows: resources and devices."""

from __future__ import annotations

from typing import Any

from tests.conformance.standin.standin_harness import Row, spec
from tests.conformance.standin.standin_helpers import signatures, with_resources
from tests.conformance.standin.standin_rows_task import environment, task

RESOURCES = Row("Resources")


RESOURCES.table(
    {
        **signatures("Resources"),
        "nothing": with_resources(),
        "cpu number": with_resources(cpu=1),
        "cpu fraction": with_resources(cpu=0.5),
        "cpu quantity": with_resources(cpu="500m"),
        "cpu range": with_resources(cpu=(1, "2")),
        "memory": with_resources(memory="1Gi"),
        "memory range": with_resources(memory=("1Gi", "2Gi")),
        "disk": with_resources(disk="10Gi"),
        "shm": with_resources(shm="1Gi"),
        "shm auto": with_resources(shm="auto"),
        "gpu number": with_resources(gpu=2),
        "gpu zero": with_resources(gpu=0),
        "gpu and shm": with_resources(gpu=1, shm="auto", cpu=2),
        "cpu negative": with_resources(cpu=-1),
        "cpu negative in a range": with_resources(cpu=(-1, 2)),
        "cpu of three": with_resources(cpu=(1, 2, 3)),
        "cpu half": with_resources(cpu=(None, 2)),
        "cpu list": with_resources(cpu=[1]),
        "memory number": with_resources(memory=1024),
        "memory half": with_resources(memory=("1Gi", None)),
        "memory of one": with_resources(memory=("1Gi",)),
        "disk number": with_resources(disk=10),
        "disk range": with_resources(disk=("1Gi", "2Gi")),
        "shm number": with_resources(shm=1),
        "gpu negative": with_resources(gpu=-1),
        "gpu unknown": with_resources(gpu="T5:1"),
        "gpu too many": with_resources(gpu="T4:99"),
        "gpu without count": with_resources(gpu="T4"),
        "gpu tuple": with_resources(gpu=("T4", 1)),
        "strange memory is the linter's": with_resources(memory="1GiB", cpu="abc"),
        "reversed range is the linter's": with_resources(cpu=(2, 1)),
        "no resources object": lambda flyte: environment(flyte, resources={"cpu": 1}),
        "get_device": lambda flyte: flyte.Resources(gpu="A100_80G:4").get_device(),
        "get_device of a number": lambda flyte: flyte.Resources(gpu=3).get_device(),
        "get_shared_memory": lambda flyte: [flyte.Resources(shm=s).get_shared_memory() for s in (None, "auto", "2Gi")],
    }
)


def accelerators(flyte: Any) -> list[str]:
    """Return every accelerator string, as the SDK lists them."""
    import typing

    from flyte._resources import Accelerators

    return list(typing.get_args(Accelerators))


RESOURCES.table(
    {
        "every accelerator": lambda flyte: {
            name: spec(
                flyte, task(flyte, env={"resources": flyte.Resources(gpu=name)})
            ).task_template.extended_resources
            for name in accelerators(flyte)
        },
        "deprecated names": lambda flyte: [flyte.Resources(gpu=name).gpu for name in ("A100 80G:1", "RTX PRO 6000:2")],
    }
)


DEVICES = Row("Device, GPU, TPU, Neuron, AMD_GPU, HABANA_GAUDI, APPLE_SILICON")


DEVICES.table(
    {
        **signatures("Device", "GPU", "TPU", "Neuron", "AMD_GPU", "HABANA_GAUDI", "APPLE_SILICON"),
        "gpu": with_resources(gpu=lambda flyte: flyte.GPU("A100", 2, "1g.5gb")),
        "gpu deprecated": lambda flyte: flyte.GPU("A100 80G", 1),
        "gpu shared": with_resources(gpu=lambda flyte: flyte.GPU("T4 shared", 1)),
        "gpu shared with partition": lambda flyte: flyte.GPU("T4 shared", 1, "1g.5gb"),
        "gpu any partition where none is known": lambda flyte: flyte.GPU("L4", 1, "odd"),
        "gpu unknown": lambda flyte: flyte.GPU("A1000", 1),
        "gpu wrong partition": lambda flyte: flyte.GPU("A100", 1, "9g.5gb"),
        "gpu none": lambda flyte: flyte.GPU("A100", 0),
        "tpu": with_resources(gpu=lambda flyte: flyte.TPU("V5E", "2x4")),
        "tpu without partition": with_resources(gpu=lambda flyte: flyte.TPU("V6E")),
        "tpu unknown": lambda flyte: flyte.TPU("V9"),
        "tpu wrong partition": lambda flyte: flyte.TPU("V5P", "2x2"),
        "neuron": with_resources(gpu=lambda flyte: flyte.Neuron("Trn1")),
        "neuron unknown": lambda flyte: flyte.Neuron("Trn9"),
        "amd": with_resources(gpu=lambda flyte: flyte.AMD_GPU("MI300X")),
        "amd unknown": lambda flyte: flyte.AMD_GPU("MI1"),
        "gaudi": with_resources(gpu=lambda flyte: flyte.HABANA_GAUDI("Gaudi1")),
        "gaudi unknown": lambda flyte: flyte.HABANA_GAUDI("Gaudi9"),
        "apple": with_resources(gpu=lambda flyte: flyte.APPLE_SILICON()),
        "apple in its container": lambda flyte: spec(
            flyte,
            task(
                flyte,
                env={
                    "resources": flyte.Resources(gpu="AppleSilicon"),
                    "env_vars": {"FLYTE_APPLE_SILICON_EXECUTION": "container"},
                },
            ),
        ),
        "apple with packages": lambda flyte: spec(
            flyte,
            task(
                flyte,
                env={
                    "resources": flyte.Resources(gpu="AppleSilicon"),
                    "image": flyte.Image.from_debian_base().with_pip_packages("numpy", "flyte", index_url="https://i"),
                },
            ),
        ),
        "apple twice": lambda flyte: flyte.Device(2, "APPLE_SILICON", "AppleSilicon"),
        "apple of another class": lambda flyte: flyte.Device(1, "GPU", "AppleSilicon"),
        "device": with_resources(gpu=lambda flyte: flyte.Device(3, "GPU", "B300", "p")),
        "device without name": with_resources(gpu=lambda flyte: flyte.Device(3, "GPU")),
        "device none": lambda flyte: flyte.Device(0, "GPU"),
    }
)


ROWS = [RESOURCES, DEVICES]
