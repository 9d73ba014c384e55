"""Environments: what tasks and apps have in common, and the list of all that were made."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass, field
from types import FrameType
from typing import Any, Literal

from flytex_cli.standin._core.common.beta_names import BetaNamesMeta
from flytex_cli.standin._core.common.frames import is_own
from flytex_cli.standin._core.common.repr import short_repr
from flytex_cli.standin._core.image.image import Image
from flytex_cli.standin._core.pod.template import PodTemplate
from flytex_cli.standin._core.resources.resources import Resources
from flytex_cli.standin._core.settings.docs import cut_description
from flytex_cli.standin._core.settings.secret import Secret, SecretRequest

_NAME = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")

_loaded: list[Environment] = []


def list_loaded_environments() -> list[Environment]:
    """Return every environment made so far, in order; it is the list itself."""
    return _loaded


@short_repr
@dataclass
class Environment(metaclass=BetaNamesMeta):
    """What tasks or apps run in; make a TaskEnvironment or an AppEnvironment.

    Attributes:
        name: lower case letters, digits, single `_` and `-` between.
        depends_on: environments deployed together with it.
        pod_template: name of a template in the cluster, or a PodTemplate.
        description: cut to 255 characters.
        secrets: name, Secret, or list of these.
        env_vars: environment variables.
        resources: requests and limits.
        interruptible: may run on machines that can be taken away.
        image: an Image, a URI, or "auto" for the default image.
        include: files to bundle beside the code.
        service_account: Kubernetes service account of the pods.
    """

    name: str
    depends_on: list[Environment] = field(default_factory=list)
    pod_template: str | PodTemplate | None = None
    description: str | None = None
    secrets: SecretRequest | None = None
    env_vars: dict[str, str] | None = None
    resources: Resources | None = None
    interruptible: bool = False
    image: str | Image | Literal["auto"] | None = "auto"
    include: tuple[str, ...] = field(default_factory=tuple)
    service_account: str | None = None

    _declaring_file: str | None = field(init=False, default=None, repr=False)

    def __post_init__(self) -> None:
        self._check_type("image", self.image or None, (Image, str), "a URI (str) or a flyte.Image")
        self._check_type(
            "secrets", self.secrets or None, (str, Secret, list), "a name, a flyte.Secret or a list of them"
        )
        self._check_type("service_account", self.service_account, str, "a str")
        for environment in self.depends_on:
            self._check_type("depends_on", environment, Environment, "a list of environments")
        self._check_type("resources", self.resources, Resources, "flyte.Resources")
        self._check_type("env_vars", self.env_vars, dict, "a dict of strings")
        self._check_type("pod_template", self.pod_template, (str, PodTemplate), "a name (str) or a flyte.PodTemplate")
        if self.description is not None:
            self.description = cut_description(self.description)
        self.include = self._include_paths(self.include)
        self._validate_name()
        self._declaring_file = _calling_file()
        _loaded.append(self)

    def _check_type(self, name: str, value: Any, types: Any, accepted: str) -> None:
        if value is not None and not isinstance(value, types):
            raise TypeError(
                f"environment {self.name!r}: {name} must be {accepted}, got {type(value).__name__}: {value!r}"
            )

    def _validate_name(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(
                f"environment name {self.name!r}: it must be lower case letters and digits, single '_' or '-' between"
            )

    def _include_paths(self, include: Any) -> tuple[str, ...]:
        if isinstance(include, str):
            raise TypeError(f"environment {self.name!r}: include must be a sequence of paths, got one str {include!r}")
        try:
            paths = tuple(include)
        except TypeError as error:
            raise TypeError(
                f"environment {self.name!r}: include must be a sequence of paths, got {include!r}"
            ) from error
        for path in paths:
            if not isinstance(path, str):
                raise TypeError(f"environment {self.name!r}: each path of include must be a str, got {path!r}")
        return paths

    def add_dependency(self, *env: Environment) -> None:
        """Deploy these environments together with this one."""
        for each in env:
            if not isinstance(each, Environment):
                raise TypeError(f"environment {self.name!r}: add_dependency takes environments, got {each!r}")
            if each.name == self.name:
                raise ValueError(f"environment {self.name!r} cannot depend on itself")
        self.depends_on.extend(env)

    def clone_with(
        self,
        name: str,
        image: str | Image | Literal["auto"] | None = None,
        resources: Resources | None = None,
        env_vars: dict[str, str] | None = None,
        secrets: SecretRequest | None = None,
        depends_on: list[Environment] | None = None,
        description: str | None = None,
        **kwargs: Any,
    ) -> Environment:
        """Return an environment of another name that differs in what is given."""
        raise NotImplementedError(f"{type(self).__name__} has no clone_with")

    def _get_kwargs(self) -> dict[str, Any]:
        """Return what a clone shares with this environment, with a list of dependencies of its own."""
        shared = ("resources", "secrets", "service_account", "env_vars", "pod_template", "description")
        kwargs = {name: getattr(self, name) for name in shared if getattr(self, name) is not None}
        include = {"include": self.include} if self.include else {}
        return {"depends_on": list(self.depends_on), "image": self.image, **kwargs, **include}


def _calling_file() -> str | None:
    """Return the file of the user's module: the innermost caller outside of the stand-in that has one."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        name = frame.f_code.co_filename
        if not is_own(name) and os.path.exists(name):
            return os.path.abspath(name)
        frame = frame.f_back
    return None
