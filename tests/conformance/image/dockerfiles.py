"""Print, as JSON, the Dockerfile and the context of every recipe.

    python -m tests.conformance.image.dockerfiles release|sdk|standin

in a folder with the recipes' files. `release` has the SDK's own handlers copy and write; `sdk` and `standin` are what
the engines of flytex say. What is refused is the name of the class of the error.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.conformance.image.recipes import RECIPES

Built = tuple[str, dict[str, int]]


def of_release(image: Any) -> Built:
    """Build the context as the release does before it runs Docker; only `uv export` is not run."""
    builder: Any = importlib.import_module("flyte._internal.imagebuild.docker_builder")
    builder.get_uv_editable_install_mounts = lambda **keywords: ""
    with tempfile.TemporaryDirectory() as folder:
        context = Path(folder)
        python = f"{image.python_version[0]}.{image.python_version[1]}"
        text = builder.DOCKER_FILE_UV_BASE_TEMPLATE.substitute(BASE_IMAGE=image.base_image, PYTHON_VERSION=python)
        for layer in image._layers:
            ignored = builder.get_and_list_dockerignore(image)
            text = asyncio.run(builder._process_layer(layer, context, text, ignored))
        if hasattr(builder, "_image_creates_flyte_user") and builder._image_creates_flyte_user(image):
            text += builder.DOCKER_FILE_FLYTE_USER_FOOTER
        text += builder.DOCKER_FILE_BASE_FOOTER.substitute(F_IMG_ID=image.uri)
        names = [Path(where, name) for where, _, files in os.walk(context) for name in files]
        return text, {os.path.relpath(name, context): name.stat().st_size for name in names}


def of_engine(dockerfile: Any) -> Built:
    """Put together what an engine gives."""
    for part in (*dockerfile.steps, dockerfile.foot):
        if isinstance(part, Exception):
            raise part
    text = dockerfile.head + "".join(step.text for step in dockerfile.steps) + dockerfile.foot
    return text, {place: size for step in dockerfile.steps for place, (_, size) in step.files.items()}


def ways() -> tuple[Any, Callable[[Any], Built]]:
    """Return the `flyte` and the builder that the command line names."""
    if sys.argv[1] == "standin":
        for_engine: Any = importlib.import_module("flytex_cli.standin._core.for_engine")
        return for_engine.flyte, lambda image: of_engine(for_engine.to_dockerfile(image))
    flyte: Any = importlib.import_module("flyte")
    if sys.argv[1] == "release":
        return flyte, of_release
    builder = importlib.import_module("flytex_cli.engine.image_builder").ImageBuilder()
    return flyte, lambda image: of_engine(builder.dockerfile(image))


def main() -> None:
    """Print them."""
    flyte, build = ways()
    results: dict[str, Any] = {}
    for name, recipe in RECIPES.items():
        try:
            image = recipe(flyte, Path.cwd())
        except (AttributeError, TypeError) as error:
            results[name] = {"unknown": type(error).__name__}
            continue
        try:
            text, files = build(image)
        except Exception as error:  # whatever a layer raises
            results[name] = {"error": type(error).__name__}
        else:
            results[name] = {"dockerfile": text, "files": dict(sorted(files.items()))}
    print(json.dumps(results))


if __name__ == "__main__":
    main()
