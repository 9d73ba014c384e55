"""What one side makes of the apps in a folder of modules: no engine, one fresh process.

    python -m tests.standin.app.translated sdk|standin FOLDER OUT

writes to the folder OUT, for each app that a variable of a module holds, and each of `contexts`,
`<module>:<variable>:<context>.pb`; where the app is refused, `.txt` with the name of the error. A module that cannot be
imported is one `<module>.txt`. Packages that are not installed are stubbed.
"""

from __future__ import annotations

import dataclasses
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from flytex_cli.facts.app_placeholders import placeholder
from flytex_cli.load.stubs.install import Stubs

Translate = Callable[[Any, Any], Any]


def contexts(flyte: Any, root: Path, apps: Sequence[Any]) -> dict[str, Any]:
    """Bare; with all that a context can have; and other ways to give the root, the code and the images."""
    models = flyte.models
    cache = importlib.import_module(f"{flyte.__name__}._internal.image_cache").ImageCache
    built = cache(image_lookup={app.name: f"registry.example.com/{app.name}:ä" for app in apps})
    place = {"version": "v1", "project": "p", "domain": "d", "org": "o"}
    archive = models.CodeBundle(computed_version="c1", tgz="s3://b/c.tgz", destination="/root")
    pickle = models.CodeBundle(computed_version="c1", pkl="s3://b/c.pkl")
    kept = cache(image_lookup=built.image_lookup, serialized_form="kept")
    return {
        "bare": models.SerializationContext(version="v1", root_dir=root),
        "full": models.SerializationContext(**place, root_dir=root, image_cache=built, code_bundle=archive),
        "elsewhere": models.SerializationContext(
            version=None, project="p", domain="d", root_dir=root / "package", image_cache=kept, code_bundle=pickle
        ),
    }


def of_sdk() -> tuple[Any, Translate]:
    """The SDK. What it would ask the cluster for stays as it is in the command, and is a placeholder in the inputs."""
    import flyte
    import flyte.app._runtime.app_serde as serde
    from flyte._initialize import _InitConfig

    translate_parameters: Any = serde.translate_parameters

    async def materialize(parameters: Sequence[Any]) -> list[Any]:
        return [_replaced(each) if _is_looked_up(each) and each.value.type is None else each for each in parameters]

    async def translate(parameters: Sequence[Any], artifact_ids: Any = None) -> Any:
        return await translate_parameters([_replaced(each) if _is_looked_up(each) else each for each in parameters])

    patched: Any = serde
    patched._materialize_parameters_with_delayed_values = materialize
    patched.translate_parameters = translate
    initialize: Any = importlib.import_module("flyte._initialize")
    initialize._init_config = _InitConfig(root_dir=Path.cwd(), sync_local_sys_paths=True)
    return flyte, serde.translate_app_env_to_idl


def _is_looked_up(parameter: Any) -> bool:
    from flyte.app import ArtifactValue, RunOutput

    return isinstance(parameter.value, (RunOutput, ArtifactValue))


def _replaced(parameter: Any) -> Any:
    value = parameter.value
    fields = {name: getattr(value, name) for name in type(value).model_fields if name in value.model_fields_set}
    return dataclasses.replace(parameter, value=placeholder(type(value).__name__, fields))


def of_standin() -> tuple[Any, Translate]:
    """The stand-in, under the name of the SDK."""
    from flytex_cli.engine import alias

    alias.install()
    from flytex_cli.standin._core import for_engine

    for_engine.note_settings(root_dir=Path.cwd(), sync_local_sys_paths=True)
    return for_engine.flyte, for_engine.to_app


def main() -> None:
    side, folder, out = sys.argv[1], *map(Path, sys.argv[2:])
    os.chdir(folder)
    sys.path.append(str(folder))
    flyte, translate = {"sdk": of_sdk, "standin": of_standin}[side]()
    app_class = importlib.import_module("flyte.app").AppEnvironment
    Stubs(None, [os.path.dirname(flyte.__file__)]).install()
    for file in sorted(folder.rglob("*.py")):
        name = ".".join(file.relative_to(folder).with_suffix("").parts).removesuffix(".__init__")
        try:
            module = importlib.import_module(name)
        except Exception as error:
            write(out / f"{name}.txt", error)
            continue
        apps = {each: value for each, value in vars(module).items() if isinstance(value, app_class)}
        for variable, app in apps.items():
            for kind, context in contexts(flyte, folder, [*apps.values()]).items():
                place = f"{name}:{variable}:{kind}"
                try:
                    made = translate(app, context).SerializeToString(deterministic=True)
                except Exception as error:
                    write(out / f"{place}.txt", error)
                else:
                    (out / f"{place}.pb").write_bytes(made)


def write(file: Path, error: Exception) -> None:
    """Write the name of an error by which it is caught, and what it says."""
    family = next(cls.__name__ for cls in type(error).__mro__ if cls.__module__ == "builtins")
    file.write_text(f"{family}\n{error}")


if __name__ == "__main__":
    main()
