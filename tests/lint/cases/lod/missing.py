import flyte
import no_such_package_at_all  # expect: LOD001

env = flyte.TaskEnvironment("missing")
