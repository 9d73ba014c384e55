"""Rows: what the signatures name, from resources to triggers."""

from __future__ import annotations

import inspect
import pathlib
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any, Literal, NamedTuple

from standin_harness import ROOT, Row, context, spec
from standin_rows_task import add, environment, greet, settings_of, task

Call = Callable[[Any], Any]


def with_resources(**values: Any) -> Call:
    """Return the spec of a task with these resources; devices are given as functions of the package."""

    def call(flyte: Any) -> Any:
        made = {name: value(flyte) if callable(value) else value for name, value in values.items()}
        return spec(flyte, task(flyte, env={"resources": flyte.Resources(**made)}))

    return call


def signatures(*names: str) -> dict[str, Call]:
    return {f"signature of {name}": lambda flyte, name=name: inspect.signature(getattr(flyte, name)) for name in names}


RESOURCES = Row("Resources")
RESOURCES.table(
    {
        **signatures("Resources"),
        "nothing": with_resources(),
        "cpu number": with_resources(cpu=1),
        "cpu fraction": with_resources(cpu=0.5),
        "cpu quantity": with_resources(cpu="500m"),
        "cpu range": with_resources(cpu=(1, "2")),
        "memory": with_resources(memory="1Gi"),
        "memory range": with_resources(memory=("1Gi", "2Gi")),
        "disk": with_resources(disk="10Gi"),
        "shm": with_resources(shm="1Gi"),
        "shm auto": with_resources(shm="auto"),
        "gpu number": with_resources(gpu=2),
        "gpu zero": with_resources(gpu=0),
        "gpu and shm": with_resources(gpu=1, shm="auto", cpu=2),
        "cpu negative": with_resources(cpu=-1),
        "cpu negative in a range": with_resources(cpu=(-1, 2)),
        "cpu of three": with_resources(cpu=(1, 2, 3)),
        "cpu half": with_resources(cpu=(None, 2)),
        "cpu list": with_resources(cpu=[1]),
        "memory number": with_resources(memory=1024),
        "memory half": with_resources(memory=("1Gi", None)),
        "memory of one": with_resources(memory=("1Gi",)),
        "disk number": with_resources(disk=10),
        "disk range": with_resources(disk=("1Gi", "2Gi")),
        "shm number": with_resources(shm=1),
        "gpu negative": with_resources(gpu=-1),
        "gpu unknown": with_resources(gpu="T5:1"),
        "gpu too many": with_resources(gpu="T4:99"),
        "gpu without count": with_resources(gpu="T4"),
        "gpu tuple": with_resources(gpu=("T4", 1)),
        "strange memory is the linter's": with_resources(memory="1GiB", cpu="abc"),
        "reversed range is the linter's": with_resources(cpu=(2, 1)),
        "no resources object": lambda flyte: environment(flyte, resources={"cpu": 1}),
        "get_device": lambda flyte: flyte.Resources(gpu="A100_80G:4").get_device(),
        "get_device of a number": lambda flyte: flyte.Resources(gpu=3).get_device(),
        "get_shared_memory": lambda flyte: [flyte.Resources(shm=s).get_shared_memory() for s in (None, "auto", "2Gi")],
    }
)


def accelerators(flyte: Any) -> list[str]:
    """Return every accelerator string, as the SDK lists them."""
    import typing

    from flyte._resources import Accelerators

    return list(typing.get_args(Accelerators))


RESOURCES.table(
    {
        "every accelerator": lambda flyte: {
            name: spec(
                flyte, task(flyte, env={"resources": flyte.Resources(gpu=name)})
            ).task_template.extended_resources
            for name in accelerators(flyte)
        },
        "deprecated names": lambda flyte: [flyte.Resources(gpu=name).gpu for name in ("A100 80G:1", "RTX PRO 6000:2")],
    }
)

DEVICES = Row("Device, GPU, TPU, Neuron, AMD_GPU, HABANA_GAUDI, APPLE_SILICON")
DEVICES.table(
    {
        **signatures("Device", "GPU", "TPU", "Neuron", "AMD_GPU", "HABANA_GAUDI", "APPLE_SILICON"),
        "gpu": with_resources(gpu=lambda flyte: flyte.GPU("A100", 2, "1g.5gb")),
        "gpu deprecated": lambda flyte: flyte.GPU("A100 80G", 1),
        "gpu shared": with_resources(gpu=lambda flyte: flyte.GPU("T4 shared", 1)),
        "gpu shared with partition": lambda flyte: flyte.GPU("T4 shared", 1, "1g.5gb"),
        "gpu any partition where none is known": lambda flyte: flyte.GPU("L4", 1, "odd"),
        "gpu unknown": lambda flyte: flyte.GPU("A1000", 1),
        "gpu wrong partition": lambda flyte: flyte.GPU("A100", 1, "9g.5gb"),
        "gpu none": lambda flyte: flyte.GPU("A100", 0),
        "tpu": with_resources(gpu=lambda flyte: flyte.TPU("V5E", "2x4")),
        "tpu without partition": with_resources(gpu=lambda flyte: flyte.TPU("V6E")),
        "tpu unknown": lambda flyte: flyte.TPU("V9"),
        "tpu wrong partition": lambda flyte: flyte.TPU("V5P", "2x2"),
        "neuron": with_resources(gpu=lambda flyte: flyte.Neuron("Trn1")),
        "neuron unknown": lambda flyte: flyte.Neuron("Trn9"),
        "amd": with_resources(gpu=lambda flyte: flyte.AMD_GPU("MI300X")),
        "amd unknown": lambda flyte: flyte.AMD_GPU("MI1"),
        "gaudi": with_resources(gpu=lambda flyte: flyte.HABANA_GAUDI("Gaudi1")),
        "gaudi unknown": lambda flyte: flyte.HABANA_GAUDI("Gaudi9"),
        "apple": with_resources(gpu=lambda flyte: flyte.APPLE_SILICON()),
        "apple in its container": lambda flyte: spec(
            flyte,
            task(
                flyte,
                env={
                    "resources": flyte.Resources(gpu="AppleSilicon"),
                    "env_vars": {"FLYTE_APPLE_SILICON_EXECUTION": "container"},
                },
            ),
        ),
        "apple with packages": lambda flyte: spec(
            flyte,
            task(
                flyte,
                env={
                    "resources": flyte.Resources(gpu="AppleSilicon"),
                    "image": flyte.Image.from_debian_base().with_pip_packages("numpy", "flyte", index_url="https://i"),
                },
            ),
        ),
        "apple twice": lambda flyte: flyte.Device(2, "APPLE_SILICON", "AppleSilicon"),
        "apple of another class": lambda flyte: flyte.Device(1, "GPU", "AppleSilicon"),
        "device": with_resources(gpu=lambda flyte: flyte.Device(3, "GPU", "B300", "p")),
        "device without name": with_resources(gpu=lambda flyte: flyte.Device(3, "GPU")),
        "device none": lambda flyte: flyte.Device(0, "GPU"),
    }
)


