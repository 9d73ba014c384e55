"""Apps that can be written, and cannot be deployed."""

import flyte
import flyte.app
from flyte.app import AppEnvironment, Domain, Parameter, Subdomain
from kubernetes.client import V1Container, V1PodSpec

no_image = AppEnvironment(name="no-image", image=None)
no_value = AppEnvironment(name="no-value", parameters=[Parameter("a")])
no_value_for_its_command = AppEnvironment(name="no-value-2", parameters=[Parameter("a")], command="fserve")
no_parameters = AppEnvironment(name="no-parameters", parameters=None)
odd_type = AppEnvironment(name="odd-type", parameters=[Parameter("a", "x", type="str")])
odd_mount = AppEnvironment(name="odd-mount", parameters=[Parameter("a", "x", mount=3)])
odd_patterns = AppEnvironment(name="odd-patterns", parameters=[Parameter("a", "x", ignore_patterns="*.tmp")])
odd_args = AppEnvironment(name="odd-args", args=["a", 3])
odd_command = AppEnvironment(name="odd-command", command=["a", 3])
odd_variable = AppEnvironment(name="odd-variable", env_vars={"A": 3})
odd_type_of_app = AppEnvironment(name="odd-type-of-app", type=3)
odd_subdomain = AppEnvironment(name="odd-subdomain", domain=Domain(3))
empty_subdomain = AppEnvironment(name="empty-subdomain", domain=Domain(Subdomain.from_function(lambda *_: "")))
named_template = AppEnvironment(name="named-template", pod_template="gpu")
other_primary = AppEnvironment(
    name="other-primary", pod_template=flyte.PodTemplate(V1PodSpec(containers=[V1Container(name="primary")]))
)
no_primary = AppEnvironment(
    name="no-primary", pod_template=flyte.PodTemplate(V1PodSpec(containers=[V1Container(name="x")]), "app")
)
