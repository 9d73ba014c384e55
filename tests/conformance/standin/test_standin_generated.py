"""Generated settings: both sides accept the same values, and translate them to the same message."""

from __future__ import annotations

import inspect
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conformance.standin.standin_harness import agree, outcome, sides, spec
from tests.conformance.standin.standin_rows_task import add, greet

pytestmark = pytest.mark.sdk

generated = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])

cores = st.one_of(st.integers(-1, 64), st.floats(-0.5, 64, allow_nan=False), st.sampled_from(["500m", "2", "abc"]))
quantities = st.one_of(st.sampled_from(["1Gi", "512Mi", "2G", "1GiB", ""]), st.integers(0, 5))
seconds = st.one_of(st.integers(-5, 10_000), st.timedeltas(timedelta(seconds=-2), timedelta(days=3)))
names = st.text(
    st.characters(whitelist_categories=("Lu", "Ll", "Nd"), whitelist_characters="_-. "), min_size=1, max_size=12
)
words = st.text(max_size=12)

resources = st.fixed_dictionaries(
    {},
    optional={
        "cpu": st.one_of(cores, st.tuples(cores, cores), st.tuples(cores), st.none()),
        "memory": st.one_of(quantities, st.tuples(quantities, quantities), st.none()),
        "gpu": st.one_of(
            st.integers(-1, 9),
            st.sampled_from(
                ["T4:1", "A100:8", "A100 80G:1", "L40s:3", "V5E:1", "Trn1:16", "T4", "T4 shared:1", "MI300X:2"]
            ),
        ),
        "disk": quantities,
        "shm": st.one_of(quantities, st.just("auto")),
    },
)

caches = st.fixed_dictionaries(
    {"behavior": st.sampled_from(["auto", "override", "disable", "on", "OFF", "nonsense"])},
    optional={
        "version_override": st.one_of(st.none(), words),
        "serialize": st.booleans(),
        "ignored_inputs": st.one_of(st.sampled_from(["x", ("x",), ("x", "y"), ()])),
        "salt": words,
        "max_age": st.one_of(st.none(), seconds, st.booleans()),
    },
)

backoffs = st.fixed_dictionaries(
    {"base": st.timedeltas(timedelta(seconds=-1), timedelta(days=1))},
    optional={
        "factor": st.one_of(st.floats(0, 4), st.just(float("nan")), st.just("2")),
        "cap": st.one_of(st.none(), st.timedeltas(timedelta(seconds=-1), timedelta(days=1))),
    },
)

timeouts = st.fixed_dictionaries({}, optional=dict.fromkeys(("max_runtime", "max_queued_time", "deadline"), seconds))

policies = st.fixed_dictionaries(
    {},
    optional={
        "replicas": st.one_of(st.integers(-1, 5), st.tuples(st.integers(-1, 5), st.integers(0, 5)), st.just((1, 2, 3))),
        "idle_ttl": seconds,
        "concurrency": st.integers(0, 4),
        "scaledown_ttl": seconds,
        "scope": st.sampled_from(["global", "run", "project"]),
    },
)

secrets = st.lists(
    st.one_of(
        names,
        st.fixed_dictionaries(
            {"key": names}, optional={"group": names, "as_env_var": st.sampled_from(["A", "B_1", "lower", "1A"])}
        ),
    ),
    max_size=3,
)


def same(call: Any) -> None:
    """Both sides come to the same."""
    sdk, standin = (outcome(call, package) for package in sides())
    assert agree(sdk, standin), f"\nSDK:      {sdk!r}\nstand-in: {standin!r}"


def of_environment(func: Any = add, **values: Any) -> Any:
    def call(flyte: Any) -> Any:
        made = {name: value(flyte) if callable(value) else value for name, value in values.items()}
        environment = flyte.TaskEnvironment("generated", **made)
        return spec(flyte, environment.task(func))

    return call


def of_task(**values: Any) -> Any:
    def call(flyte: Any) -> Any:
        made = {name: value(flyte) if callable(value) else value for name, value in values.items()}
        environment = flyte.TaskEnvironment("generated")
        return spec(flyte, environment.task(**made)(add))

    return call