def with_task(**settings: Any) -> Call:
    """Return the spec of a task with these settings; values that depend on the package are functions of it."""
    return lambda flyte: spec(
        flyte, task(flyte, **{name: value(flyte) if callable(value) else value for name, value in settings.items()})
    )


def with_env(func: Any = add, **settings: Any) -> Call:
    return lambda flyte: spec(
        flyte,
        task(flyte, func, env={name: value(flyte) if callable(value) else value for name, value in settings.items()}),
    )


CACHE = Row("Cache, CacheRequest and policies")


class Fixed:
    def get_version(self, salt: str, params: Any) -> str:
        return f"fixed{salt}"


class Broken:
    def get_version(self, salt: str, params: Any) -> str:
        raise OSError("no")


CACHE.table(
    {
        **signatures("Cache"),
        "auto": with_task(cache="auto"),
        "disable": with_task(cache="disable"),
        "override word": with_task(cache="override"),
        "override": with_task(cache=lambda flyte: flyte.Cache("override", "v7")),
        "salt": with_task(cache=lambda flyte: flyte.Cache("auto", salt="s")),
        "serialize": with_task(cache=lambda flyte: flyte.Cache("auto", serialize=True)),
        "ignored input": with_task(cache=lambda flyte: flyte.Cache("auto", ignored_inputs="x")),
        "ignored inputs": with_task(cache=lambda flyte: flyte.Cache("auto", ignored_inputs=("x", "y"))),
        "ignored inputs, disabled": with_task(cache=lambda flyte: flyte.Cache("disable", ignored_inputs=("x",))),
        "policy": with_task(cache=lambda flyte: flyte.Cache("auto", policies=Fixed(), salt="!")),
        "policies": with_task(cache=lambda flyte: flyte.Cache("auto", policies=[Fixed(), Fixed()])),
        "max age seconds": with_task(cache=lambda flyte: flyte.Cache("auto", max_age=90)),
        "max age": with_task(cache=lambda flyte: flyte.Cache("auto", max_age=timedelta(days=1, milliseconds=5))),
        "max age zero": with_task(cache=lambda flyte: flyte.Cache("auto", max_age=0)),
        "of the environment": with_env(cache="auto"),
        "broken policy": with_task(cache=lambda flyte: flyte.Cache("auto", policies=Broken())),
        "no policy": lambda flyte: flyte.Cache("auto", policies=[]),
        "max age of text": lambda flyte: flyte.Cache("auto", max_age="1d"),
        "max age flag": lambda flyte: flyte.Cache("auto", max_age=True),
        "max age negative": lambda flyte: flyte.Cache("auto", max_age=-1),
        "unknown": lambda flyte: flyte.Cache("sometimes"),
        "not a behaviour": lambda flyte: flyte.Cache(None),
        "wrong type for an environment": lambda flyte: environment(flyte, cache=3),
        **{
            f"alias {word}": lambda flyte, word=word: flyte.Cache(word).behavior
            for word in ("enable", "enabled", "on", "true", "yes", "off", "false", "no", "none", "ON")
        },
        "version without parameters": lambda flyte: flyte.Cache("auto").get_version(),
    }
)

RETRY = Row("RetryStrategy and Backoff")


def backoff(**settings: Any) -> Call:
    def call(flyte: Any) -> Any:
        return spec(flyte, task(flyte, retries=flyte.RetryStrategy(3, flyte.Backoff(**settings))))

    return call


RETRY.table(
    {
        **signatures("RetryStrategy", "Backoff"),
        "number": with_task(retries=5),
        "flag": with_task(retries=True),
        "none": with_task(retries=None),
        "strategy": with_task(retries=lambda flyte: flyte.RetryStrategy(2)),
        "backoff": backoff(base=timedelta(seconds=10)),
        "growing backoff": backoff(base=timedelta(seconds=1.5), factor=2.0, cap=timedelta(minutes=5)),
        "growing without cap": backoff(base=timedelta(seconds=10), factor=2.0),
        "shrinking": backoff(base=timedelta(seconds=10), factor=0.5),
        "endless factor": backoff(base=timedelta(seconds=10), factor=float("inf")),
        "no number": backoff(base=timedelta(seconds=10), factor="2"),
        "negative base": backoff(base=timedelta(seconds=-1)),
        "negative cap": backoff(base=timedelta(seconds=1), cap=timedelta(seconds=-1)),
        "negative": with_task(retries=-1),
        "fraction": with_task(retries=1.5),
        "strategy of text": lambda flyte: flyte.RetryStrategy("3"),
        "delays": lambda flyte: [
            flyte.Backoff(timedelta(seconds=1), 2.0, timedelta(seconds=30)).compute_delay(n).total_seconds()
            for n in (0, 1, 4, 5, 5000)
        ],
        "delay of a negative index": lambda flyte: flyte.Backoff(timedelta(seconds=1)).compute_delay(-1),
    }
)

