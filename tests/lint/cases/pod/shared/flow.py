import again
import common
import flyte
from common import ACCOUNT, IMAGE, RESOURCES, SECRETS, VARIABLES

one = flyte.TaskEnvironment("one", image=IMAGE, resources=RESOURCES, secrets=SECRETS, env_vars=VARIABLES)
two = flyte.TaskEnvironment("two", image=common.IMAGE, resources=again.AMOUNTS, secrets=common.SECRETS)
three = flyte.TaskEnvironment("three", env_vars=again.VARIABLES, pod_template=common.POD)
four = flyte.TaskEnvironment("four", service_account=ACCOUNT)
good = flyte.TaskEnvironment("good", resources=flyte.Resources(memory="1Gi"))


@one.task
async def a(x: int) -> int:
    return x


@two.task
async def b(x: int) -> int:
    return x


@three.task
async def c(x: int) -> int:
    return x


@four.task
async def d(x: int) -> int:
    return x


@good.task
async def e(x: int) -> int:
    return x
