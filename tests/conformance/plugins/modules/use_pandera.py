from typing import Annotated

import flyte
import pandas as pd
import pandera.pandas as pa
import pandera.typing as pt
from flyteplugins.pandera import ValidationConfig
from pandera.typing.pandas import DataFrame
from pandera.typing.polars import LazyFrame

env = flyte.TaskEnvironment("schemas")


class Orders(pa.DataFrameModel):
    amount: int


@env.task
async def clean(table: pd.DataFrame, strict: bool = True) -> pd.DataFrame: ...


@env.task
async def check(table: DataFrame[Orders]) -> pt.DataFrame[Orders]: ...


@env.task
async def check_all(tables: list[DataFrame[Orders]]) -> Annotated[DataFrame[Orders], ValidationConfig()]: ...


@env.task
async def scan(table: LazyFrame[Orders]) -> dict[str, pt.DataFrame]: ...
