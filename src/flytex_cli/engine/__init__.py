"""What gives a user's module its `flyte`, and turns its task templates into wire messages."""

from __future__ import annotations

import importlib.util
import sys

from flytex_cli.engine.base import Engine, EngineChoice
from flytex_cli.errors import EngineError


def choose(choice: EngineChoice) -> EngineChoice:
    """The engine that `auto` means here: the installed SDK, else the stand-in."""
    if choice is not EngineChoice.AUTO:
        return choice
    return EngineChoice.SDK if importlib.util.find_spec("flyte") is not None else EngineChoice.STANDIN


def announcement(engine: Engine) -> dict[str, object]:
    """The event that says which engine is up."""
    info = {"name": engine.name, "version": engine.version, "warnings": list(engine.warnings)}
    return {"kind": "engine", "python": ".".join(map(str, sys.version_info[:3])), **info}


def bring_up(choice: EngineChoice) -> Engine:
    """Import an engine's `flyte` into this process.

    Raises:
        EngineError: the SDK is not installed or cannot be imported.
    """
    if choose(choice) is EngineChoice.SDK:
        if importlib.util.find_spec("flyte") is None:
            raise EngineError(
                "--engine sdk needs the Flyte SDK, which is not installed beside flytex",
                hint="pip install 'flytex[sdk]', or use --engine standin",
            )
        from flytex_cli.engine.sdk import SdkEngine

        return SdkEngine()
    from flytex_cli.engine.standin import StandinEngine

    return StandinEngine()
