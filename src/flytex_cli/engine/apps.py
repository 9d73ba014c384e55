"""Let the SDK translate an app, where it would ask a cluster, print, or fail on a repository without a remote."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import importlib
from typing import Any

from flytex_cli.engine.deploy import quieten_git
from flytex_cli.facts.app_placeholders import placeholder
from flytex_cli.records.app import LOOKED_UP


class AppTranslator:
    """The SDK's own translation of apps, in any release from 2.0.0 on."""

    def __init__(self) -> None:
        serde: Any = importlib.import_module("flyte.app._runtime.app_serde")
        self._translate = serde.translate_app_env_to_idl
        self._inputs = serde.translate_parameters
        serde._materialize_parameters_with_delayed_values = _found_offline
        serde.translate_parameters = self._translate_parameters
        if hasattr(serde, "_get_source_code"):  # 2.6 and later
            self._source_code = serde._get_source_code
            serde._get_source_code = self._linked_source
        quieten_git()
        environments: Any = importlib.import_module("flyte.app._app_environment")
        environments.print = lambda *args, **keywords: None  # it prints the version that it uses

    def translate(self, environment: Any, context: Any) -> Any:
        """Return the `flyteidl2.app.App` of an app environment.

        Raises:
            Exception: what the SDK raised.
        """
        return asyncio.run(self._translate.aio(environment, context))

    async def _translate_parameters(self, parameters: Any, *others: Any) -> Any:
        """Let what only a deployment looks up stand as a placeholder."""
        shown = [dataclasses.replace(each, value=_shown(each.value)) for each in parameters]
        return await self._inputs(shown, *others)

    def _linked_source(self) -> Any:
        """Return the link to the source, or none where the repository has no remote, which the SDK trips over."""
        with contextlib.suppress(IndexError):
            return self._source_code()


async def _found_offline(parameters: Any) -> list[Any]:
    """Look up no value: the command line holds what was declared, as the SDK writes it where it can."""
    return [
        dataclasses.replace(each, value=_shown(each.value)) if _is_untyped(each.value) else each for each in parameters
    ]


def _is_untyped(value: Any) -> bool:
    """Whether it is an artifact of which only the cluster knows whether it is a file or a folder."""
    return type(value).__name__ in LOOKED_UP and getattr(value, "type", None) is None


def _shown(value: Any) -> Any:
    if type(value).__name__ not in LOOKED_UP:
        return value
    return placeholder(type(value).__name__, value.model_dump(exclude_unset=True))
