"""Container tasks and shell tasks."""

import flyte
from flyte.extras import ContainerTask
from flyte.io import Dir, File

greet = ContainerTask(
    name="greet", image="alpine:3.20", command=["/bin/sh", "-c", "echo {{.inputs.name}} > /var/outputs/greeting"],
    inputs={"name": str, "times": int}, outputs={"greeting": str}, input_data_dir="/var/inputs",
    output_data_dir="/var/outputs", resources=flyte.Resources(cpu=1, memory="64Mi"),
)
files = ContainerTask(
    name="files", image=flyte.Image.from_base("alpine:3.20"), command=["cp"], arguments=["{{.inputs.a}}", "/out/b"],
    inputs={"a": File, "d": Dir}, outputs={"b": File}, metadata_format="JSON", local_logs=False,
    secrets=[flyte.Secret("key", as_env_var="KEY")], env_vars={"X": "y"}, retries=2, cache="auto",
)
env = flyte.TaskEnvironment.from_task("containers", greet, files)
