import flyte
from flyte.extras import ContainerTask

bad = ContainerTask(
    name="bad",
    image="alpine:3.20",
    command=["echo", "{{.inputs.name}} {{ .Inputs.nope }}"],  # expect: CTR001
    arguments=["{{.inputs.other}}"],  # expect: CTR001
    inputs={"name": str},
)
good = ContainerTask(
    name="good",
    image="alpine:3.20",
    command=["sh", "-c", "echo {{.inputs.name}} > {{.outputPrefix}}/x && echo $HOME {{notours}}"],
    inputs={"name": str},
)
env = flyte.TaskEnvironment.from_task("containers", bad, good)
