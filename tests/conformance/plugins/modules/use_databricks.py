import flyte
from flyteplugins.databricks import Databricks

env = flyte.TaskEnvironment(
    "bricks",
    plugin_config=Databricks(
        spark_conf={"spark.driver.memory": "1g"},
        executor_path="/usr/bin/python3",
        databricks_conf={
            "run_name": "nightly",
            "new_cluster": {"spark_version": "13.3.x-scala2.12", "num_workers": 2, "node_type_id": "m6i.large"},
            "timeout_seconds": 3600,
        },
        databricks_instance="acme.cloud.databricks.com",
        databricks_token="databricks-token",
    ),
)


@env.task
async def pi(samples: int = 1000) -> float: ...