TIMEOUT = Row("Timeout")
TIMEOUT.table(
    {
        **signatures("Timeout"),
        "seconds": with_task(timeout=90),
        "zero": with_task(timeout=0),
        "timedelta": with_task(timeout=timedelta(hours=1, microseconds=7)),
        "zero timedelta": with_task(timeout=timedelta(0)),
        "none": with_task(timeout=None),
        "runtime": with_task(timeout=lambda flyte: flyte.Timeout(max_runtime=5)),
        "queue": with_task(timeout=lambda flyte: flyte.Timeout(max_queued_time=timedelta(minutes=5))),
        "deadline": with_task(timeout=lambda flyte: flyte.Timeout(deadline=3600)),
        "all": with_task(timeout=lambda flyte: flyte.Timeout(1, 2, 3)),
        "zeros": with_task(timeout=lambda flyte: flyte.Timeout(0, 0, 0)),
        "negative": with_task(timeout=-5),
        "text": with_task(timeout="1h"),
    }
)

REUSE = Row("ReusePolicy")


def reuse(func: Any = greet, **settings: Any) -> Call:
    return lambda flyte: spec(flyte, task(flyte, func, env={"reusable": flyte.ReusePolicy(**settings)}))


REUSE.table(
    {
        **signatures("ReusePolicy"),
        "default": reuse(),
        "number": reuse(replicas=3),
        "range": reuse(replicas=(1, 5)),
        "from zero": reuse(replicas=(0, 5)),
        "concurrency": reuse(concurrency=4),
        "times": reuse(idle_ttl=timedelta(minutes=5), scaledown_ttl=45),
        "scope": reuse(scope="run"),
        "one replica": reuse(replicas=1),
        "sync": reuse(add),
        "sync with concurrency": reuse(add, concurrency=2),
        "with secrets": lambda flyte: spec(
            flyte, task(flyte, greet, env={"reusable": flyte.ReusePolicy(), "secrets": "a", "env_vars": {"A": "1"}})
        ),
        "interruptible": lambda flyte: spec(
            flyte, task(flyte, greet, env={"reusable": flyte.ReusePolicy(), "interruptible": True})
        ),
        "named pod template": lambda flyte: spec(
            flyte, task(flyte, greet, env={"reusable": flyte.ReusePolicy(), "pod_template": "named"})
        ),
        "pod template": lambda flyte: spec(
            flyte, task(flyte, greet, env={"reusable": flyte.ReusePolicy(), "pod_template": pod_template(flyte)})
        ),
        "with a bundle": lambda flyte: spec(
            flyte,
            task(flyte, greet, env={"reusable": flyte.ReusePolicy()}),
            code_bundle=flyte.models.CodeBundle(computed_version="abc", tgz="s3://b/c.tgz"),
        ),
        "pod template of the task": lambda flyte: task(
            flyte, greet, env={"reusable": flyte.ReusePolicy()}, pod_template="named"
        ),
        "service account of the task": lambda flyte: task(
            flyte, greet, env={"reusable": flyte.ReusePolicy()}, service_account="robot"
        ),
        "with a plugin": lambda flyte: environment(flyte, reusable=flyte.ReusePolicy(), plugin_config=object()),
        "not a policy": lambda flyte: environment(flyte, reusable=3),
        **{
            f"refused: {values}": lambda flyte, values=values: flyte.ReusePolicy(**values)
            for values in (
                {"replicas": None},
                {"replicas": "2"},
                {"replicas": (1,)},
                {"replicas": (3, 1)},
                {"replicas": (-1, 1)},
                {"replicas": ("1", 2)},
                {"concurrency": 0},
                {"concurrency": "1"},
                {"idle_ttl": 10},
                {"idle_ttl": "30s"},
                {"scaledown_ttl": 1},
                {"scaledown_ttl": None},
                {"scope": "project"},
            )
        },
        "accessors": lambda flyte: [
            flyte.ReusePolicy((1, 4)).min_replicas,
            flyte.ReusePolicy((1, 4)).max_replicas,
            flyte.ReusePolicy(scaledown_ttl=60).get_scaledown_ttl().total_seconds(),
        ],
    }
)

SECRET = Row("Secret and SecretRequest")
SECRET.table(
    {
        **signatures("Secret"),
        "name": with_env(secrets="my-secret"),
        "secret": with_env(secrets=lambda flyte: flyte.Secret("key", group="my-group")),
        "variable": with_env(secrets=lambda flyte: flyte.Secret("key", as_env_var="OTHER")),
        "file": with_env(secrets=lambda flyte: flyte.Secret("key", mount=pathlib.Path("/etc/flyte/secrets"))),
        "list": with_env(secrets=lambda flyte: ["a", flyte.Secret("b"), flyte.Secret("c", group="g")]),
        "empty list": with_env(secrets=lambda flyte: []),
        "other folder": lambda flyte: flyte.Secret("key", mount=pathlib.Path("/tmp")),
        "bad variable": lambda flyte: flyte.Secret("key", as_env_var="lower"),
        "name with a dot": lambda flyte: flyte.Secret("a.b"),
        "hash": lambda flyte: [flyte.Secret("k", "g").stable_hash(), hash(flyte.Secret("k"))],
        "refused": lambda flyte: environment(flyte, secrets=3),
        "service account": with_env(service_account="robot"),
        "service account refused": lambda flyte: environment(flyte, service_account=3),
    }
)


def pod_template(flyte: Any, **settings: Any) -> Any:
    from kubernetes.client import V1Container, V1EnvVar, V1PodSpec, V1ResourceRequirements

    primary = V1Container(
        name="primary",
        env=[V1EnvVar(name="T", value="1")],
        resources=V1ResourceRequirements(requests={"cpu": "9", "smarter-devices/fuse": "1"}, limits={"memory": "9Gi"}),
    )
    side = V1Container(name="side", image="busybox", resources=V1ResourceRequirements(requests={"cpu": "500m"}))
    spec_ = V1PodSpec(containers=[primary, side], termination_grace_period_seconds=30)
    return flyte.PodTemplate(pod_spec=spec_, labels={"l": "v"}, annotations={"a": "b"}, **settings)


