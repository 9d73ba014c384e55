"""Arguments that a function or class of Flyte's does not have, or has and did not get."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from flytex_cli.engine.refused.call import RefusedCall, member
from flytex_cli.engine.refused.refusal import Refusal
from flytex_cli.engine.refused.words import nearest, one_of

MEANT = {
    "mem": "memory",
    "ram": "memory",
    "cpus": "cpu",
    "cores": "cpu",
    "gpus": "gpu",
    "accelerator": "gpu",
    "storage": "disk",
    "ephemeral_storage": "disk",
    "container_image": "image",
    "environment": "env_vars",
    "env": "env_vars",
    "environ": "env_vars",
    "secret_requests": "secrets",
    "retry": "retries",
    "tz": "timezone",
    "schedule": "automation",
    "cron": "automation",
    "cron_expression": "expression",
    "minutes": "interval_minutes",
    "interval": "interval_minutes",
    "env_var": "as_env_var",
    "name": "key",
    "mount_path": "mount",
    "python": "python_version",
    "times": "count",
    "attempts": "count",
    "max_retries": "count",
    "ttl": "idle_ttl",
    "min_replicas": "replicas",
    "max_replicas": "replicas",
    "fixed_inputs": "inputs",
    "version": "version_override",
    "cache_version": "cache",
    "cache_serialize": "cache",
    "cache_ignore_input_vars": "cache",
    "pod": "pod_spec",
    "primary": "primary_container_name",
    "count": "quantity",
    "type": "device",
}
"""Names that people bring from elsewhere, for the parameter that has this name here."""
MORE = {
    ("Resources", "requests"): "give each amount as a pair of request and limit: cpu=(1, 2)",
    ("Resources", "limits"): "give each amount as a pair of request and limit: cpu=(1, 2)",
    ("FixedRate", "hours"): "give the minutes: FixedRate(60)",
    ("FixedRate", "days"): "give the minutes: FixedRate(1440)",
    ("FixedRate", "seconds"): "give whole minutes: FixedRate(1)",
    ("ReusePolicy", "min_replicas"): "give both as a pair: replicas=(1, 4)",
    ("ReusePolicy", "max_replicas"): "give both as a pair: replicas=(1, 4)",
    ("Image.from_debian_base", "packages"): "add them with .with_pip_packages(...)",
    ("Image.from_debian_base", "pip_packages"): "add them with .with_pip_packages(...)",
    ("Image.from_debian_base", "requirements"): "add it with .with_requirements(...)",
    ("Image.from_debian_base", "apt_packages"): "add them with .with_apt_packages(...)",
    ("Image.from_debian_base", "env_vars"): "add them with .with_env_vars({...})",
}


def wrong_signature(call: RefusedCall) -> Iterator[Refusal]:
    """Yield what does not fit the parameters of a callee."""
    if not call.parameters:
        return
    yield from _unknown(call)
    yield from _too_many(call)
    yield from _missing(call)


def _unknown(call: RefusedCall) -> Iterator[Refusal]:
    kinds = {each.kind for each in call.parameters.values()}
    for keyword in call.node.keywords:
        name = keyword.arg
        if name is None or name in call.parameters:
            continue
        if any(kind.name == "VAR_KEYWORD" for kind in kinds):
            continue
        yield Refusal(
            f"{call.written}(...) has no argument {name!r}",
            _elsewhere(call, name) or MORE.get((call.name, name)) or _instead(call, name),
            f"{call.name}({name}=)",
            call.file,
            keyword.lineno,
        )


def _elsewhere(call: RefusedCall, name: str) -> str | None:
    """Say that an argument belongs to the environment and not to the task, or the other way round."""
    environment, _, method = call.name.partition(".")
    owner: object = None
    if method == "task":
        owner = getattr(inspect.unwrap(call.callee), "__globals__", {}).get(environment)
        fields = getattr(owner, "__dataclass_fields__", {})
        if name in fields:
            return (
                f"{name} belongs to the environment: TaskEnvironment({name}=...), or to a call: .override({name}=...)"
            )
    elif environment == "TaskEnvironment":
        task = RefusedCall(call.file, call.node, call.frame, None)
        task.__dict__["callee"] = member(call.callee, "task")
        meant = MEANT.get(name, name)
        if meant in task.parameters and meant not in call.parameters:
            return f"{meant} belongs to each task: @env.task({meant}=...)"
    return None


def _instead(call: RefusedCall, name: str) -> str:
    known = [each for each in call.parameters if not each.startswith("_")]
    meant = MEANT.get(name)
    if meant not in known or meant in call.arguments:
        left = [each for each in known if each not in call.arguments]
        meant = nearest(name, left)
    return f"did you mean {meant!r}?" if meant else f"it takes {one_of(known)}"


def _too_many(call: RefusedCall) -> Iterator[Refusal]:
    kinds = [each.kind.name for each in call.parameters.values()]
    if "VAR_POSITIONAL" in kinds or call.has_unpacked:
        return
    most = sum(kind.startswith("POSITIONAL") for kind in kinds)
    if len(call.node.args) > most:
        extra = call.node.args[most]
        yield Refusal(
            f"{call.written}(...) takes {most} arguments by position, and {len(call.node.args)} are given",
            f"name the arguments: {one_of(f'{name}=' for name in call.parameters)}",
            f"{call.name}()",
            call.file,
            extra.lineno,
        )


def _missing(call: RefusedCall) -> Iterator[Refusal]:
    if call.has_unpacked:
        return
    for name, each in call.parameters.items():
        if each.kind.name.startswith("VAR") or each.default is not each.empty or name in call.arguments:
            continue
        yield Refusal(
            f"{call.written}(...) is called without {name!r}",
            f"give {name}=...",
            f"{call.name}({name}=)",
            call.file,
            call.node.lineno,
        )
