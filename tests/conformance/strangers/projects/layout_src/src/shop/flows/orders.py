import flyte

from ..common import Order
from ..common.types import Order as Again
from .env import base

env = flyte.TaskEnvironment("shop-orders", depends_on=[base])


@base.task
async def load(path: str) -> list[Order]: ...


@env.task
async def main(path: str = "s3://orders") -> dict[str, Again]: ...
