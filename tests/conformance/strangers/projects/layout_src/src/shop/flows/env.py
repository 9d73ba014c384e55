import flyte

base = flyte.TaskEnvironment("shop-base")
