import flyte
import pandas as pd
import pandera.pandas as pa
import pandera.typing.pandas as pt

env = flyte.TaskEnvironment("schemas-alone")


class Orders(pa.DataFrameModel):
    amount: int


@env.task
async def made() -> pt.DataFrame[Orders]:
    return pd.DataFrame({"amount": [1]})


@env.task
async def passed(orders: pt.DataFrame[Orders]) -> int:
    return len(orders)