def with_pod(make: Call) -> Call:
    return lambda flyte: spec(
        flyte,
        task(
            flyte,
            env={
                "pod_template": make(flyte),
                "resources": flyte.Resources(cpu=1, gpu="T4:1", memory=("1Gi", "2Gi"), disk="5Gi"),
                "env_vars": {"A": "1"},
            },
        ),
    )


def own_image(flyte: Any) -> Any:
    template = pod_template(flyte)
    template.pod_spec.containers[0].image = "own:1"
    return template


def from_spec(names: list[str], **settings: Any) -> Call:
    def call(flyte: Any) -> Any:
        from kubernetes.client import V1Container, V1PodSpec

        containers = [V1Container(name=name) for name in names]
        return flyte.PodTemplate.from_spec(V1PodSpec(containers=containers), **settings).primary_container_name

    return call


POD = Row("PodTemplate")
POD.table(
    {
        **signatures("PodTemplate"),
        "named": with_env(pod_template="named"),
        "empty": with_pod(lambda flyte: flyte.PodTemplate()),
        "labels only": with_pod(lambda flyte: flyte.PodTemplate(labels={"queue": "q"})),
        "merged": with_pod(pod_template),
        "without resources": lambda flyte: spec(flyte, task(flyte, env={"pod_template": pod_template(flyte)})),
        "own image": with_pod(own_image),
        "other primary": with_pod(lambda flyte: pod_template(flyte, primary_container_name="side")),
        "missing primary": with_pod(lambda flyte: pod_template(flyte, primary_container_name="none")),
        "fuse": with_pod(lambda flyte: pod_template(flyte).allow_fuse()),
        "fuse twice": with_pod(lambda flyte: flyte.PodTemplate().allow_fuse().allow_fuse()),
        "fuse privileged": with_pod(lambda flyte: flyte.PodTemplate().allow_fuse(privileged=True)),
        "sandboxing": with_pod(lambda flyte: flyte.PodTemplate().allow_nested_sandboxing()),
        "fuse and sandboxing": with_pod(lambda flyte: flyte.PodTemplate().allow_fuse().allow_nested_sandboxing()),
        "privileged and sandboxing": lambda flyte: flyte.PodTemplate().allow_fuse(True).allow_nested_sandboxing(),
        "sandboxing and privileged": lambda flyte: flyte.PodTemplate().allow_nested_sandboxing().allow_fuse(True),
        "other AppArmor": lambda flyte: flyte.PodTemplate(
            annotations={"container.apparmor.security.beta.kubernetes.io/primary": "x"}
        ).allow_nested_sandboxing(),
        "grace": with_pod(lambda flyte: flyte.PodTemplate().with_termination_grace_period(timedelta(minutes=2))),
        "grace seconds": with_pod(lambda flyte: pod_template(flyte).with_termination_grace_period(5)),
        "grace negative": lambda flyte: flyte.PodTemplate().with_termination_grace_period(-5),
        "grace flag": lambda flyte: flyte.PodTemplate().with_termination_grace_period(True),
        "grace none": lambda flyte: flyte.PodTemplate().with_termination_grace_period(None),
        "from_spec primary": from_spec(["a", "primary"]),
        "from_spec only one": from_spec(["a"]),
        "from_spec unclear": from_spec(["a", "b"]),
        "from_spec named": from_spec(["a", "b"], primary_container_name="b"),
        "from_spec missing": from_spec(["a", "b"], primary_container_name="c"),
        "to_k8s_pod": lambda flyte: pod_template(flyte).to_k8s_pod(),
        "refused": lambda flyte: environment(flyte, pod_template=3),
    }
)
POD.table(
    {"to_k8s_pod of nothing": lambda flyte: flyte.PodTemplate().to_k8s_pod()},
    why="kubernetes clients from 37 refuse a spec without containers, so the SDK raises; the stand-in writes none",
)

ENVIRONMENT = Row("TaskEnvironment")


def clone(flyte: Any, **changes: Any) -> Any:
    first = environment(
        flyte,
        env_vars={"A": "1"},
        resources=flyte.Resources(cpu=1),
        cache="auto",
        description="d",
        interruptible=True,
        include=("a.txt",),
        secrets="s",
        queue="q",
    )
    first.task(add)
    second = first.clone_with("clone", **changes)
    made = second.task(add)
    return [
        spec(flyte, made),
        sorted(second.tasks),
        second.description,
        second.include,
        second.queue,
        second.interruptible,
    ]


def from_task(flyte: Any, *tasks: Any) -> Any:
    made = flyte.TaskEnvironment.from_task("group", *tasks)
    return [made.name, sorted(made.tasks), [each.parent_env_name for each in made.tasks.values()]]


def container(flyte: Any, name: str = "c", **settings: Any) -> Any:
    return flyte.extras.ContainerTask(name=name, image="alpine:3", command=["echo", "{{.inputs.x}}"], **settings)


def dependencies(flyte: Any, *names: str) -> list[str]:
    first = environment(flyte)
    first.add_dependency(*(flyte.TaskEnvironment(name) for name in names))
    return [each.name for each in first.depends_on]


