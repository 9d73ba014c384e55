"""`flyte.extras.shell.create`: the task, and the environment it is deployed in."""

from __future__ import annotations

import pathlib
from dataclasses import dataclass, field
from typing import Any, NoReturn

from flytex_cli.standin._core.environment.task_environment import TaskEnvironment
from flytex_cli.standin._core.errors import StandinRunsNothingError
from flytex_cli.standin._core.image.image import Image
from flytex_cli.standin._core.io.folder import Dir
from flytex_cli.standin._core.resources.resources import Resources
from flytex_cli.standin._core.task.container import ContainerTask

from .command import build_command
from .defaults import check_defaults
from .types import SCALARS, FlagSpec, Glob, Kind, Stderr, Stdout, check_outputs, classify, without_none


@dataclass
class Shell:
    """A shell task: what `create` returns; calling it runs the container."""

    name: str
    image: str | Image
    inputs: dict[str, Any]
    outputs: dict[str, Any]
    script: str
    flag_aliases: dict[str, FlagSpec] = field(default_factory=dict)
    defaults: dict[str, Any] = field(default_factory=dict)
    shell: str = "/bin/bash"
    debug: bool = False
    input_data_dir: pathlib.Path = pathlib.Path("/var/inputs")
    output_data_dir: pathlib.Path = pathlib.Path("/var/outputs")
    resources: Resources | None = None
    retries: int = 0
    timeout: int | None = None
    cache: str = "auto"
    env_vars: dict[str, str] | None = None
    secrets: list[Any] | None = None
    local_logs: bool = True
    _task: ContainerTask | None = field(default=None, repr=False, compare=False)
    _env: TaskEnvironment | None = field(default=None, repr=False, compare=False)

    def as_task(self) -> ContainerTask:
        """Return the container task, always the same one."""
        if self._task is None:
            self._task = ContainerTask(
                name=self.name,
                image=self.image,
                command=build_command(self),
                inputs={name: _wire_input(name, kind) for name, kind in self.inputs.items()},
                outputs={name: _wire_output(spec) for name, spec in self.outputs.items()},
                input_data_dir=str(self.input_data_dir),
                output_data_dir=str(self.output_data_dir),
                resources=self.resources or Resources(cpu=1, memory="1Gi"),
                retries=self.retries,
                timeout=self.timeout,
                cache=self.cache,
                env_vars=self.env_vars,
                secrets=self.secrets,
                local_logs=self.local_logs,
                # The script finds files by a glob in the input's folder, under their own names.
                file_input_layout="NAMED_DIR",
            )
        return self._task

    @property
    def env(self) -> TaskEnvironment:
        """The environment of the task, for the `depends_on` of those that call it."""
        if self._env is None:
            self._env = TaskEnvironment.from_task(self.name, self.as_task())
        return self._env

    async def __call__(self, **_inputs: Any) -> NoReturn:
        """Refuse: there is no container runtime here."""
        raise StandinRunsNothingError(f"shell task {self.name}")


def _wire_input(name: str, kind: Any) -> Any:
    """Dictionaries and optional scalars travel as strings, empty for None."""
    optional, inner = without_none(kind)
    if classify(name, kind) is Kind.DICT or (optional and inner in SCALARS):
        return str
    return inner | None if optional else inner


def _wire_output(spec: Any) -> Any:
    if isinstance(spec, Glob):
        return Dir
    return spec.type if isinstance(spec, (Stdout, Stderr)) else spec


def create(
    name: str,
    *,
    image: str | Image,
    inputs: dict[str, Any] | None = None,
    outputs: dict[str, Any] | None = None,
    script: str,
    flag_aliases: dict[str, Any] | None = None,
    defaults: dict[str, Any] | None = None,
    shell: str = "/bin/bash",
    debug: bool = False,
    resources: Resources | None = None,
    retries: int = 0,
    timeout: int | None = None,
    cache: str = "auto",
    env_vars: dict[str, str] | None = None,
    secrets: list[Any] | None = None,
    local_logs: bool = True,
) -> Shell:
    """Return a shell task.

    Args:
        name: name of the task.
        image: URI or Image; it has bash 4 at /bin/bash and no entry point.
        inputs: types by name: File, Dir, list[File], dict[str, str], int, float, str, bool, or these with `| None`.
        outputs: types by name, or Glob, Stdout, Stderr.
        script: the template: `{inputs.x}`, `{flags.x}`, `{outputs.x}`.
        flag_aliases: flags by input: a flag, `(flag, mode)` or a FlagSpec.
        defaults: values of inputs that a call leaves out.
        shell: the shell.
        debug: print the script before it runs.
        resources: requests and limits.
        retries: number of retries.
        timeout: seconds.
        cache: behaviour.
        env_vars: environment variables.
        secrets: secrets.
        local_logs: whether a local run shows the container's output.
    """
    inputs, outputs = inputs or {}, outputs or {}
    _check_helpers(inputs)
    for key, kind in inputs.items():
        classify(key, kind)
    check_outputs(outputs)
    for key in flag_aliases or {}:
        if key not in inputs:
            raise KeyError(
                f"shell task {name}: flag_aliases has {key!r}, which is not one of the inputs {list(inputs)}"
            )
    if not isinstance(image, (str, Image)):
        raise TypeError(f"shell task {name}: image must be a URI (str) or a flyte.Image, got {image!r}")
    return Shell(
        name=name,
        image=image,
        inputs=dict(inputs),
        outputs=dict(outputs),
        script=script,
        flag_aliases={key: FlagSpec.coerce(key, alias) for key, alias in (flag_aliases or {}).items()},
        defaults=check_defaults(name, defaults or {}, inputs),
        shell=shell,
        debug=debug,
        resources=resources,
        retries=retries,
        timeout=timeout,
        cache=cache,
        env_vars=env_vars,
        secrets=secrets,
        local_logs=local_logs,
    )


def _check_helpers(inputs: dict[str, Any]) -> None:
    """Refuse inputs whose variables in the script would be the same."""
    owners: dict[str, str] = {}
    for name in inputs:
        for variable in (f"_VAL_{name}", f"_FLAG_{name}", f"_ARR_{name}"):
            if variable in owners:
                raise ValueError(f"shell inputs {owners[variable]!r} and {name!r} both need {variable}: rename one")
            owners[variable] = name
