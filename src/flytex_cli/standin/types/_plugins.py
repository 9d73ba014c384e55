"""Type plugins: packages that announce conversions under the entry point group `flyte.plugins.types`."""

from __future__ import annotations

import sys

GROUP = "flyte.plugins.types"
_loaded = False


def load_plugins() -> None:
    """Load the installed type plugins, once, where `flyte` is the stand-in.

    Under its own name (beside an installed SDK) the stand-in loads none: a plugin's `import flyte` would register
    its conversions with the SDK.
    """
    global _loaded
    stand_in = sys.modules.get(__package__.rpartition(".")[0])
    if _loaded or sys.modules.get("flyte") is not stand_in:
        return
    _loaded = True  # before loading: a plugin's own registrations ask the engine again
    from importlib.metadata import entry_points

    for entry_point in entry_points(group=GROUP):
        try:
            loaded = entry_point.load()
            if callable(loaded):
                loaded()
        except Exception as error:  # a plugin is foreign code and may lack its own dependencies; its types stay unknown
            import logging

            logging.getLogger("flyte").warning("type plugin %s is not usable: %s", entry_point.name, error)
