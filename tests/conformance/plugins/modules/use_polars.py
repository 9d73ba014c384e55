import flyte
import polars as pl

env = flyte.TaskEnvironment("tables")


@env.task
async def clean(table: pl.DataFrame, more: list[pl.DataFrame]) -> pl.LazyFrame: ...