ENVIRONMENT.table(
    {
        **signatures("TaskEnvironment", "Environment"),
        "signature of task": lambda flyte: inspect.signature(flyte.TaskEnvironment.task),
        "signature of clone_with": lambda flyte: inspect.signature(flyte.TaskEnvironment.clone_with),
        "signature of from_task": lambda flyte: inspect.signature(flyte.TaskEnvironment.from_task),
        "bare decorator": lambda flyte: settings_of(environment(flyte).task(add)),
        "decorator with settings": lambda flyte: settings_of(environment(flyte).task(short_name="s", report=True)(add)),
        "every setting of the environment": with_env(
            image="python:3.12",
            resources=lambda flyte: flyte.Resources(cpu=1),
            env_vars=lambda flyte: {"A": "1", "B": "2"},
            secrets="s",
            cache="auto",
            interruptible=True,
            description="words",
            queue="q",
            service_account="robot",
        ),
        "every setting of the task": with_task(
            short_name="short",
            cache="auto",
            retries=1,
            timeout=5,
            report=True,
            interruptible=True,
            max_inline_io_bytes=5,
            queue="q",
            service_account="robot",
            entrypoint=True,
            produces_artifacts=True,
            pod_template="named",
        ),
        "the task wins": lambda flyte: spec(
            flyte, task(flyte, env={"interruptible": True, "cache": "auto"}, interruptible=False, cache="disable")
        ),
        "long names are cut": lambda flyte: (
            spec(flyte, flyte.TaskEnvironment("e" * 80).task(short_name="s" * 80)(add)).short_name
        ),
        "tasks": lambda flyte: (made := environment(flyte), made.task(add), made.task(greet), list(made.tasks))[3],
        "clone": lambda flyte: clone(flyte),
        "clone with": lambda flyte: clone(
            flyte, env_vars={"B": "2"}, cache="disable", description="e", interruptible=False, include=["b.txt"]
        ),
        "clone with image": lambda flyte: clone(flyte, image="python:3.10", service_account="robot", secrets="t"),
        "clone unknown": lambda flyte: clone(flyte, colour="red"),
        "from_task": lambda flyte: from_task(flyte, container(flyte), container(flyte, "d")),
        "from_task of nothing": lambda flyte: from_task(flyte),
        "from_task with an owner": lambda flyte: from_task(flyte, task(flyte)),
        "from_task with two images": lambda flyte: from_task(
            flyte, container(flyte), flyte.extras.ContainerTask(name="x", image="other:1", command=["a"])
        ),
        "dependencies": lambda flyte: dependencies(flyte, "a", "b"),
        "itself as a dependency": lambda flyte: dependencies(flyte, "conform"),
        "no environment as a dependency": lambda flyte: environment(flyte).add_dependency("a"),
        "long description": lambda flyte: environment(flyte, description="x" * 300).description,
        "include": lambda flyte: environment(flyte, include=["a", "b"]).include,
        "include text": lambda flyte: environment(flyte, include="a"),
        "include numbers": lambda flyte: environment(flyte, include=[1]),
        "include number": lambda flyte: environment(flyte, include=1),
        **{
            f"name {name!r}": lambda flyte, name=name: flyte.TaskEnvironment(name).name
            for name in ("ok", "a_b-c1", "Upper", "a b", "a__b", "-a", "a_", "", "é")
        },
        "image refused": lambda flyte: environment(flyte, image=3),
        "env_vars refused": lambda flyte: environment(flyte, env_vars=["a"]),
        "depends_on refused": lambda flyte: environment(flyte, depends_on=["a"]),
        "plugin_config nobody knows": lambda flyte: environment(flyte, plugin_config=object()).task(add),
        "env_vars that are no strings": with_env(env_vars=lambda flyte: {"A": 1}),
        "repr": lambda flyte: repr(environment(flyte, image=None)),
        "without a parent": lambda flyte: spec(flyte, container(flyte, inputs={"x": int})),
    }
)

INTERFACES = Row("interfaces")


class Pair(NamedTuple):
    first: int
    second: str


def two() -> tuple[int, str]:
    return 1, "a"


def bare_two() -> (int, str):  # type: ignore[syntax]
    return 1, "a"


def pair() -> Pair:
    return Pair(1, "a")


def nothing() -> None: ...


def chosen(mode: Literal["fast", "slow"] = "fast", level: Literal[1, 2] = 1) -> Literal["a", "b"]:
    return "a"


def unannotated(x, y=3):  # type: ignore[no-untyped-def]
    return x


def one_tuple() -> tuple[int]:
    return (1,)


def any_tuple() -> tuple[int, ...]:
    return (1,)


def varargs(*values: int) -> int:
    return len(values)


def keywords(**values: int) -> int:
    return len(values)


def unknown_name(x: NoSuchName) -> int:  # type: ignore[name-defined]  # noqa: F821
    return 1


def collections(a: list[int], b: dict[str, float], c: int | None = None, d: str | int = 3) -> list[dict[str, int]]:
    return []


def times(at: datetime, every: timedelta = timedelta(seconds=3)) -> datetime:
    return at


INTERFACES.table(
    {
        func.__name__: lambda flyte, func=func: [spec(flyte, task(flyte, func)), repr(task(flyte, func).interface)]
        for func in (two, bare_two, pair, nothing, chosen, one_tuple, any_tuple, varargs, keywords, collections, times)
    }
)
INTERFACES.table(
    {
        "unannotated": lambda flyte: spec(flyte, task(flyte, unannotated)),
        "unknown name": lambda flyte: task(flyte, unknown_name),
    }
)


TRIGGER = Row("Trigger, Cron, FixedRate, OnArtifact and their placeholders")


def fired(start: datetime, x: int = 1, day: str = "d") -> int:
    return x


def trigger_message(make: Call, func: Any = fired) -> Call:
    """Return a trigger as it is deployed."""

    def call(flyte: Any) -> Any:
        made = task(flyte, func, triggers=make(flyte))
        message = spec(flyte, made)
        arguments = (made.name, message.task_template.interface.inputs, list(message.default_inputs))
        serde = __import__(f"{flyte.__name__}._internal.runtime.trigger_serde", fromlist=["to_task_trigger"])

        async def convert() -> list[Any]:
            return [await serde.to_task_trigger(each, *arguments) for each in made.triggers]

        import asyncio

        return asyncio.run(convert())

    return call


def plain(**settings: Any) -> Call:
    return trigger_message(
        lambda flyte: flyte.Trigger(
            **{"name": "t", **{key: value(flyte) if callable(value) else value for key, value in settings.items()}}
        )
    )


def notify(make: Call) -> Call:
    return plain(automation=lambda flyte: flyte.Cron("0 0 * * *"), notifications=make)


FAILED = "FAILED"

