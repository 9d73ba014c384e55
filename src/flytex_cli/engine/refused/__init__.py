"""What Flyte refuses while a module is imported, told by the value: what it is, what is accepted, and where it stands.

A refusal is found by mechanism: the traceback says which call of Flyte's raised, the syntax tree which expression is
each of its arguments. Checkers by callee and parameter (`CHECKERS`) find the one at fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from flytex_cli.engine.problem import one_line
from flytex_cli.engine.refused import apps, devices, settings, triggers
from flytex_cli.engine.refused.call import UNKNOWN, RefusedCall, is_import, refused_calls, users_link
from flytex_cli.engine.refused.decorators import refused_decorator
from flytex_cli.engine.refused.names import refused_name
from flytex_cli.engine.refused.refusal import Refusal, Told
from flytex_cli.engine.refused.signature import wrong_signature
from flytex_cli.engine.refused.words import shown

_SIGNATURE = re.compile(r"unexpected keyword argument|missing \d+ required|positional argument|multiple values")
Checker = Callable[[Any, RefusedCall], Told | None]

_ENVIRONMENT: dict[str, Checker] = {
    "name": settings.environment_name,
    "image": settings.image,
    "secrets": settings.secrets,
    "service_account": settings.service_account,
    "depends_on": settings.depends_on,
    "resources": settings.resources,
    "env_vars": settings.env_vars,
    "pod_template": settings.pod_template,
    "include": settings.include,
    "reusable": settings.reusable,
    "cache": settings.cache,
}
_APP: dict[str, Checker] = {
    **_ENVIRONMENT,
    "name": apps.name,
    "port": apps.port,
    "args": apps.args,
    "command": apps.command,
    "scaling": apps.scaling,
    "domain": apps.domain,
    "links": apps.links,
    "timeouts": apps.timeouts,
    "cluster": apps.cluster,
}
CHECKERS: dict[str, dict[str, Checker]] = {
    "Resources": {
        "cpu": settings.cpu,
        "memory": settings.memory,
        "gpu": devices.gpu,
        "disk": settings.disk,
        "shm": settings.shm,
    },
    "GPU": {"device": devices.device, "quantity": devices.quantity, "partition": devices.partition},
    "TPU": {"device": devices.device, "partition": devices.partition},
    "Neuron": {"device": devices.device},
    "AMD_GPU": {"device": devices.device},
    "HABANA_GAUDI": {"device": devices.device},
    "Device": {"quantity": devices.quantity},
    "TaskEnvironment": _ENVIRONMENT,
    "TaskEnvironment.clone_with": _ENVIRONMENT,
    "AppEnvironment": _APP,
    "AppEnvironment.clone_with": _APP,
    "Port": {"port": apps.port},
    "Scaling": {"replicas": apps.replicas, "metric": apps.metric, "scaledown_after": apps.scaledown_after},
    "Scaling.Concurrency": {"val": apps.target},
    "Scaling.RequestRate": {"val": apps.target},
    "Timeouts": {"request": apps.request},
    "Parameter": {"env_var": apps.variable, "value": apps.value_of_parameter},
    "RunOutput": {"type": apps.type_of_value},
    "ClusteredTaskEnvironment": _ENVIRONMENT,
    "TaskEnvironment.task": {
        "_func": settings.task_function,
        "cache": settings.cache,
        "retries": settings.retries,
        "pod_template": settings.pod_template,
        "triggers": triggers.triggers,
    },
    "Cache": {"behavior": settings.cache, "max_age": settings.max_age},
    "Secret": {"mount": settings.secret_mount, "as_env_var": settings.secret_variable, "key": settings.secret_key},
    "ReusePolicy": {
        "replicas": settings.replicas,
        "idle_ttl": settings.idle_ttl,
        "scaledown_ttl": settings.scaledown_ttl,
        "concurrency": settings.concurrency,
    },
    "Trigger": {
        "name": triggers.trigger_name,
        "inputs": triggers.inputs,
        "max_action_concurrency": triggers.max_action_concurrency,
    },
    "Image.from_debian_base": {"python_version": settings.python_version, "platform": settings.platform},
    "Image.from_uv_script": {"python_version": settings.python_version, "platform": settings.platform},
    "Image.clone": {"python_version": settings.python_version},
}
"""What reads an argument, by the callee's name in Flyte and by parameter."""


def refusal_of(error: BaseException) -> Refusal | None:
    """Return what Flyte refuses, and where; None for an exception of anything else."""
    link = users_link(error)
    if link is None:
        return None
    named = refused_name(error, link.tb_frame.f_code.co_filename, link.tb_lineno)
    if named is not None:
        return named
    if isinstance(error, ImportError) and is_import(link):
        return None
    for call in refused_calls(error):
        found = next(_refused(call, error), None) if call.callee is not None else None
        if found is not None:
            return found
    return refused_decorator(error, link)


def _refused(call: RefusedCall, error: BaseException) -> Iterator[Refusal]:
    said = str(error)
    if "[type=missing," in said or (isinstance(error, TypeError) and _SIGNATURE.search(said)):
        yield from wrong_signature(call)
    if not isinstance(error, (TypeError, ValueError, AttributeError)):
        return
    for name, checker in _checkers(call).items():
        if name in call.arguments:
            value = call.value(name)
            told = checker(value, call) if value is not UNKNOWN else None
            if told is not None:
                field = told.field or f"{call.name}.{name}"
                yield Refusal(told.problem, told.hint, field, call.file, call.arguments[name].lineno)
    for told in (settings.extendable(call), settings.image_itself(call)):
        if told is not None:
            yield Refusal(told.problem, told.hint, call.name, call.file, call.node.lineno)
    yield from _named_in_message(call, error)


def _checkers(call: RefusedCall) -> dict[str, Checker]:
    """Return what reads the arguments of a callee; of a class that is not known itself, those of its base."""
    if call.name in CHECKERS or not isinstance(call.callee, type):
        return CHECKERS.get(call.name, {})
    return next((CHECKERS[each.__qualname__] for each in call.callee.__mro__ if each.__qualname__ in CHECKERS), {})


def _named_in_message(call: RefusedCall, error: BaseException) -> Iterator[Refusal]:
    """Yield the argument that the exception itself names."""
    said = one_line(error)
    for name, node in call.arguments.items():
        if name in said.replace("'", " ").replace("=", " ").replace(".", " ").split() and call.inner is not None:
            value = call.value(name)
            written = shown(value) if value is not UNKNOWN else call.source(name)
            yield Refusal(
                f"{name} is {written}: {said.partition(': ')[2] or said}",
                f"give {name} another value",
                f"{call.name}.{name}",
                call.file,
                node.lineno,
            )
