"""Whole messages of small tasks, read without an SDK."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict

import flytex_cli.standin as flyte
from flytex_cli.standin import _version, errors
from flytex_cli.standin._core.translate import (
    add_deployment_details,
    deployment_context,
    to_task_spec,
    to_task_triggers,
)
from flytex_cli.standin._core.translate.deploy import with_local_sys_paths

HERE = Path(__file__).parent
IMAGE = "registry.example.com/app:1"

env = flyte.TaskEnvironment(
    "billing",
    image=IMAGE,
    description="Money in, money out",
    resources=flyte.Resources(cpu=(1, 2), memory="1Gi", gpu="T4:1", shm="auto"),
    env_vars={"REGION": "eu"},
    secrets=flyte.Secret("api-key", group="shop"),
)


@env.task(
    retries=flyte.RetryStrategy(3, flyte.Backoff(timedelta(seconds=10))),
    timeout=timedelta(minutes=5),
    cache=flyte.Cache("override", "v7"),
    triggers=flyte.Trigger.daily("day"),
)
async def invoice(customer: str, day: str = "today") -> float:
    """Write one invoice.

    It is sent later.

    Args:
        customer: who pays.
    """
    return 1.0


class Colour(Enum):
    RED = 1


def context(**settings: Any) -> Any:
    return flyte.models.SerializationContext(version="v1", root_dir=HERE, **settings)


def as_dict(message: Any) -> Any:
    return MessageToDict(message)


def test_a_task_becomes_a_spec():
    """Everything that is set is in its place on the wire."""
    spec = as_dict(flyte.extras.serialize(invoice, context(project="p", domain="d")))
    template = spec["taskTemplate"]
    assert template["id"] == {
        "resourceType": "TASK",
        "project": "p",
        "domain": "d",
        "name": "billing.invoice",
        "version": "v1",
    }
    assert template["metadata"] == {
        "discoverable": True,
        "discoveryVersion": "v7",
        "runtime": {"type": "FLYTE_SDK", "version": _version.version(), "flavor": "python"},
        "timeout": "300s",
        "retries": {"retries": 3, "backoff": {"base": "10s", "factor": 1.0}},
        "interruptible": False,
        "generatesDeck": False,
        "debuggable": True,
    }
    assert template["container"]["image"] == IMAGE
    assert template["container"]["args"][-4:] == ["mod", "test_translation", "instance", "invoice"]
    assert template["container"]["resources"] == {
        "requests": [
            {"name": "CPU", "value": "1"},
            {"name": "MEMORY", "value": "1Gi"},
            {"name": "GPU", "value": "1"},
        ],
        "limits": [{"name": "CPU", "value": "2"}],
    }
    assert template["container"]["env"] == [{"key": "REGION", "value": "eu"}]
    assert template["securityContext"] == {
        "secrets": [{"group": "shop", "key": "api-key", "mountRequirement": "ENV_VAR", "envVar": "SHOP_API_KEY"}]
    }
    assert template["extendedResources"] == {
        "gpuAccelerator": {"device": "nvidia-tesla-t4"},
        "sharedMemory": {"mountPath": "/dev/shm", "mountName": "flyte-shm"},
    }
    assert [entry["key"] for entry in template["interface"]["inputs"]["variables"]] == ["customer", "day"]
    assert [parameter["name"] for parameter in spec["defaultInputs"]] == ["day"]
    assert (spec["shortName"], spec["environment"]) == ("invoice", {"name": "billing"})


def test_a_deployment_adds_documentation_and_descriptions():
    """The docstring's parts, the environment's description, and links where the task has them."""
    sctx = context()
    spec = to_task_spec(invoice, sctx, task_context=deployment_context(sctx))
    add_deployment_details(spec, invoice)
    assert spec.documentation.short_description == "Write one invoice."
    assert spec.documentation.long_description == "It is sent later."
    assert spec.environment.description == "Money in, money out"
    descriptions = {each.key: each.value.description for each in spec.task_template.interface.inputs.variables}
    assert descriptions == {"customer": "who pays.", "day": ""}


def test_the_import_path_travels_in_a_variable(monkeypatch):
    """Entries of `sys.path` below the root, relative to it; the task itself stays as it is."""
    monkeypatch.setattr("sys.path", [str(HERE / "a"), "/elsewhere", str(HERE)])
    assert with_local_sys_paths(invoice, HERE).env_vars == {"REGION": "eu", "_F_SYS_PATH": "./a:./."}
    assert invoice.env_vars == {"REGION": "eu"}


def test_a_trigger_becomes_a_message():
    """Its schedule, the input that gets the time, and the task's defaults for the others."""
    (message,) = to_task_triggers(invoice, flyte.extras.serialize(invoice, context()))
    trigger = as_dict(message)
    assert trigger["name"] == "daily"
    assert trigger["automationSpec"]["schedule"] == {
        "cron": {"expression": "0 0 * * *", "timezone": "UTC"},
        "kickoffTimeInputArg": "day",
    }
    assert [literal["name"] for literal in trigger["spec"]["inputs"]["literals"]] == ["day"]
    assert trigger["spec"]["inputs"]["context"] == [{"key": "_u_kickoff_time_input_arg", "value": "day"}]


