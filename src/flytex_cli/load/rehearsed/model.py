"""A model, for whose schema pydantic imports the rest of itself."""

import flyte
from pydantic import BaseModel

env = flyte.TaskEnvironment("rehearsed", image="rehearsed")


class Model(BaseModel):
    """Two fields, one with a default."""

    number: int
    name: str = ""


@env.task
async def with_model(model: Model = Model(number=1)) -> Model:  # noqa: B008
    return model
