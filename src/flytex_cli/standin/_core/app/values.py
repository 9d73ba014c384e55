"""Where an app's parameter comes from at deployment: pydantic models, as in the SDK, so loaded with pydantic only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, PrivateAttr, model_validator

from flytex_cli.standin._core.errors import StandinRunsNothingError
from flytex_cli.standin._core.io.file import File
from flytex_cli.standin._core.io.folder import Dir
from flytex_cli.standin._core.sdk_modules import STANDIN

ParameterType = Literal["string", "file", "directory", "app_endpoint"]


class DelayedValue(BaseModel):
    """A value that is looked up when the app is deployed or started; its type may be given as a class."""

    type: ParameterType

    @model_validator(mode="before")
    @classmethod
    def _type_of_class(cls, data: Any) -> Any:
        kind = data.get("type") if isinstance(data, Mapping) else None
        return {**data, "type": _type_names()[kind]} if isinstance(kind, type) and kind in _type_names() else data

    async def get(self) -> Any:
        """Refuse: a deployment looks it up."""
        return await self.materialize()

    async def materialize(self) -> Any:
        """Refuse: a deployment looks it up."""
        raise StandinRunsNothingError(f"flyte.app.{type(self).__name__}.materialize")


class RunOutput(DelayedValue):
    """The output of a run, named by the run or by its task; which of them is looked at when the app starts."""

    run_name: str | None = None
    task_name: str | None = None
    task_version: str | None = None
    task_auto_version: Literal["latest", "current"] | None = None
    getter: tuple[Any, ...] = (0,)


class ArtifactValue(DelayedValue):
    """An artifact: its latest version, or the one named."""

    name: str
    version: str | None = None
    project: str | None = None
    domain: str | None = None
    type: ParameterType | None = None  # type: ignore[assignment]  # as in the SDK: the artifact says it

    _resolved_version_id: Any = PrivateAttr(default=None)

    @property
    def resolved_version_id(self) -> Any:
        """The version found: none before a deployment."""
        return self._resolved_version_id


class AppEndpoint(DelayedValue):
    """The address of another app."""

    app_name: str
    public: bool = False
    type: Literal["string"] = "string"

    async def materialize(self) -> Any:
        """Return itself: the address is known when the app starts."""
        return self


def _type_names() -> dict[Any, str]:
    return {str: "string", File: "file", Dir: "directory", AppEndpoint: "app_endpoint"}


for _model in (DelayedValue, RunOutput, ArtifactValue, AppEndpoint):
    _model.__module__ = f"{STANDIN}.app._parameter"
