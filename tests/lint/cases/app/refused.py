"""What Flyte refuses of an app when the module is imported; nothing half made is looked at."""

from datetime import timedelta

from flyte.app import AppEndpoint, AppEnvironment, ArtifactValue, ConnectorEnvironment, Parameter, Port, RunOutput, Scaling, Timeouts

IMAGE = "ghcr.io/acme/api:1"

underscored = AppEnvironment("my_app", image=IMAGE)  # expect: NAM008
shouted = AppEnvironment(name="MyApp", image=IMAGE)  # expect: NAM008
reserved = AppEnvironment("p", image=IMAGE, port=8012)  # expect: APP002
made = Port(port=9090)  # expect: APP002
args = AppEnvironment("p", image=IMAGE, args=("serve", "--fast"))  # expect: ARG002
command = AppEnvironment("p", image=IMAGE, command=5)  # expect: ARG002
number = AppEnvironment("p", image=IMAGE, scaling=3)  # expect: ARG002
host = AppEnvironment("p", image=IMAGE, domain="shop.acme.com")  # expect: ARG002
links = AppEnvironment("p", image=IMAGE, links=["https://acme.com"])  # expect: ARG002
seconds = AppEnvironment("p", image=IMAGE, timeouts=600)  # expect: ARG002
both = AppEnvironment("p", image=IMAGE, cluster="a", cluster_pool="b")  # expect: ARG002
told = AppEnvironment("p", image=IMAGE, command="serve", parameters=[Parameter("a", "b")])  # expect: ARG002
unknown = AppEnvironment("p", image=IMAGE, replicas=2)  # expect: ARG001
connector = ConnectorEnvironment("my_connector", image=IMAGE)  # expect: NAM008
less = Scaling(replicas=-1)  # expect: ARG002
turned = Scaling(replicas=(3, 1))  # expect: ARG002
nothing = Scaling(replicas=(0, 0))  # expect: ARG002
three = Scaling(replicas=(1, 2, 3))  # expect: ARG002
text = Scaling(replicas="2")  # expect: ARG002
listed = Scaling(replicas=[1, 2])  # expect: ARG002
metric = Scaling(metric=5)  # expect: ARG002
none = Scaling(metric=Scaling.Concurrency(0))  # expect: ARG002
rate = Scaling.RequestRate(val=0)  # expect: ARG002
later = Scaling(scaledown_after="5m")  # expect: ARG002
long = Timeouts(request=7200)  # expect: ARG002
longer = Timeouts(request=timedelta(hours=2))  # expect: ARG002
worded = Timeouts(request="10m")  # expect: ARG002
variable = Parameter("a", "b", env_var="1A")  # expect: ARG002
whole = Parameter("a", 5)  # expect: ARG002
mapping = Parameter("a", {"x": 1})  # expect: ARG002
untyped = RunOutput(task_name="a.b")  # expect: ARG001
odd = RunOutput(type="model", task_name="a.b")  # expect: ARG002
nameless = ArtifactValue()  # expect: ARG001
misnamed = AppEndpoint(name="x")  # expect: ARG001
fine = AppEnvironment("fine", image=IMAGE, args="serve", parameters={"a": "b"})  # expect: LOD002
copied = fine.clone_with("bad_name")  # expect: NAM008
