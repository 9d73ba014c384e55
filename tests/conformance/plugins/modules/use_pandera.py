import flyte
import flyteplugins.pandera
import pandas as pd

env = flyte.TaskEnvironment("schemas")


@env.task
async def clean(table: pd.DataFrame, strict: bool = True) -> pd.DataFrame: ...
