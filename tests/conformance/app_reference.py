"""What an SDK release itself makes of a module's apps: no engine of flytex, in a process of its own.

    python -m tests.conformance.app_reference FILE ROOT OUT

writes to the folder OUT, for each app that a variable of the module holds, `<name>.pb`, or where
the release refuses it `<name>.txt` with the error. What the release would ask a cluster for is the placeholder that flytex
documents. Where the module cannot be imported, it prints the error and exits 1.
"""

from __future__ import annotations

import asyncio
import dataclasses
import importlib
import os
import pathlib
import sys
from collections.abc import Sequence
from typing import Any

import flyte
import flyte.app
import flyte.app._runtime.app_serde as serde
from flyte.models import SerializationContext

from flytex_cli.facts.app_placeholders import placeholder
from tests.conformance.reference import load

LOOKED_UP = ("RunOutput", "ArtifactValue")


def translate_offline() -> None:
    """Let the release ask no cluster: in the command a value stays as declared, in the inputs it is a placeholder."""
    of_inputs: Any = serde.translate_parameters

    async def materialize(parameters: Sequence[Any]) -> list[Any]:
        return [replaced(each) if getattr(each.value, "type", "") is None else each for each in parameters]

    async def translate(parameters: Sequence[Any], *others: Any) -> Any:
        return await of_inputs([replaced(each) for each in parameters])

    patched: Any = serde
    patched._materialize_parameters_with_delayed_values = materialize
    patched.translate_parameters = translate


def replaced(parameter: Any) -> Any:
    """A parameter with the placeholder of its value, where that is looked up."""
    value = parameter.value
    if type(value).__name__ not in LOOKED_UP:
        return parameter
    fields = {name: getattr(value, name) for name in type(value).model_fields if name in value.model_fields_set}
    return dataclasses.replace(parameter, value=placeholder(type(value).__name__, fields))


def main() -> None:
    file, root, out = map(pathlib.Path, sys.argv[1:])
    os.chdir(root)
    initialize: Any = importlib.import_module("flyte._initialize")
    initialize._init_config = initialize._InitConfig(root_dir=root)
    sys.path.append(
        str(root)
    )  # as `flyte deploy FILE` does, before it loads the file and after: the app is told of both
    try:
        module = load(file)
    except Exception as error:
        sys.exit(f"{type(error).__name__}: {error}")
    sys.path.append(str(root))
    translate_offline()
    context = SerializationContext(version="serialized", root_dir=root)
    for app in [value for value in vars(module).values() if isinstance(value, flyte.app.AppEnvironment)]:
        try:
            made = asyncio.run(serde.translate_app_env_to_idl.aio(app, context))
        except Exception as error:
            (out / f"{app.name}.txt").write_text(f"{type(error).__name__}: {error}")
        else:
            (out / f"{app.name}.pb").write_bytes(made.SerializeToString(deterministic=True))


if __name__ == "__main__":
    main()
