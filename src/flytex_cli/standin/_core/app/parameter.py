"""Parameters of an app: values, or where they come from at deployment."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flytex_cli.standin._core.io.file import File
from flytex_cli.standin._core.io.folder import Dir

if TYPE_CHECKING:
    from .values import AppEndpoint, ArtifactValue, ParameterType, RunOutput

_VARIABLE = re.compile(r"[_a-zA-Z][_a-zA-Z0-9]*")
_PARAMETERS = "flyte-parameters.json"
"""The variable that names the file; the SDK calls both so."""


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
    value: str | File[Any] | Dir[Any] | RunOutput | ArtifactValue | AppEndpoint | None = None
    type: ParameterType | None = None
    env_var: str | None = None
    download: bool = True
    mount: str | None = None
    ignore_patterns: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.env_var is not None and not _VARIABLE.fullmatch(self.env_var):
            raise ValueError(f"parameter {self.name!r}: env_var {self.env_var!r} is no name of an environment variable")
        if not (self.value is None or isinstance(self.value, (str, File, Dir)) or is_delayed(self.value)):
            raise TypeError(
                f"parameter {self.name!r}: value must be a str, File, Dir, RunOutput, ArtifactValue or AppEndpoint, "
                f"got {self.value!r}"
            )
        self.name = "i0" if self.name is None else self.name  # a name is not optional, but None is taken


def is_delayed(value: Any) -> bool:
    """Say whether it comes from somewhere at deployment, or when the app starts."""
    from .values import AppEndpoint, ArtifactValue, RunOutput

    return isinstance(value, (RunOutput, ArtifactValue, AppEndpoint))


def get_parameter(name: str) -> str:
    """Return a parameter of a running app, which finds them in a file."""
    file = os.environ.get(_PARAMETERS)
    if file is None:
        raise ValueError(f"there is no parameter {name!r}: parameters are given to a running app")
    return str(json.loads(Path(file).read_text())[name])
