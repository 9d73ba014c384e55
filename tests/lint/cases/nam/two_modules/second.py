import flyte
import first

env = flyte.TaskEnvironment("second", depends_on=[first.env])
copy = flyte.TaskEnvironment("shared", depends_on=[first.env])  # expect: NAM004


@env.task
async def there(x: int) -> int:
    return await first.here(x)


@copy.task
async def there_too(x: int) -> int:
    return await first.here(x)