TRIGGER.table(
    {
        **signatures("Trigger", "Cron", "FixedRate", "OnArtifact", "TriggeredPartition"),
        **{
            f"{name}: signature": lambda flyte, name=name: inspect.signature(getattr(flyte.Trigger, name))
            for name in ("minutely", "hourly", "daily", "weekly", "monthly")
        },
        **{
            name: trigger_message(
                lambda flyte, name=name: getattr(flyte.Trigger, name)("start", inputs={"x": 3}, env_vars={"A": "1"})
            )
            for name in ("minutely", "hourly", "daily", "weekly", "monthly")
        },
        "without the time": trigger_message(lambda flyte: flyte.Trigger.daily(inputs={"start": datetime(2026, 1, 1)})),
        "by hand": plain(inputs={"x": 5}),
        "cron": plain(automation=lambda flyte: flyte.Cron("*/5 * * * *", timezone="Europe/Rome")),
        "fixed rate": plain(automation=lambda flyte: flyte.FixedRate(60)),
        "fixed rate from": plain(
            automation=lambda flyte: flyte.FixedRate(60, datetime(2026, 1, 2, 3, 4, tzinfo=timezone.utc))
        ),
        "everything": plain(
            description="words",
            auto_activate=False,
            env_vars={"A": "1"},
            interruptible=True,
            overwrite_cache=True,
            queue="q",
            max_action_concurrency=3,
            labels={"l": "1"},
            annotations={"a": "1"},
            custom_context={"c": "1"},
        ),
        "not interruptible": plain(interruptible=False),
        "artifact": plain(
            automation=lambda flyte: flyte.OnArtifact("model", "v1", region="us"),
            inputs=lambda flyte: {"x": flyte.TriggeredArtifact, "day": flyte.TriggeredPartition("date")},
        ),
        "artifact, any version": plain(automation=lambda flyte: flyte.OnArtifact("model", partitions={"a": "b"})),
        "partition of a number": plain(
            automation=lambda flyte: flyte.OnArtifact("model"),
            inputs=lambda flyte: {"x": flyte.TriggeredPartition("date")},
        ),
        "several": trigger_message(lambda flyte: (flyte.Trigger.daily("start"), flyte.Trigger.hourly("start"))),
        "input that is none": plain(inputs={"z": 5}),
        "input of a wrong type": plain(inputs={"x": object()}),
        "time input that is none": plain(
            automation=lambda flyte: flyte.FixedRate(5), inputs=lambda flyte: {"z": flyte.TriggerTime}
        ),
        "time by hand": plain(inputs=lambda flyte: {"start": flyte.TriggerTime}),
        "artifact by schedule": plain(
            automation=lambda flyte: flyte.FixedRate(5), inputs=lambda flyte: {"x": flyte.TriggeredArtifact}
        ),
        "partition by schedule": plain(
            automation=lambda flyte: flyte.FixedRate(5), inputs=lambda flyte: {"x": flyte.TriggeredPartition("a")}
        ),
        "time by artifact": plain(
            automation=lambda flyte: flyte.OnArtifact("a"), inputs=lambda flyte: {"start": flyte.TriggerTime}
        ),
        "two artifacts": plain(
            automation=lambda flyte: flyte.OnArtifact("a"),
            inputs=lambda flyte: {"x": flyte.TriggeredArtifact, "day": flyte.TriggeredArtifact},
        ),
        "no name": plain(name=""),
        "concurrency of one": plain(max_action_concurrency=1),
        "concurrency below zero": plain(max_action_concurrency=-2),
        "long description": lambda flyte: flyte.Trigger("t", description="x" * 300).description,
        "artifact without name": lambda flyte: flyte.OnArtifact(""),
        "artifact with a number": lambda flyte: flyte.OnArtifact("a", day=1),
        "partition without key": lambda flyte: flyte.TriggeredPartition(""),
        "as text": lambda flyte: [
            str(flyte.Cron("0 0 * * *", "US/Eastern")),
            str(flyte.FixedRate(5)),
            str(flyte.OnArtifact("a", "1", b="c")),
            str(flyte.OnArtifact("a")),
        ],
        "default that is a time": lambda flyte: spec(flyte, default_time(flyte)),
        "named rule": notify(lambda flyte: flyte.notify.NamedRule("oncall")),
        "email": notify(
            lambda flyte: flyte.notify.Email(
                on_phase=flyte.models.ActionPhase.FAILED, recipients=["a@b.c"], cc=["d@e.f"], html_body="<b>"
            )
        ),
        "slack": notify(lambda flyte: flyte.notify.Slack(on_phase=ends(flyte), webhook_url="https://s")),
        "slack blocks": notify(
            lambda flyte: flyte.notify.Slack(
                on_phase=ends(flyte), webhook_url="https://s", blocks=[{"type": "section"}]
            )
        ),
        "teams": notify(lambda flyte: flyte.notify.Teams(on_phase=ends(flyte), webhook_url="https://t")),
        "teams card": notify(
            lambda flyte: flyte.notify.Teams(on_phase=ends(flyte), webhook_url="https://t", card={"a": 1})
        ),
        "webhook": notify(
            lambda flyte: flyte.notify.Webhook(on_phase=ends(flyte), url="https://w", method="PUT", headers={"h": "1"})
        ),
        "several notifications": notify(
            lambda flyte: (
                flyte.notify.NamedDelivery(on_phase=ends(flyte), name="x"),
                flyte.notify.Email(on_phase=ends(flyte), recipients=("a@b.c",)),
            )
        ),
        "phase refused": lambda flyte: flyte.notify.NamedDelivery(on_phase=flyte.models.ActionPhase.RUNNING, name="x"),
        "no recipients": lambda flyte: flyte.notify.Email(on_phase=flyte.models.ActionPhase.FAILED, recipients=[]),
    }
)


def ends(flyte: Any) -> Any:
    return (flyte.models.ActionPhase.FAILED, flyte.models.ActionPhase.SUCCEEDED, flyte.models.ActionPhase.TIMED_OUT)


def default_time(flyte: Any) -> Any:
    def timed(at: datetime = flyte.TriggerTime) -> int:
        return 1

    return task(flyte, timed)


