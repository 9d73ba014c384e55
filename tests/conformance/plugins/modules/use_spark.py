import flyte
from flyteplugins.spark import Spark

env = flyte.TaskEnvironment(
    "sparks",
    plugin_config=Spark(spark_conf={"spark.executor.instances": "2"}, hadoop_conf={"fs.s3a.endpoint": "minio"}),
    resources=flyte.Resources(cpu=(1, 2), memory="1Gi"),
)


@env.task(retries=2)
async def pi(samples: int = 1000) -> float: ...
