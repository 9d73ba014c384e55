import flyte
from flyteplugins.papermill import NotebookTask

env = flyte.TaskEnvironment("notebooks", resources=flyte.Resources(cpu=1))
report = NotebookTask(
    name="report",
    notebook_path="report.ipynb",
    task_environment=env,
    inputs={"x": int, "y": float},
    outputs={"result": float},
)