@generated
@given(resources)
def test_resources(values: dict[str, Any]) -> None:
    """Requests, limits, accelerators and shared memory are the same."""
    same(of_environment(resources=lambda flyte: flyte.Resources(**values)))


@generated
@given(caches)
def test_caches(values: dict[str, Any]) -> None:
    """Cache metadata are the same, above all the version."""
    same(of_task(cache=lambda flyte: flyte.Cache(**values)))


@generated
@given(st.one_of(st.integers(-2, 9), st.booleans(), st.none(), st.floats(0, 3), words), st.one_of(st.none(), backoffs))
def test_retries(count: Any, backoff: dict[str, Any] | None) -> None:
    """Retries and their backoff are the same."""
    if backoff is None:
        same(of_task(retries=count))
    else:
        same(of_task(retries=lambda flyte: flyte.RetryStrategy(count, flyte.Backoff(**backoff))))


@generated
@given(st.one_of(seconds, timeouts))
def test_timeouts(value: Any) -> None:
    """The three bounds are the same, with zero meaning none."""
    if isinstance(value, dict):
        same(of_task(timeout=lambda flyte: flyte.Timeout(**value)))
    else:
        same(of_task(timeout=value))


@generated
@given(policies, resources, st.booleans())
def test_reuse(values: dict[str, Any], asked: dict[str, Any], interruptible: bool) -> None:
    """The policy, and the actor's version hash, are the same."""
    same(
        of_environment(
            greet,
            reusable=lambda flyte: flyte.ReusePolicy(**values),
            resources=lambda flyte: flyte.Resources(**asked),
            interruptible=interruptible,
        )
    )


@generated
@given(secrets)
def test_secrets(values: list[Any]) -> None:
    """Secrets are the same."""
    same(
        of_environment(
            secrets=lambda flyte: [flyte.Secret(**each) if isinstance(each, dict) else each for each in values]
        )
    )


@generated
@given(st.dictionaries(words, words, max_size=4), st.text(max_size=300), st.text("abc-_", min_size=1, max_size=70))
def test_environments(env_vars: dict[str, str], description: str, name: str) -> None:
    """Variables, description and name are the same."""

    def call(flyte: Any) -> Any:
        environment = flyte.TaskEnvironment(name, env_vars=env_vars, description=description)
        return [spec(flyte, environment.task(add)), environment.description]

    same(call)


PRIMITIVES: dict[Any, Any] = {
    int: st.integers(-(2**62), 2**62),
    float: st.floats(allow_nan=False, allow_infinity=False),
    str: words,
    bool: st.booleans(),
    timedelta: st.timedeltas(timedelta(days=-3), timedelta(days=3)),
    list[int]: st.lists(st.integers(-5, 5), max_size=3),
    dict[str, float]: st.dictionaries(words, st.floats(-1, 1), max_size=2),
    int | None: st.one_of(st.none(), st.integers(-5, 5)),
    str | int: st.one_of(words, st.integers(-5, 5)),
}

inputs = st.dictionaries(
    st.sampled_from(["a", "b", "c", "z", "_d"]),
    st.sampled_from(list(PRIMITIVES)).flatmap(
        lambda kind: st.tuples(st.just(kind), st.one_of(st.just(inspect.Parameter.empty), PRIMITIVES[kind]))
    ),
    max_size=4,
)
outputs = st.dictionaries(st.sampled_from(["o0", "o1", "result"]), st.sampled_from(list(PRIMITIVES)), max_size=3)


@generated
@given(inputs, outputs)
def test_interfaces(takes: dict[str, Any], gives: dict[str, Any]) -> None:
    """Variables, default inputs and the JSON schema are the same."""

    def call(flyte: Any) -> Any:
        environment = flyte.TaskEnvironment("generated")
        task = environment.task(add)
        task.interface = flyte.models.NativeInterface(inputs=takes, outputs=gives)
        return [spec(flyte, task), task.json_schema, repr(task.interface)]

    same(call)
