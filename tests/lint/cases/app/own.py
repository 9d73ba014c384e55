# enable: APP005, APP011
"""Mistakes that only apps can make."""

from datetime import timedelta

import flyte
from flyte.app import AppEndpoint, AppEnvironment, Domain, Parameter, Port, RunOutput, Scaling, Timeouts
from kubernetes.client import V1Container, V1PodSpec

IMAGE = "ghcr.io/acme/api:1"

thirty = AppEnvironment("a" * 30, image=IMAGE, command="serve")
thirty_one = AppEnvironment("a" * 31, image=IMAGE, command="serve")  # expect: APP001

lowest = AppEnvironment("lowest", image=IMAGE, command="serve", port=1)
highest = AppEnvironment("highest", image=IMAGE, command="serve", port=65535)
none = AppEnvironment("none", image=IMAGE, command="serve", port=0)  # expect: APP002
negative = AppEnvironment("negative", image=IMAGE, command="serve", port=-1)  # expect: APP002
words = AppEnvironment("words", image=IMAGE, command="serve", port="8080")  # expect: APP002
taken = AppEnvironment("taken", image=IMAGE, command="serve", port=8013)  # expect: APP002
grpc = AppEnvironment("grpc", image=IMAGE, command="serve", port=Port(8000, name="h2c"))
named = AppEnvironment("named", image=IMAGE, command="serve", port=Port(8000, "grpc"))  # expect: APP002
both = AppEnvironment(
    "both",
    image=IMAGE,
    command="serve",
    port=Port(
        port=8008,  # expect: APP002
        name="web",  # expect: APP002
    ),
)

ranged = AppEnvironment(
    "ranged",
    image=IMAGE,
    command="serve",
    scaling=Scaling(replicas=(1, 3), metric=Scaling.Concurrency(10), scaledown_after=300),
)
fixed = AppEnvironment(
    "fixed",
    image=IMAGE,
    command="serve",
    scaling=Scaling(
        replicas=(2, 2),
        metric=Scaling.RequestRate(10),  # expect: APP003
        scaledown_after=timedelta(minutes=5),  # expect: APP003
    ),
)
always = AppEnvironment("always", image=IMAGE, command="serve", scaling=Scaling(replicas=1))
never = AppEnvironment("never", image=IMAGE, command="serve", scaling=Scaling(replicas=0))  # expect: APP003
soon = AppEnvironment(
    "soon",
    image=IMAGE,
    command="serve",
    scaling=Scaling(scaledown_after=5),  # expect: APP004
)
uneven = AppEnvironment(
    "uneven",
    image=IMAGE,
    command="serve",
    scaling=Scaling(scaledown_after=timedelta(seconds=30.5)),  # expect: APP004
)
six = AppEnvironment("six", image=IMAGE, command="serve", scaling=Scaling(scaledown_after=6))
at_once = AppEnvironment("at-once", image=IMAGE, command="serve", scaling=Scaling(scaledown_after=0))

public = AppEnvironment("public", image=IMAGE, command="serve", requires_auth=False)  # expect: APP005

by_default = AppEnvironment(
    "by-default",
    image=IMAGE,
    command="serve",
    pod_template=flyte.PodTemplate(pod_spec=V1PodSpec(containers=[V1Container(name="app")])),  # expect: APP006
)
in_cluster = AppEnvironment("in-cluster", image=IMAGE, command="serve", pod_template="pool")  # expect: APP006
other = AppEnvironment(
    "other",
    image=IMAGE,
    command="serve",
    pod_template=flyte.PodTemplate(  # expect: APP006
        primary_container_name="app",
        pod_spec=V1PodSpec(containers=[V1Container(name="main")]),
    ),
)
empty = AppEnvironment("empty", image=IMAGE, command="serve", pod_template=flyte.PodTemplate())  # expect: APP011

jobs = flyte.TaskEnvironment("jobs", image=IMAGE)


@jobs.task
async def fit(epochs: int) -> str:
    return f"s3://models/{epochs}"


valued = AppEnvironment(
    "valued",
    image=IMAGE,
    args="serve",
    parameters=[
        Parameter("model", RunOutput(type="string", task_name="jobs.fit")),
        Parameter("misspelt", RunOutput(type="string", task_name="jobs.fitt")),  # expect: APP009
        Parameter("elsewhere", RunOutput(type="string", task_name="other.fit")),
        Parameter("by_run", RunOutput(type="string", run_name="r1")),
        Parameter("of_nothing", RunOutput(type="string")),  # expect: APP009
        Parameter("api", AppEndpoint(app_name="public")),  # expect: APP008
        Parameter("page", AppEndpoint(app_name="valued")),
        Parameter("foreign", AppEndpoint(app_name="somewhere-else")),
    ],
)
valueless = AppEnvironment(
    "valueless",
    image=IMAGE,
    args="serve",
    parameters=[Parameter(name="a", value="x"), Parameter(name="b")],  # expect: APP007
)

altered = AppEnvironment(
    "altered",
    image=IMAGE,
    command="serve",
    resources=flyte.Resources(cpu=1, gpu=1),  # expect: APP011
    domain=Domain(subdomain="shop"),  # expect: APP011
    timeouts=Timeouts(
        request=1200,  # expect: APP011
    ),
)
