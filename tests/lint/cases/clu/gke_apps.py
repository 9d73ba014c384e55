# cluster: gke
import flyte
from flyte import PodTemplate
from flyte.app import AppEnvironment, Scaling
from kubernetes.client import V1Container, V1PodSpec, V1ResourceRequirements, V1Toleration  # expect: IMG009

AMOUNTS = V1ResourceRequirements(limits={"nvidia.com/gpu": "1", "cpu": "4", "memory": "40Gi"})
L4 = {"cloud.google.com/gke-accelerator": "nvidia-l4"}
REFUSED = V1PodSpec(containers=[V1Container(name="app", resources=AMOUNTS)], node_selector=L4)
TOLERANT = V1PodSpec(
    containers=[V1Container(name="app", resources=AMOUNTS)],
    node_selector=L4,
    tolerations=[V1Toleration(key="nvidia.com/gpu", operator="Exists")],
)
IMAGE = "ghcr.io/acme/app:1"

small = AppEnvironment("small", image=IMAGE, args=["serve"], resources=flyte.Resources(cpu=2, memory="4Gi"))
idle = AppEnvironment(
    "idle", image=IMAGE, args=["serve"], resources=flyte.Resources(cpu=2, memory="4Gi"), scaling=Scaling(replicas=(0, 90))
)
three = AppEnvironment(
    "three",
    image=IMAGE,
    args=["serve"],
    resources=flyte.Resources(cpu=7, memory="20Gi"),
    scaling=Scaling(replicas=(3, 9)),
)
six = AppEnvironment(
    "six",
    image=IMAGE,
    args=["serve"],
    resources=flyte.Resources(cpu=7, memory="20Gi"),
    scaling=Scaling(replicas=(6, 9)),  # expect: CLU004
)
largest = AppEnvironment(
    "largest",
    image=IMAGE,
    args=["serve"],
    resources=flyte.Resources(cpu=41, memory="4Gi"),  # expect: CLU004, CLU005, CLU006
    scaling=Scaling(replicas=(6, 9)),
)
wide = AppEnvironment(
    "wide",
    image=IMAGE,
    args=["serve"],
    resources=flyte.Resources(cpu=36, memory="8Gi"),  # expect: CLU005, CLU006
)
tiny = AppEnvironment(
    "tiny",
    image=IMAGE,
    args=["serve"],
    resources=flyte.Resources(cpu="50m", memory="1Gi"),  # expect: CLU005
)
arm = AppEnvironment(
    "arm",
    image=flyte.Image.from_debian_base(name="arm", platform=("linux/arm64",)),
    args=["serve"],
    resources=flyte.Resources(cpu=1, memory="1Gi"),  # expect: CLU006
)
refused = AppEnvironment(
    "refused",
    args=["serve"],
    pod_template=PodTemplate(pod_spec=REFUSED, primary_container_name="app"),  # expect: CLU006
)
tolerant = AppEnvironment(
    "tolerant",
    args=["serve"],
    pod_template=PodTemplate(pod_spec=TOLERANT, primary_container_name="app"),
)
