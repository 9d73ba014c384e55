"""Resources, secrets, reuse, pods, timeouts, caches."""

from datetime import timedelta

import flyte

R = flyte.Resources
ALL = {
    "cpu": R(cpu=1), "cpus": R(cpu=("1", "2")), "milli": R(cpu="250m"), "float": R(cpu=0.5), "memory": R(memory="512Mi"),
    "memories": R(memory=("1Gi", "2Gi")), "gpu": R(gpu=1), "a100": R(gpu="A100:2"), "h100": R(gpu=flyte.GPU("H100", 4)),
    "mig": R(gpu=flyte.GPU("A100", 1, partition="1g.5gb")), "tpu": R(gpu=flyte.TPU("V5P", "2x2x1")),
    "neuron": R(gpu=flyte.Neuron("Trn1")), "amd": R(gpu=flyte.AMD_GPU("MI300X")), "gaudi": R(gpu=flyte.HABANA_GAUDI("Gaudi1")),
    "device": R(gpu=flyte.Device(quantity=2, device_class="GPU", device="T4")), "disk": R(disk="10Gi"), "shm": R(shm="auto"),
    "all": R(cpu=(1, 4), memory=("1Gi", "8Gi"), gpu="T4:1", disk="20Gi", shm="1Gi"),
}


async def body(x: int = 1) -> int:
    return x


for name, resources in ALL.items():
    environment = flyte.TaskEnvironment(f"resources-{name}", resources=resources)
    environment.task(body)
    globals()[f"resources_{name}"] = environment

SECRETS = {
    "text": "key", "several": ["a", "b"], "group": flyte.Secret("key", group="team"),
    "variable": flyte.Secret("key", as_env_var="MY_KEY"), "mount": flyte.Secret("key", mount="/etc/flyte/secrets"),
    "mixed": ["a", flyte.Secret("b", group="g", as_env_var="B")],
}
for name, secrets in SECRETS.items():
    environment = flyte.TaskEnvironment(f"secrets-{name}", secrets=secrets)
    environment.task(body)
    globals()[f"secrets_{name}"] = environment

REUSE = {
    "one": flyte.ReusePolicy(replicas=2), "range": flyte.ReusePolicy(replicas=(1, 4), concurrency=10),
    "ttl": flyte.ReusePolicy(replicas=1, idle_ttl=60, scaledown_ttl=timedelta(minutes=2)),
    "text": flyte.ReusePolicy(replicas=(0, 2), idle_ttl=timedelta(minutes=5)),
}
for name, reusable in REUSE.items():
    environment = flyte.TaskEnvironment(f"reuse-{name}", reusable=reusable, image="acme/app:1", resources=R(cpu=1), secrets="s")
    environment.task(body)
    globals()[f"reuse_{name}"] = environment

reused = flyte.TaskEnvironment("reuse-off", reusable=flyte.ReusePolicy(replicas=1), image="acme/app:1")


@reused.task
async def inside(x: int) -> int: ...


outside = inside.override(reusable="off", resources=R(cpu=2))