CONTAINER = Row("ContainerTask and shell")


def in_group(flyte: Any, made: Any) -> Any:
    group = flyte.TaskEnvironment.from_task("group", made)
    return [spec(flyte, made), group.name]


def containers(**settings: Any) -> Call:
    return lambda flyte: in_group(
        flyte,
        container(flyte, **{name: value(flyte) if callable(value) else value for name, value in settings.items()}),
    )


def shell(**settings: Any) -> Call:
    def call(flyte: Any) -> Any:
        import importlib

        module = importlib.import_module(f"{flyte.__name__}.extras.shell")
        values = {name: value(flyte, module) if callable(value) else value for name, value in settings.items()}
        made = module.create("tool", image="quay.io/tool:1", **{"script": "run", **values})
        return in_group(flyte, made.as_task())

    return call


EVERY_INPUT: Any = lambda flyte, module: {  # noqa: E731
    "a": flyte.io.File,
    "b": list[flyte.io.File],
    "c": flyte.io.Dir,
    "d": dict[str, str],
    "e": int,
    "f": float | None,
    "g": bool,
    "h": str,
    "i": flyte.io.Dir | None,
    "j": flyte.io.File | None,
}

CONTAINER.table(
    {
        "signature": lambda flyte: inspect.signature(flyte.extras.ContainerTask),
        "plain": containers(),
        "inputs and outputs": containers(
            inputs=lambda flyte: {"x": int, "f": flyte.io.File}, outputs=lambda flyte: {"o": str, "d": flyte.io.Dir}
        ),
        "arguments": containers(arguments=["a", "b"]),
        "folders": containers(input_data_dir="/in", output_data_dir=pathlib.Path("/out")),
        "yaml": containers(metadata_format="YAML"),
        "proto": containers(metadata_format="PROTO"),
        "named files": containers(file_input_layout="NAMED_DIR"),
        "cached": containers(cache="auto", inputs={"x": int}),
        "cached with salt": containers(cache=lambda flyte: flyte.Cache("auto", salt="s", policies=[Fixed()])),
        "cached by version": containers(cache=lambda flyte: flyte.Cache("override", "v")),
        "settings": containers(retries=2, timeout=5, env_vars={"A": "1"}, secrets="s", report=True),
        "numbers in the command": lambda flyte: flyte.extras.ContainerTask(name="c", image="a:1", command=[1]),
        "numbers in the arguments": containers(arguments=[1]),
        "shell": shell(),
        "shell inputs": shell(inputs=EVERY_INPUT, script="t {inputs.a} {inputs.b} {inputs.c} {inputs.d} {inputs.e}"),
        "shell flags": shell(
            inputs=EVERY_INPUT,
            script=" ".join(f"{{flags.{name}}}" for name in "abcdefghij"),
            flag_aliases={"a": "--aa", "b": ("-B", "repeat"), "d": ("-D", "equals"), "j": ("-J", "comma")},
        ),
        "shell dict pairs": shell(inputs=EVERY_INPUT, script="{flags.d} {inputs.d} {inputs.h} {flags.h}"),
        "shell outputs": shell(
            outputs=lambda flyte, module: {
                "f": flyte.io.File,
                "d": flyte.io.Dir,
                "n": int,
                "g": module.Glob("*.bed"),
                "o": module.Stdout(),
                "e": module.Stderr(type=str),
            },
            script="a > {outputs.f}; b {outputs.d} {outputs.g} > {outputs.n}",
        ),
        "shell debug": shell(inputs={"x": int}, script="echo {inputs.x}", debug=True),
        "shell flag spec": shell(
            inputs={"x": int},
            script="{flags.x}",
            flag_aliases=lambda flyte, module: {"x": module.FlagSpec("--x", separator="=")},
        ),
        "shell settings": shell(retries=2, timeout=9, cache="disable", env_vars={"A": "1"}, secrets=["s"]),
        "shell unknown input": shell(script="{inputs.x}"),
        "shell unknown output": shell(script="{outputs.x}"),
        "shell unknown flag": shell(script="{flags.x}"),
        "shell unknown space": shell(script="{values.x}"),
        "shell stream as output": shell(outputs=lambda flyte, module: {"o": module.Stdout()}, script="{outputs.o}"),
        "shell bad type": shell(inputs={"x": bytes}),
        "shell bad output": shell(outputs={"x": bytes}),
        "shell bad alias": shell(inputs={"x": int}, flag_aliases={"x": ("-x", "odd")}),
        "shell alias of nothing": shell(flag_aliases={"x": "-x"}),
        "shell default": shell(inputs={"x": int}, defaults={"x": 1}),
        "shell default of a wrong type": shell(inputs={"x": int}, defaults={"x": "1"}),
        "shell default none": shell(inputs={"x": int}, defaults={"x": None}),
    }
)

CLUSTERED = Row("ClusteredTaskEnvironment")


def clustered(**settings: Any) -> Call:
    def call(flyte: Any) -> Any:
        values = {name: value(flyte) if callable(value) else value for name, value in settings.items()}
        owner = flyte.clustered.ClusteredTaskEnvironment(**{"name": "c", "replicas": 2, "nproc_per_node": 1, **values})
        return [spec(flyte, owner.task(add)), owner.to_custom_dict()]

    return call


CLUSTERED.table(
    {
        "plain": clustered(),
        "torch": clustered(runtime=lambda flyte: flyte.clustered.TorchRun(rdzv_backend="c10d", max_restarts=2)),
        "jax": clustered(runtime=lambda flyte: flyte.clustered.JaxRun()),
        "failure policy": clustered(
            failure_policy=lambda flyte: flyte.clustered.ClusterFailurePolicy(
                max_restarts=3, restart_on_host_maintenance=True
            ),
            ttl_seconds_after_finished=60,
        ),
        "gpus": clustered(nproc_per_node=2, resources=lambda flyte: flyte.Resources(gpu="A100:2")),
        "too few gpus": clustered(nproc_per_node=4, resources=lambda flyte: flyte.Resources(gpu="A100:2")),
        "jax with two": clustered(nproc_per_node=2, runtime=lambda flyte: flyte.clustered.JaxRun()),
        "no replicas": clustered(replicas=0),
        "no processes": clustered(nproc_per_node=0),
        "reusable": clustered(reusable=lambda flyte: flyte.ReusePolicy()),
        "network": clustered(interconnect="ib"),
        "runtime": clustered(runtime="torch"),
    }
)

