"""Row: `override`."""

from __future__ import annotations

import inspect
from datetime import timedelta
from typing import Any

from tests.conformance.standin.standin_harness import Row, spec
from tests.conformance.standin.standin_rows_task import task

OVERRIDE = Row("override")


def overridden(flyte: Any, before: dict[str, Any] | None = None, **changes: Any) -> Any:
    made = task(flyte, env=before)
    changed = made.override(**changes)
    return [spec(flyte, changed), spec(flyte, made), changed is made]


def reusable(flyte: Any) -> dict[str, Any]:
    return {"reusable": flyte.ReusePolicy(replicas=(1, 3))}


OVERRIDE.table(
    {
        "signature": lambda flyte: inspect.signature(flyte.extend.AsyncFunctionTaskTemplate.override),
        "nothing": lambda flyte: overridden(flyte),
        "short_name": lambda flyte: overridden(flyte, short_name="s"),
        "resources": lambda flyte: overridden(flyte, resources=flyte.Resources(cpu=2, gpu="A100:2")),
        "cache": lambda flyte: overridden(flyte, cache="auto"),
        "retries": lambda flyte: overridden(flyte, retries=4),
        "retries=0 changes nothing": lambda flyte: task(flyte, retries=3).override(retries=0).retries.count,
        "timeout": lambda flyte: overridden(flyte, timeout=timedelta(minutes=2)),
        "reusable": lambda flyte: overridden(flyte, reusable=flyte.ReusePolicy(concurrency=1, replicas=2)),
        "reusable off": lambda flyte: overridden(flyte, reusable(flyte), reusable="off"),
        "env_vars": lambda flyte: overridden(flyte, env_vars={"A": "b"}),
        "empty env_vars change nothing": lambda flyte: overridden(flyte, {"env_vars": {"A": "1"}}, env_vars={}),
        "secrets": lambda flyte: overridden(flyte, secrets=["a", flyte.Secret("b", group="g")]),
        "service_account": lambda flyte: overridden(flyte, service_account="robot"),
        "max_inline_io_bytes": lambda flyte: task(flyte).override(max_inline_io_bytes=5).max_inline_io_bytes,
        "pod_template": lambda flyte: overridden(flyte, pod_template="named"),
        "queue": lambda flyte: task(flyte).override(queue="q").queue,
        "interruptible": lambda flyte: overridden(flyte, interruptible=True),
        "not interruptible": lambda flyte: overridden(flyte, {"interruptible": True}, interruptible=False),
        "entrypoint": lambda flyte: overridden(flyte, entrypoint=True),
        "produces_artifacts": lambda flyte: overridden(flyte, produces_artifacts=True),
        "report": lambda flyte: overridden(flyte, report=True),
        "name": lambda flyte: overridden(flyte, name="n"),
        "image": lambda flyte: overridden(flyte, image="n"),
        "docs": lambda flyte: overridden(flyte, docs=flyte.Documentation("d")),
        "interface": lambda flyte: overridden(flyte, interface=None),
        "unknown": lambda flyte: overridden(flyte, colour="red"),
        "resources when reusable": lambda flyte: overridden(flyte, reusable(flyte), resources=flyte.Resources(cpu=1)),
        "env_vars when reusable": lambda flyte: overridden(flyte, reusable(flyte), env_vars={"a": "b"}),
        "secrets when reusable": lambda flyte: overridden(flyte, reusable(flyte), secrets="a"),
        "service account when reusable": lambda flyte: overridden(flyte, reusable(flyte), service_account="a"),
        "resources with reusable off": lambda flyte: overridden(
            flyte, reusable(flyte), reusable="off", resources=flyte.Resources(cpu=1)
        ),
        "cache when reusable": lambda flyte: overridden(flyte, reusable(flyte), cache="auto"),
        "plugin_config nobody knows": lambda flyte: overridden(flyte, plugin_config=object()),
        "plugin_config": lambda flyte: plugin_override(flyte),
    }
)


def plugin_override(flyte: Any) -> Any:
    """Rebuild a plain task as a plugin's class."""
    from dataclasses import dataclass

    @dataclass
    class Boost:
        level: int = 1

    @dataclass(kw_only=True)
    class BoostTask(flyte.extend.AsyncFunctionTaskTemplate):  # type: ignore[misc, name-defined]
        plugin_config: Boost
        task_type: str = "boost"
        task_type_version: int = 3

        def custom_config(self, sctx: Any) -> dict[str, Any]:
            return {"level": self.plugin_config.level}

    flyte.extend.TaskPluginRegistry.register(Boost, BoostTask)
    made = task(flyte, retries=2)
    changed = made.override(plugin_config=Boost(7))
    again = changed.override(plugin_config=Boost(8))
    return [type(changed).__name__, spec(flyte, changed), spec(flyte, again), type(made).__name__]


ROWS = [OVERRIDE]
