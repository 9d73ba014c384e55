"""Rows: container, shell, clustered and sandboxed tasks."""

from __future__ import annotations

import importlib
import inspect
import pathlib
from typing import Any

from tests.conformance.standin.standin_harness import Row, spec
from tests.conformance.standin.standin_helpers import Call, Fixed, container
from tests.conformance.standin.standin_rows_task import add, environment, settings_of

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
        "shell list as output": shell(outputs={"x": list[str]}),
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


ROWS = [CONTAINER, CLUSTERED, SANDBOX]
