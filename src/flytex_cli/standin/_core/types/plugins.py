"""Type plugins: packages that announce conversions under the entry point group `flyte.plugins.types`."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator

from flytex_cli.standin._core.sdk_modules import STANDIN

GROUP = "flyte.plugins.types"
_loaded = False


def load_plugins() -> None:
    """Load the installed type plugins, once, where `flyte` is the stand-in.

    Under its own name (beside an installed SDK) the stand-in loads none: a plugin's `import flyte` would register
    its conversions with the SDK.
    """
    global _loaded
    stand_in = sys.modules.get(STANDIN)
    if _loaded or sys.modules.get("flyte") is not stand_in:
        return
    _loaded = True  # before loading: a plugin's own registrations ask the engine again
    if not _announced():
        return
    from importlib.metadata import entry_points

    for entry_point in entry_points(group=GROUP):
        try:
            loaded = entry_point.load()
            if callable(loaded):
                loaded()
        except Exception as error:  # a plugin is foreign code and may lack its own dependencies; its types stay unknown
            import logging

            logging.getLogger("flyte").warning("type plugin %s is not usable: %s", entry_point.name, error)


@contextlib.contextmanager
def left_out() -> Iterator[None]:
    """Load none within."""
    global _loaded
    before, _loaded = _loaded, True
    try:
        yield
    finally:
        _loaded = before


def _announced() -> bool:
    """Say whether any distribution may have the group: `importlib.metadata` takes thirty times as long to tell."""
    return any(_looked_at[folder] if folder in _looked_at else _announces(folder) for folder in sys.path)


_looked_at: dict[str, bool] = {}
"""Whether a folder has one, of those that are known."""


def look_through(folders: Iterable[str]) -> None:
    """Look, before any fork, which folders of what is installed have such a distribution."""
    _looked_at.clear()
    _looked_at.update((folder, _announces(folder)) for folder in folders)


def _announces(folder: str) -> bool:
    try:
        names = os.listdir(folder or ".")
    except NotADirectoryError:  # an archive: it may hold distributions
        return True
    except OSError:
        return False
    return any(_has_group(os.path.join(folder, name)) for name in names if name.endswith((".dist-info", ".egg-info")))


def _has_group(distribution: str) -> bool:
    with contextlib.suppress(OSError), open(os.path.join(distribution, "entry_points.txt"), "rb") as stream:
        return f"[{GROUP}]".encode() in stream.read()
    return False