def test_a_default_that_cannot_be_converted_is_named():
    """The error says task, input and reason, as text and as attributes."""

    def broken(x: int = "many") -> int:  # type: ignore[assignment]
        return x

    task = env.task(broken)
    with pytest.raises(
        RuntimeError, match=r"task billing\.broken: the default of input 'x' cannot be converted"
    ) as caught:
        flyte.extras.serialize(task, context())
    assert (vars(caught.value)["task"], vars(caught.value)["input"]) == ("billing.broken", "x")
    assert to_task_spec(task, context(), default_inputs=[]).task_template.id.name == "billing.broken"


def test_the_place_of_an_unsupported_type_is_named():
    """`inputs.x[0]` and the like, from the outside in."""

    def paint(colours: list[Colour]) -> int:
        return 1

    with pytest.raises(TypeError, match=r"inputs\.colours.*Colour must have string values"):
        flyte.extras.serialize(env.task(paint), context())


def test_a_reusable_environment_becomes_an_actor():
    """With the policy as a message and in the older form, whose version depends on the container."""
    pool = flyte.TaskEnvironment("pool", image=IMAGE, reusable=flyte.ReusePolicy(replicas=(1, 3), idle_ttl=60))
    template = as_dict(flyte.extras.serialize(pool.task(invoice.func), context()).task_template)
    assert template["type"] == "actor"
    assert template["reusePolicy"] == {
        "minReplicas": 1,
        "maxReplicas": 3,
        "concurrency": 1,
        "idleTtl": "60s",
        "scaledownTtl": "30s",
    }
    assert len(template["custom"]["version"]) == 15
    assert template["custom"]["spec"]["container_image"] == IMAGE


@pytest.mark.parametrize(
    ("sctx", "error", "message"),
    [
        ({"root_dir": None}, errors.RuntimeSystemError, "root_dir"),
        ({"root_dir": Path("/nowhere")}, ValueError, "neither below the root folder /nowhere"),
    ],
)
def test_a_context_that_cannot_name_the_module_is_refused(sctx, error, message):
    """The resolver names modules from the root folder."""
    with pytest.raises(error, match=message):
        flyte.extras.serialize(invoice, flyte.models.SerializationContext(version="v1", **sctx))


def test_an_image_by_name_needs_a_mapping():
    """The message names environment and image, and the flag."""
    named = flyte.TaskEnvironment("named", image=flyte.Image.from_ref_name("base"))
    task = named.task(invoice.func)
    with pytest.raises(errors.RuntimeUserError, match=r"environment 'named' has the image named 'base'.*--image"):
        flyte.extras.serialize(task, context())
    from flytex_cli.standin._internal.image_cache import ImageCache

    spec = flyte.extras.serialize(task, context(image_cache=ImageCache(image_lookup={"named": IMAGE})))
    assert spec.task_template.container.image == IMAGE


def test_an_image_cache_travels_and_comes_back():
    """Base64 of gzipped JSON, without a timestamp."""
    from flytex_cli.standin._internal.image_cache import ImageCache

    text = ImageCache(image_lookup={"a": IMAGE}).to_transport
    assert ImageCache.from_transport(text).image_lookup == {"a": IMAGE}
    with pytest.raises(ValueError, match="not an image cache"):
        ImageCache.from_transport("nonsense")
