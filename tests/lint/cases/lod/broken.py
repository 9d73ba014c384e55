import flyte

SIZES = {"small": "1Gi"}
env = flyte.TaskEnvironment("broken", resources=flyte.Resources(memory=SIZES["large"]))  # expect: LOD001
