"""Let the SDK's local builder write a Dockerfile, where it would run Docker, copy files and ask for secrets."""

from __future__ import annotations

import asyncio
import importlib
import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from flytex_cli.engine.copies import Copies
from flytex_cli.facts.dockerfile import Dockerfile, Step

FOOT = "ENV _F_IMG_ID="
"""What the builder writes first after the last layer, where there is no layer."""


class ImageBuilder:
    """The SDK's own local builder, in any release from 2.0.0 on, up to where it would start a build."""

    def __init__(self) -> None:
        builder: Any = importlib.import_module("flyte._internal.imagebuild.docker_builder")
        utils: Any = importlib.import_module("flyte._internal.imagebuild.utils")
        self._builder = builder.DockerImageBuilder
        self._process = builder._process_layer
        self._copies = Copies()
        builder._process_layer = self._layer
        builder._get_secret_commands = lambda layers: []
        builder.get_uv_editable_install_mounts = lambda *args, **keywords: ""  # it runs `uv export`
        self._builder._ensure_buildx_builder = staticmethod(_do_nothing)
        builder.click = SimpleNamespace(secho=lambda *args, **keywords: None)
        builder.tempfile = SimpleNamespace(TemporaryDirectory=self._open_context)
        builder.logger = utils.logger = _quiet_logger()
        builder.shutil = utils.shutil = self._copies
        if hasattr(utils, "tempfile"):  # where a release writes the project that a pixi script amounts to
            utils.tempfile = SimpleNamespace(gettempdir=lambda: str(self._generated))
        self._folder = Path()
        self._head = self._written = ""
        self._steps: list[Step | Exception] = []
        self._end: int | None = None

    @property
    def _generated(self) -> Path:
        return self._folder / "generated"

    def dockerfile(self, image: Any) -> Dockerfile:
        """Return what the builder writes for an image that is built from layers."""
        self._head = self._written = ""
        self._steps, self._end = [], None
        with tempfile.TemporaryDirectory() as folder:
            self._folder = Path(folder)
            try:
                asyncio.run(self._builder()._build_image(image, dry_run=True))
            except Exception as error:  # the URI's hash reads the files of the layers
                return Dockerfile(self._head, tuple(self._steps), error)
            if self._end is None:
                self._end = self._written.rindex(FOOT)
                self._head = self._written[: self._end]
            return Dockerfile(self._head, tuple(self._steps), self._written[self._end :])

    @contextmanager
    def _open_context(self) -> Iterator[str]:
        """Give the builder a folder for its context, and read the Dockerfile that it leaves there."""
        context = self._folder / "context"
        context.mkdir()
        yield str(context)
        self._written = (context / "Dockerfile").read_text()

    async def _layer(self, layer: Any, context: Path, dockerfile: str, *others: Any) -> str:
        """Note what a layer adds; one that cannot be built adds nothing."""
        if self._end is None:
            self._head = dockerfile
        self._copies.begin(context)
        text = dockerfile
        try:
            text = await self._process(layer, context, dockerfile, *others)
        except Exception as error:  # files that are missing or cannot be read
            self._steps.append(error)
        else:
            files = {self._as_built(place): file for place, file in self._copies.made.items()}
            script = getattr(layer, "script", None)
            for place, (source, size) in files.items():
                if script is not None and source.is_relative_to(self._generated):
                    files[place] = script, size
            self._steps.append(Step(self._as_built(text[len(dockerfile) :]), files))
        self._end = len(text)
        return str(text)

    def _as_built(self, text: str) -> str:
        """Name the folder for generated files as a build on this machine does."""
        return text.replace(str(self._generated).lstrip(os.sep), tempfile.gettempdir().lstrip(os.sep))


async def _do_nothing() -> None:
    """Stand for looking for Docker."""


def _quiet_logger() -> logging.Logger:
    logger = logging.getLogger("flytex.image_builder")
    logger.addHandler(logging.NullHandler())
    logger.propagate = False
    return logger
