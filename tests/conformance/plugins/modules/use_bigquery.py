from datetime import datetime

import flyte
from flyte.io import DataFrame
from flyteplugins.bigquery import BigQueryConfig, BigQueryTask

orders = BigQueryTask(
    name="orders",
    query_template="SELECT * FROM sales.orders WHERE day = {{ .day }} AND shop = {{ .shop }}",
    plugin_config=BigQueryConfig(ProjectID="acme", Location="EU"),
    inputs={"day": datetime, "shop": str},
    output_dataframe_type=DataFrame,
)
env = flyte.TaskEnvironment.from_task("warehouse", orders)
