# enable: RES006, RES008, IMG010, GPU005
"""What is a mistake in a task's environment is one in an app."""

import datetime
import os
import tempfile
import uuid

import flyte
from flyte.app import AppEnvironment, Parameter
from kubernetes.client import V1Container, V1PodSpec

SMALL = flyte.Resources(cpu=1, memory="1Gi")
amounts = AppEnvironment(
    name="amounts",
    image="ghcr.io/acme/api:1",
    command="serve",
    resources=flyte.Resources(
        memory="1GiB",  # expect: RES001
        cpu=(4, 1),  # expect: RES002
        disk="10",  # expect: RES003
        shm="",  # expect: RES005
    ),
)
negative = AppEnvironment(
    name="negative",
    image="ghcr.io/acme/api:1",
    command="serve",
    resources=flyte.Resources(
        memory="-1Gi",  # expect: RES004
        cpu="0.0001",  # expect: RES006
    ),
)
of_nothing = AppEnvironment(
    name="of-nothing",
    image="ghcr.io/acme/api:1",
    command="serve",
    resources=flyte.Resources(cpu=0, memory="1Gi", shm="2Gi"),  # expect: RES007
)
by_default = AppEnvironment(name="by-default", image="ghcr.io/acme/api:1", command="serve")  # expect: RES008

devices = AppEnvironment(
    name="devices",
    image="ghcr.io/acme/api:1",
    command="serve",
    resources=flyte.Resources(
        cpu=1,
        memory="1Gi",
        gpu=flyte.Device(quantity=1, device="Z900", device_class="GPU"),  # expect: GPU003, GPU005
    ),
)
yes = AppEnvironment(
    name="yes",
    image="ghcr.io/acme/api:1",
    command="serve",
    resources=flyte.Resources(cpu=1, memory="1Gi", gpu=True),  # expect: GPU002
)
many = AppEnvironment(
    name="many",
    image="ghcr.io/acme/api:1",
    command="serve",
    resources=flyte.Resources(
        cpu=1,
        memory="1Gi",
        gpu=flyte.Device(quantity=16, device="A100", device_class="GPU"),  # expect: GPU004
    ),
)

elsewhere = AppEnvironment(name="elsewhere", image=flyte.Image.from_ref_name("api"), resources=SMALL)  # expect: IMG001
baseless = AppEnvironment(name="baseless", image=flyte.Image.from_base(""), resources=SMALL)  # expect: IMG002
shouting = AppEnvironment(
    name="shouting",
    image="ghcr.io/Acme/api:1",  # expect: IMG003
    command="serve",
    resources=SMALL,
)
moving = AppEnvironment(
    name="moving",
    image="ghcr.io/acme/api:latest",  # expect: IMG007
    command="serve",
    resources=SMALL,
)
layers = AppEnvironment(
    name="layers",
    image=flyte.Image.from_debian_base(name="layers", platform=("linux/arm64",))  # expect: IMG010
    .with_requirements("no/such/file.txt")  # expect: IMG004
    .with_pip_packages("pandas=2")  # expect: IMG005
    .with_apt_packages("curl git")  # expect: IMG006
    .with_commands(["RUN make"]),  # expect: IMG013
    command="serve",
    resources=SMALL,
)
old = AppEnvironment(
    name="old",
    image=flyte.Image.from_base("ghcr.io/flyteorg/flyte:py3.9-v2.1.0"),  # expect: IMG008
    command="serve",
    resources=SMALL,
)
without_flyte = AppEnvironment(
    name="without-flyte",
    image=flyte.Image.from_base("python:3.12-slim"),  # expect: IMG011
    args="serve",
    resources=SMALL,
)
stamped = AppEnvironment(
    name="stamped",
    image=flyte.Image.from_debian_base(name="stamped").with_env_vars({"AT": str(datetime.datetime.now())}),  # expect: IMG014, IMG013
    command="serve",
    resources=SMALL,
)

variables = AppEnvironment(
    name="variables",
    image="ghcr.io/acme/api:1",
    command="serve",
    resources=SMALL,
    env_vars={
        "A B": "x",  # expect: ENV002
        "FLYTE_INTERNAL_EXECUTION_PROJECT": "x",  # expect: ENV003
        "PORT": "80",  # expect: ENV003
        "STARTED": str(uuid.uuid4()),  # expect: ENV004
        "DB": "postgres://admin:hunter22@db/app",  # expect: SEC004
        "API_TOKEN": "a1b2c3d4e5f6",  # expect: SEC005
    },
)
number = AppEnvironment(
    name="number",
    image="ghcr.io/acme/api:1",
    command="serve",
    resources=SMALL,
    env_vars={"WORKERS": 4},  # expect: ENV001
)
words = AppEnvironment(
    name="words",
    image="ghcr.io/acme/api:1",
    args=["serve", "--password", "correct-horse-9"],  # expect: SEC005
    resources=SMALL,
    parameters=[
        Parameter(name="model", value="s3://models/a"),
        Parameter(name="api_key", value="a1b2c3d4e5f6"),  # expect: SEC005
        Parameter(name="db", value="postgres://admin:hunter22@db/app"),  # expect: SEC004
    ],
)
secrets = AppEnvironment(
    name="secrets",
    image="ghcr.io/acme/api:1",
    command="serve",
    resources=SMALL,
    secrets=[flyte.Secret("x-y"), flyte.Secret("x_y")],  # expect: SEC001
)
bad_secret = AppEnvironment(
    name="bad-secret",
    image="ghcr.io/acme/api:1",
    command="serve",
    resources=SMALL,
    secrets="1st key",  # expect: SEC002
)

template = flyte.PodTemplate(  # expect: POD002
    primary_container_name="app",
    pod_spec=V1PodSpec(containers=[V1Container(name="app", command=["sleep"])]),
)
templated = AppEnvironment(
    name="templated",
    image="ghcr.io/acme/api:1",
    command="serve",
    pod_template=template,
    resources=SMALL,
)

changing = AppEnvironment(
    name=f"api-{len(tempfile.gettempdir())}",  # expect: NAM006
    image="ghcr.io/acme/api:1",
    command="serve",
    resources=SMALL,
)
staged = AppEnvironment(
    name=os.environ.get("APP_NAME", "staged"),
    image="ghcr.io/acme/api:1",
    command="serve",
    resources=SMALL,
    include=["no-such-folder"],  # expect: DEP003
)
twice = AppEnvironment(
    name="staged",  # expect: NAM004
    image="ghcr.io/acme/api:1",
    command="serve",
    resources=SMALL,
)