SANDBOX = Row("sandbox")


def orchestrated(flyte: Any, **settings: Any) -> Any:
    owner = environment(flyte)
    made = owner.sandbox.orchestrator(**settings)(add) if settings else owner.sandbox.orchestrator(add)
    return [spec(flyte, made), sorted(owner.tasks)]


def of_bytes(x: complex) -> int:
    return 1


SANDBOX.table(
    {
        "decorator": lambda flyte: orchestrated(flyte),
        "decorator with settings": lambda flyte: orchestrated(flyte, timeout_ms=5, name="n", retries=2, cache="auto"),
        "text": lambda flyte: settings_of(
            flyte.sandbox.orchestrator_from_str("x + 1", inputs={"x": int}, output=int, name="n")
        ),
        "type refused": lambda flyte: environment(flyte).sandbox.orchestrator(of_bytes),
        "neither": lambda flyte: environment(flyte).sandbox.orchestrator(3),
        "create twice": lambda flyte: flyte.sandbox.create("n", code="a", command=["b"]),
        "create with a type": lambda flyte: flyte.sandbox.create("n", code="a", inputs={"x": bytes}),
    }
)

SMALL = Row("Documentation, Link, SerializationContext, CodeBundle, ctx, group, map, logger")


def mapped(flyte: Any, **settings: Any) -> Any:
    return list(flyte.map(task(flyte), [1, 2, 3], **settings))


def partial_map(flyte: Any, **bound: Any) -> Any:
    import functools

    return list(flyte.map(functools.partial(task(flyte), **bound), [1, 2]))


class Console:
    name = "console"
    icon_uri = "icon"

    def get_link(self, **place: Any) -> str:
        return "https://" + "/".join(f"{key}={place[key]}" for key in sorted(place) if key != "context")


SMALL.table(
    {
        "documentation": lambda flyte: flyte.Documentation("words").description,
        "docs": with_task(docs=lambda flyte: flyte.Documentation("words")),
        "links": with_task(links=lambda flyte: Console()),
        "signature of SerializationContext": lambda flyte: inspect.signature(flyte.models.SerializationContext),
        "signature of CodeBundle": lambda flyte: inspect.signature(flyte.models.CodeBundle),
        "signature of TaskContext": lambda flyte: inspect.signature(flyte.models.TaskContext),
        "signature of NativeInterface": lambda flyte: inspect.signature(flyte.models.NativeInterface),
        "entry point": lambda flyte: context(flyte).get_entrypoint_path(),
        "entry point of an interpreter": lambda flyte: context(flyte).get_entrypoint_path("/usr/bin/python"),
        "outside of a task": lambda flyte: [bool(flyte.ctx()), flyte.ctx().action, repr(flyte.ctx())],
        "custom context outside": lambda flyte: flyte.get_custom_context(),
        "map": lambda flyte: mapped(flyte),
        "map with a limit": lambda flyte: mapped(flyte, concurrency=2, group_name="g"),
        "map of errors": lambda flyte: [
            type(each).__name__ for each in flyte.map(task(flyte, failing_number), [1, 2], return_exceptions=True)
        ],
        "map that raises": lambda flyte: list(flyte.map(task(flyte, failing_number), [1], return_exceptions=False)),
        "map of a partial": lambda flyte: partial_map(flyte, y=5),
        "map of a full partial": lambda flyte: partial_map(flyte, x=1, y=5),
        "loggers": lambda flyte: [flyte.logger.name, flyte.system_logger.name],
        "phases": lambda flyte: [
            (each.name, each.value, each.to_protobuf_value(), each.is_terminal) for each in flyte.models.ActionPhase
        ],
        "phase of a number": lambda flyte: flyte.models.ActionPhase.from_protobuf(4),
        "phase of no number": lambda flyte: flyte.models.ActionPhase.from_protobuf(99),
        "phase of nothing": lambda flyte: flyte.models.ActionPhase.from_protobuf(0),
        "sub-action": lambda flyte: flyte.models.ActionID(name="a").new_sub_action_from(1, "t", "i", "g").name,
        "path rewrite": lambda flyte: flyte.models.PathRewrite.from_str("a->b"),
        "path rewrite refused": lambda flyte: flyte.models.PathRewrite.from_str("a"),
        "release": lambda flyte: [flyte.version(), flyte.__version__],
        "public names": lambda flyte: sorted(flyte.__all__),
        "public names of extend": lambda flyte: sorted(flyte.extend.__all__),
        "errors": lambda flyte: sorted(
            (name, [base.__name__ for base in each.__bases__])
            for name, each in vars(flyte.errors).items()
            if isinstance(each, type)
            and each.__module__.endswith(".errors")
            and name not in ("_NamedUserError", "StandinRunsNothingError")
            and "_NamedUserError" not in [base.__name__ for base in each.__bases__]
            and not any(known.__name__ == "_NamedUserError" for known in each.__mro__)
            and name in OTHER_ERRORS
        ),
    }
)

OTHER_ERRORS = ("BaseRuntimeError", "RuntimeUserError", "RuntimeSystemError", "RuntimeUnknownError", "OOMError")


def failing_number(x: int) -> int:
    raise ValueError(x)


ROWS = [
    ENVIRONMENT,
    INTERFACES,
    RESOURCES,
    DEVICES,
    CACHE,
    RETRY,
    TIMEOUT,
    REUSE,
    SECRET,
    POD,
    TRIGGER,
    CONTAINER,
    CLUSTERED,
    SANDBOX,
    SMALL,
]

__all__ = ["ROOT", "ROWS"]
