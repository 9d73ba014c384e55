"""What one side makes of the apps in a folder of modules: no engine, one fresh process.

    python -m tests.standin.app.translated sdk|standin FOLDER OUT

writes to OUT, for each module and in it for each app, `<module>-<variable>.pb`; where one is refused, `.txt` with the
name of the error. Each is translated in the contexts of `CONTEXTS`, whose name comes last.
"""

from __future__ import annotations

import importlib
import os
import pathlib
import sys
from collections.abc import Callable
from typing import Any

Translate = Callable[[Any, Any], Any]


def contexts(flyte: Any, root: pathlib.Path, apps: list[Any]) -> dict[str, Any]:
    """Bare; and with all that a context can have."""
    models = flyte.models
    images = importlib.import_module(f"{flyte.__name__}._internal.image_cache").ImageCache
    built = images(image_lookup={app.name: f"registry.example.com/{app.name}:1" for app in apps})
    place = {"project": "p", "domain": "d", "org": "o"}
    return {
        "bare": models.SerializationContext(version="v1", root_dir=root),
        "full": models.SerializationContext(
            version="v1",
            root_dir=root,
            image_cache=built,
            code_bundle=models.CodeBundle(computed_version="c1", tgz="s3://b/c.tgz", destination="/root"),
            **place,
        ),
    }


def of_sdk() -> tuple[Any, Translate]:
    """The SDK; what it would ask the cluster for is left as it is, and a placeholder in the inputs."""
    import dataclasses

    import flyte
    import flyte.app._runtime.app_serde as serde
    from flyte._initialize import _InitConfig
    from flyte.app import ArtifactValue, RunOutput

    from flytex_cli.facts.app_placeholders import placeholder

    def replaced(parameters: Any, is_replaced: Callable[[Any], bool]) -> list[Any]:
        return [
            dataclasses.replace(
                each,
                value=placeholder(
                    type(each.value).__name__,
                    {
                        name: getattr(each.value, name)
                        for name in type(each.value).model_fields
                        if name in each.value.model_fields_set
                    },
                ),
            )
            if isinstance(each.value, (RunOutput, ArtifactValue)) and is_replaced(each.value)
            else each
            for each in parameters
        ]

    async def materialize(parameters: Any) -> Any:
        return replaced(parameters, lambda value: value.type is None)

    translate_parameters = serde.translate_parameters

    async def translate(parameters: Any, artifact_ids: Any = None) -> Any:
        return await translate_parameters(replaced(parameters, lambda value: True), artifact_ids)

    serde._materialize_parameters_with_delayed_values = materialize
    serde.translate_parameters = translate
    initialize: Any = importlib.import_module("flyte._initialize")
    initialize._init_config = _InitConfig(root_dir=pathlib.Path.cwd(), sync_local_sys_paths=True)
    return flyte, serde.translate_app_env_to_idl


def of_standin() -> tuple[Any, Translate]:
    """The stand-in, under the name of the SDK."""
    from flytex_cli.engine import alias

    alias.install()
    from flytex_cli.standin._core import for_engine

    for_engine.note_settings(root_dir=pathlib.Path.cwd(), sync_local_sys_paths=True)
    return for_engine.flyte, for_engine.to_app


def main() -> None:
    side, folder, out = sys.argv[1], *map(pathlib.Path, sys.argv[2:])
    flyte, translate = {"sdk": of_sdk, "standin": of_standin}[side]()
    importlib.import_module(f"{flyte.__name__}.app")
    os.chdir(folder)
    sys.path.append(str(folder))
    for file in sorted(folder.glob("*.py")):
        try:
            module = importlib.import_module(file.stem)
        except Exception as error:
            (out / f"{file.stem}.txt").write_text(f"{type(error).__name__}\n{error}")
            continue
        found = {name: value for name, value in vars(module).items() if isinstance(value, flyte.app.AppEnvironment)}
        for name, app in found.items():
            for kind, context in contexts(flyte, folder, list(found.values())).items():
                place = out / f"{file.stem}-{name}-{kind}"
                try:
                    made = translate(app, context).SerializeToString(deterministic=True)
                except Exception as error:
                    place.with_suffix(".txt").write_text(f"{type(error).__name__}\n{error}")
                else:
                    place.with_suffix(".pb").write_bytes(made)


if __name__ == "__main__":
    main()
