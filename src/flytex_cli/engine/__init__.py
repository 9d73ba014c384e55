"""What gives a user's module its `flyte`, and turns its task templates into wire messages."""

from __future__ import annotations

import importlib.util
import sys

from flytex_cli.engine.base import Engine, EngineChoice
from flytex_cli.errors import EngineError
from flytex_cli.records import EngineInfo


def choose(choice: EngineChoice) -> EngineChoice:
    """Return the engine that `auto` means here: the installed SDK, else the stand-in."""
    if choice is not EngineChoice.AUTO:
        return choice
    return EngineChoice.SDK if importlib.util.find_spec("flyte") is not None else EngineChoice.STANDIN


def info_of(engine: Engine) -> EngineInfo:
    """Say which engine this is, and on which Python."""
    return EngineInfo(engine.name, engine.version, ".".join(map(str, sys.version_info[:3])))


def bring_up(choice: EngineChoice) -> Engine:
    """Import an engine's `flyte` into this process.

    Raises:
        EngineError: the SDK is not installed or cannot be imported.
    """
    if choose(choice) is EngineChoice.SDK and importlib.util.find_spec("flyte") is None:
        raise EngineError(
            "--engine sdk needs the Flyte SDK, which is not installed beside flytex",
            hint="pip install 'flytex[sdk]', or use --engine standin",
        )
    try:
        if choose(choice) is EngineChoice.SDK:
            from flytex_cli.engine.sdk import SdkEngine

            return SdkEngine()
        from flytex_cli.engine.standin import StandinEngine

        return StandinEngine()
    except (AttributeError, EngineError, ImportError) as error:
        from flytex_cli.engine.shadow import shadow_behind

        shadow = shadow_behind(error.__cause__ or error)
        if shadow is None:
            raise
        raise EngineError(f"the engine cannot be imported: {shadow.sentence}", hint=shadow.hint) from error
