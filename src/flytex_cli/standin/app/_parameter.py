"""Parameters of an app: values, or where they come from at deployment."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from flytex_cli.standin._core.io.file import File
from flytex_cli.standin._core.io.folder import Dir

_VARIABLE = re.compile(r"[_a-zA-Z][_a-zA-Z0-9]*")

ParameterType = Literal["string", "file", "directory", "app_endpoint"]


@dataclass(kw_only=True)
class RunOutput:
    """The output of a run, named by the run or by its task; which of them is looked at when the app starts."""

    type: ParameterType
    run_name: str | None = None
    task_name: str | None = None
    task_version: str | None = None
    task_auto_version: Literal["latest", "current"] | None = None
    getter: tuple[Any, ...] = (0,)

    def __post_init__(self) -> None:
        if self.type not in get_args(ParameterType):
            raise ValueError(f"RunOutput.type must be one of {', '.join(get_args(ParameterType))}, got {self.type!r}")
        for name in ("run_name", "task_name", "task_version"):
            value = getattr(self, name)
            if value is not None and not isinstance(value, str):
                raise ValueError(f"RunOutput.{name} must be a str, got {value!r}")


@dataclass(kw_only=True)
class ArtifactValue:
    """An artifact."""

    name: str
    type: ParameterType | None = None
    version: str | None = None
    project: str | None = None
    domain: str | None = None


@dataclass(kw_only=True)
class AppEndpoint:
    """The address of another app."""

    app_name: str
    public: bool = False
    type: Literal["string"] = "string"


@dataclass
class Parameter:
    """One parameter.

    Attributes:
        name: of the parameter.
        value: a string, File or Dir, or where one comes from.
        type: what it is, where the value does not say.
        env_var: the variable it is given in.
        download: whether files are fetched.
        mount: where they go.
        ignore_patterns: files to leave out.
    """

    name: str
    value: Any | None = None
    type: ParameterType | None = None
    env_var: str | None = None
    download: bool = True
    mount: str | None = None
    ignore_patterns: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.env_var is not None and not _VARIABLE.fullmatch(self.env_var):
            raise ValueError(f"parameter {self.name!r}: env_var {self.env_var!r} is no name of an environment variable")
        accepted = (str, File, Dir, RunOutput, ArtifactValue, AppEndpoint)
        if self.value is not None and not isinstance(self.value, accepted):
            raise TypeError(
                f"parameter {self.name!r}: value must be a str, File, Dir, RunOutput, ArtifactValue or AppEndpoint, "
                f"got {self.value!r}"
            )
