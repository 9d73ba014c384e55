import flyte
from flyteplugins.mlflow import Mlflow, mlflow_config, mlflow_run

env = flyte.TaskEnvironment("experiments")


@mlflow_run(tracking_uri="http://mlflow:5000", experiment_name="acme")
@env.task(links=[Mlflow(link="http://mlflow:5000")])
async def train(rate: float = 0.1) -> float: ...


CONFIG = mlflow_config(experiment_name="acme")
