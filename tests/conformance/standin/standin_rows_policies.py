"""Rows: cache, retries, timeouts, reuse and secrets."""

from __future__ import annotations

import pathlib
from datetime import timedelta
from typing import Any

from tests.conformance.standin.standin_harness import Row, spec
from tests.conformance.standin.standin_helpers import Broken, Call, Fixed, signatures, with_env, with_task
from tests.conformance.standin.standin_rows_pod import pod_template
from tests.conformance.standin.standin_rows_task import add, environment, greet, task

CACHE = Row("Cache, CacheRequest and policies")


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


ROWS = [CACHE, RETRY, TIMEOUT, REUSE, SECRET]
