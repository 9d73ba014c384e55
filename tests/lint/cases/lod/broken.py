import flyte

env = flyte.TaskEnvironment("Broken Name")  # expect: LOD001
