# cluster: on_prem
from flyte import PodTemplate
from flyte.app import AppEnvironment
from kubernetes.client import V1Container, V1PodSpec, V1ResourceRequirements  # expect: IMG009


def template(gpus: str, **settings: str) -> PodTemplate:
    amounts = V1ResourceRequirements(limits={"nvidia.com/gpu": gpus})
    pod = V1PodSpec(containers=[V1Container(name="app", resources=amounts)], **settings)
    return PodTemplate(pod_spec=pod, primary_container_name="app")


two = AppEnvironment("two", args=["serve"], pod_template=template("2"))
six = AppEnvironment("six", args=["serve"], pod_template=template("6"))  # expect: CLU004
nine = AppEnvironment("nine", args=["serve"], pod_template=template("9"))  # expect: CLU004, CLU006
plain = AppEnvironment("plain", args=["serve"], pod_template=template("1", runtime_class_name="gvisr"))  # expect: CLU009
first = AppEnvironment("first", args=["serve"], pod_template=template("1", priority_class_name="bach"))  # expect: CLU008
