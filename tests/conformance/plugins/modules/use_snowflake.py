import flyte
from flyte.io import DataFrame
from flyteplugins.snowflake import Snowflake, SnowflakeConfig

count = Snowflake(
    name="count",
    query_template="SELECT COUNT(*) FROM users WHERE age > %(age)s",
    plugin_config=SnowflakeConfig(
        account="acme-eu", user="flyte", database="ANALYTICS", schema="PUBLIC", warehouse="COMPUTE"
    ),
    inputs={"age": int},
    output_dataframe_type=DataFrame,
    snowflake_private_key="snowflake-key",
    snowflake_private_key_passphrase="snowflake-passphrase",
)
env = flyte.TaskEnvironment.from_task("snow", count)
