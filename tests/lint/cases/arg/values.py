"""Values that Flyte refuses."""

from pathlib import Path

import flyte

base = flyte.TaskEnvironment("base")
PYTHON = 3.11
MOUNT = Path("/mnt/secrets")
float_version = flyte.Image.from_debian_base(python_version=3.11)  # expect: ARG002
named_version = flyte.Image.from_debian_base(python_version=PYTHON)  # expect: ARG002
direct = flyte.Image("ghcr.io/acme/app:1")  # expect: ARG002
closed = flyte.Image.from_base("ghcr.io/acme/app:1").with_pip_packages("numpy")  # expect: ARG002
listed = flyte.TaskEnvironment("listed", image=["ghcr.io/acme/app:1"])  # expect: ARG002
several = flyte.TaskEnvironment("several", secrets=("a", "b"))  # expect: ARG002
amounts = flyte.TaskEnvironment("amounts", resources={"cpu": 1, "memory": "1Gi"})  # expect: ARG002
variables = flyte.TaskEnvironment("variables", env_vars=["LEVEL=info"])  # expect: ARG002
by_name = flyte.TaskEnvironment("by-name", depends_on=["base"])  # expect: ARG002
alone = flyte.TaskEnvironment("alone", depends_on=base)  # expect: ARG002
second = flyte.TaskEnvironment("second", "ghcr.io/acme/app:1")  # expect: ARG002
template = flyte.TaskEnvironment("template", pod_template={"spec": {}})  # expect: ARG002
files = flyte.TaskEnvironment("files", include="data.csv")  # expect: ARG002
mounted = flyte.Secret("token", mount=MOUNT)  # expect: ARG002
variable = flyte.Secret("token", as_env_var="db-password")  # expect: ARG002
dotted = flyte.Secret("db.password")  # expect: ARG002
environments = [
    flyte.TaskEnvironment(
        "in-a-list",
        image=3,  # expect: ARG002
    )
]


@base.task(retries="3")  # expect: ARG002
async def text(x: int) -> int:
    return x


@base.task("short")  # expect: ARG002
async def named(x: int) -> int:
    return x


@base.task
async def fine(x: int) -> int:
    return x


by_text = flyte.TaskEnvironment("by-text", image=flyte.Image.from_debian_base(python_version="3.11"))  # expect: ARG002
chained = flyte.Image.from_debian_base(
    name="chained",
    python_version="3.10",  # expect: ARG002
).with_pip_packages("numpy")
other = flyte.TaskEnvironment("chained", image=chained)


@by_text.task
async def of_text(x: int) -> int:
    return x


@other.task
async def of_chain(x: int) -> int:
    return x
