"""Every public name of SDK 2.12.1, and every public attribute of its classes, is there, or is listed with why not."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import pytest

pytestmark = pytest.mark.sdk

NOT_OURS = {
    "cli": "the command line of the SDK",
    "connectors": "imports grpc, which this environment lacks",
}
"""Modules that are not compared."""

_MODELS = ("flyte.io.DataFrame", "flyte.io.Dir", "flyte.io.EmptyDir", "flyte.io.File")
MISSING = {
    **{f"{name}.{each}": "a validator of pydantic" for name in _MODELS[1:] for each in ("Config", "pre_init")},
    **{
        f"flyte.app.{name}.check_type": "a validator of pydantic"
        for name in ("AppEndpoint", "ArtifactValue", "RunOutput")
    },
    **{
        f"flyte.io.DataFrame.{name}": "reads or writes a data frame in a run"
        for name in ("deserialize_dataframe", "literal", "metadata", "serialize_dataframe", "set_literal")
    },
    **{
        f"flyte.io.extend.DataFrameTransformerEngine.{name}": "reads or writes a data frame in a run"
        for name in ("encode", "from_binary_idl", "iter_as", "open_as")
    },
    **{f"flyte.storage.{name}.get_fsspec_kwargs": "connects to a store" for name in ("ABFS", "GCS", "S3", "Storage")},
    **{
        f"flyte.config.Config.{name}": "settings of a connection, read from the file where they are needed"
        for name in ("local", "with_params")
    },
    "flyte.ai.mcp.FlyteMCPAppEnvironment.resolve_scope": "answers a request",
    "flyte.app.extras.FastAPIPassthroughAuthMiddleware.dispatch": "answers a request",
    "flyte.artifacts.Artifact.get_artifact_metadata": "reads an artifact in a run",
    "flyte.io.extend.DataFrameTransformerEngine.Handlers": "an alias of types that the SDK keeps in the class",
    "flyte.types.TypeEngine.lazy_import_lock": "a lock of the SDK's own",
    "flyte.types.TypeTransformer.from_binary_idl": "reads a value in a run",
}
"""What the stand-in does without, with the reason."""


def modules() -> Iterator[tuple[ModuleType, ModuleType]]:
    """Every public module of the SDK, with the stand-in's."""
    sdk = importlib.import_module("flyte")
    found = [each.name for each in pkgutil.walk_packages(sdk.__path__, "flyte.")]
    for name in ["flyte", *found]:
        parts = name.split(".")[1:]
        if not any(part.startswith("_") for part in parts) and not NOT_OURS.keys() & parts:
            ours = importlib.import_module(name.replace("flyte", "flytex_cli.standin", 1))
            yield importlib.import_module(name), ours


def public(module: ModuleType) -> list[str]:
    """Its names: those it lists, else those it defines."""
    defined = [name for name, value in vars(module).items() if getattr(value, "__module__", None) == module.__name__]
    return sorted(getattr(module, "__all__", None) or [name for name in defined if not name.startswith("_")])


def test_each_name_is_there_or_has_a_reason():
    """And a reason that is none any more is dropped."""
    names, missing = 0, set()
    for theirs, ours in modules():
        for name in public(theirs):
            names += 1
            value, own = getattr(theirs, name), getattr(ours, name, None)
            if not hasattr(ours, name):
                missing.add(f"{theirs.__name__}.{name}")
            elif inspect.isclass(value):
                lacks = [each for each in dir(value) if not each.startswith("_") and not _has(own, each)]
                missing.update(f"{theirs.__name__}.{name}.{each}" for each in lacks)
    assert names > 370
    assert missing == MISSING.keys()


def _has(cls: object, name: str) -> bool:
    return hasattr(cls, name) or name in getattr(cls, "__dataclass_fields__", {})
