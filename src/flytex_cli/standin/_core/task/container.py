"""`flyte.extras.ContainerTask`: any container as a task; CoPilot hands inputs and outputs over as files."""

from __future__ import annotations

import hashlib
import inspect
import json
import pathlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NoReturn

from flytex_cli.standin._core.context.serialization import SerializationContext
from flytex_cli.standin._core.errors import StandinRunsNothingError
from flytex_cli.standin._core.image.image import Image
from flytex_cli.standin._core.interface.native import NativeInterface
from flytex_cli.standin._core.sdk_modules import known_as

from .cache import CachePolicy, FunctionBodyPolicy, VersionParameters, cache_from_request
from .template import TaskTemplate

if TYPE_CHECKING:
    from flyteidl2.core.tasks_pb2 import DataLoadingConfig

_FORMATS = ("JSON", "YAML", "PROTO")


class ContainerBodyPolicy:
    """Versions a container task by its image, command, arguments and the way its files are staged.

    A function's body, which the default policy looks at, is not there.
    """

    def __init__(self, image: str | Image | None, spec: dict[str, Any]) -> None:
        self._image = image
        self._spec = spec

    def get_version(self, salt: str, params: VersionParameters[..., Any]) -> str:
        image = self._image if params.image in (None, "auto") else params.image
        body = json.dumps({"image": _identity(image), **self._spec}, sort_keys=True)
        return hashlib.sha256((body + salt).encode("utf-8")).hexdigest()


def _identity(image: str | Image | None) -> str:
    if not isinstance(image, Image):
        return image or ""
    try:
        return image.uri
    except Exception:  # the URI of an image with layers reads files, which may be missing
        return repr(image)


class ContainerTask(TaskTemplate[..., Any, Any]):
    """A task that runs a command in an image; `{{.inputs.x}}` in it stands for an input.

    Args:
        name: name of the task.
        image: URI or Image.
        command: the command, as a list.
        inputs: types by name.
        arguments: added to the command.
        outputs: types by name.
        input_data_dir: folder of the input files.
        output_data_dir: folder the output files are read from.
        metadata_format: format of the file that holds all inputs: JSON, YAML or PROTO.
        local_logs: whether a local run shows the container's output.
        file_input_layout: "DIRECT" names input files by their input, "NAMED_DIR" keeps their own names.
        kwargs: settings of any task.
    """

    MetadataFormat: ClassVar[Any] = Literal["JSON", "YAML", "PROTO"]

    def __init__(
        self,
        name: str,
        image: str | Image,
        command: list[str],
        inputs: dict[str, Any] | None = None,
        arguments: list[str] | None = None,
        outputs: dict[str, Any] | None = None,
        input_data_dir: str | pathlib.Path = "/var/inputs",
        output_data_dir: str | pathlib.Path = "/var/outputs",
        metadata_format: Literal["JSON", "YAML", "PROTO"] = "JSON",
        local_logs: bool = True,
        file_input_layout: Literal["DIRECT", "NAMED_DIR"] = "DIRECT",
        **kwargs: Any,
    ) -> None:
        native_inputs = {key: (kind, inspect.Parameter.empty) for key, kind in (inputs or {}).items()}
        super().__init__(
            task_type="raw-container",
            name=name,
            image=image,
            interface=NativeInterface(native_inputs, outputs or {}),
            **kwargs,
        )
        _check_strings(name, "command", command)
        _check_strings(name, "arguments", arguments)
        self._image = self.image
        self._cmd = command
        self._args = arguments
        self._input_data_dir = pathlib.Path(input_data_dir)
        self._output_data_dir = pathlib.Path(output_data_dir)
        self._metadata_format = metadata_format
        self._inputs = inputs
        self._outputs = outputs
        self.local_logs = local_logs
        self._file_input_layout = file_input_layout
        self._count_container_in_cache()

    def _count_container_in_cache(self) -> None:
        cache = cache_from_request(self.cache)
        if cache.behavior != "auto":
            return
        policies = cache.policies if isinstance(cache.policies, list) else [cache.policies]
        others: list[CachePolicy] = [p for p in policies if p is not None and not isinstance(p, FunctionBodyPolicy)]
        spec = {
            "command": list(self._cmd or []),
            "args": list(self._args or []),
            "input_data_dir": str(self._input_data_dir),
            "output_data_dir": str(self._output_data_dir),
            "metadata_format": self._metadata_format,
            "file_input_layout": self._file_input_layout,
        }
        self.cache = replace(cache, policies=[ContainerBodyPolicy(self._image, spec), *others])

    async def execute(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: there is no container runtime here."""
        raise StandinRunsNothingError(f"container task {self.name}")

    def forward(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: there is no function to call."""
        raise NotImplementedError(f"container task {self.name} has no function to call")

    def data_loading_config(self, sctx: SerializationContext) -> DataLoadingConfig:
        """Return the folders and formats that CoPilot uses."""
        from flyteidl2.core.tasks_pb2 import DataLoadingConfig

        if self._metadata_format not in _FORMATS:
            raise ValueError(
                f"task {self.name}: metadata_format must be one of {', '.join(_FORMATS)}, got {self._metadata_format!r}"
            )
        config = DataLoadingConfig(
            input_path=str(self._input_data_dir),
            output_path=str(self._output_data_dir),
            enabled=True,
            format=self._metadata_format,
        )
        if self._file_input_layout == "NAMED_DIR":
            if not hasattr(DataLoadingConfig, "NAMED_DIR"):
                raise ValueError(f"task {self.name}: file_input_layout='NAMED_DIR' needs a newer flyteidl2")
            config.file_input_layout = DataLoadingConfig.NAMED_DIR
        return config

    def container_args(self, serialize_context: SerializationContext) -> list[str]:
        """Return command and arguments: the container's own entry point gets them all."""
        return self._cmd + (self._args or [])


def _check_strings(task: str, field: str, values: list[Any] | None) -> None:
    for value in values or []:
        if not isinstance(value, str):
            raise ValueError(f"task {task}: {field} must be a list of strings, got {value!r} in it")


known_as("extras._container", ContainerBodyPolicy)
