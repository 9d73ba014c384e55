"""Objects that environments of other modules share: each mistake stands here, once."""

import flyte
from kubernetes.client import V1Container, V1PodSpec  # expect: IMG009

IMAGE = flyte.Image.from_debian_base(name="x", registry="r").with_pip_packages("numpy pandas")  # expect: IMG005
RESOURCES = flyte.Resources(
    cpu=1,
    memory="1GiB",  # expect: RES001
)
SECRETS = [
    flyte.Secret("a", as_env_var="X"),
    flyte.Secret("b", as_env_var="X"),  # expect: SEC001
]
VARIABLES = {"A B": "1"}  # expect: ENV002
POD = flyte.PodTemplate(primary_container_name="main", pod_spec=V1PodSpec(containers=[V1Container(name="other")]))  # expect: POD001
ACCOUNT = "Bad Name"  # expect: POD005
