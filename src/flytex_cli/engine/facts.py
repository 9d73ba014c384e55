"""What a live task or environment declares, as the plain facts of a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flytex_cli.engine.plain import plain_object, text, type_text
from flytex_cli.engine.source import definition
from flytex_cli.records import Facts, Json, Parameter


def facts_of(task: Any) -> Facts:
    """Return the declared facts of a `flyte` TaskTemplate of any release."""
    func = getattr(task, "func", None)
    written = definition(func) if func is not None else None
    interface = task.native_interface
    inputs = tuple(
        Parameter(name, type_text(pair[0]), _default_text(pair[1])) for name, pair in interface.inputs.items()
    )
    outputs = tuple(Parameter(name, type_text(annotation)) for name, annotation in interface.outputs.items())
    if written is not None:
        by_name = {parameter.name: parameter for parameter in written.inputs}
        inputs = tuple(by_name.get(parameter.name, parameter) for parameter in inputs)
    return Facts(
        kind=type(task).__name__,
        signature=written.signature if written else _signature(task, inputs, outputs),
        inputs=inputs,
        outputs=outputs,
        image=image_facts(task.image),
        resources=plain_object(task.resources),
        cache=cache_facts(task.cache),
        retries=plain_object(task.retries),
        timeout=plain_object(task.timeout),
        secrets=secret_facts(task.secrets),
        env_vars=names(getattr(task, "env_vars", None)),
        reusable=plain_object(task.reusable),
        pod_template=pod_template_facts(task.pod_template),
        plugin_config=class_name(getattr(task, "plugin_config", None)),
        interruptible=bool(getattr(task, "interruptible", False)),
        report=bool(task.report),
        docs=getattr(func, "__doc__", None),
    )


def image_facts(image: Any) -> Mapping[str, Json] | None:
    """Return an Image's fields as declared, its class of layers included; a URI or `auto` is `{"value": ...}`."""
    facts = plain_object(image)
    layers = getattr(image, "_layers", None)
    if facts is not None and layers:
        facts["layers"] = [{"kind": type(layer).__name__, **(plain_object(layer) or {})} for layer in layers]
    return facts


def cache_facts(cache: Any) -> Mapping[str, Json] | None:
    """Return a cache policy as declared: the SDK's default policy objects are left out, others named by their class."""
    facts = plain_object(cache)
    policies = facts.pop("policies", None) if facts is not None else None
    if facts is not None and policies:
        classes = [class_name(policy) for policy in cache.policies]
        named = [name for name in classes if name and not name.endswith(".FunctionBodyPolicy")]
        return {**facts, "policies": named} if named else facts
    return facts


def secret_facts(secrets: Any) -> tuple[Mapping[str, Json], ...]:
    """Return the secrets as declared: a bare string is `{"key": ...}`."""
    if secrets is None:
        return ()
    items = secrets if isinstance(secrets, (list, tuple)) else [secrets]
    return tuple({"key": item} if isinstance(item, str) else plain_object(item) or {} for item in items)


def pod_template_facts(template: Any) -> Mapping[str, Json] | None:
    """Return a pod template's name, or what flytex needs to know of an inline one without importing kubernetes."""
    if template is None:
        return None
    if isinstance(template, str):
        return {"name": template}
    return {
        "primary_container_name": str(template.primary_container_name),
        "labels": dict(template.labels or {}),
        "annotations": dict(template.annotations or {}),
    }


def names(mapping: Any) -> tuple[str, ...]:
    """Return the keys of a mapping in declared order; a wrong type has none."""
    return tuple(map(str, mapping)) if isinstance(mapping, Mapping) else ()


def class_name(instance: Any) -> str | None:
    """Return the qualified class of an object."""
    return None if instance is None else f"{type(instance).__module__}.{type(instance).__qualname__}"


def _default_text(default: Any) -> str | None:
    empty = getattr(default, "__name__", "") in ("_empty", "_has_default")
    return None if empty else text(default)


def _signature(task: Any, inputs: Iterable[Parameter], outputs: Iterable[Parameter]) -> str:
    arguments = ", ".join(f"{p.name}: {p.type}" + ("" if p.default is None else f" = {p.default}") for p in inputs)
    results = ", ".join(p.type for p in outputs) or "None"
    return f"{task.name.rpartition('.')[2]}({arguments}) -> {results}"
