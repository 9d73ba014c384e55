"""`flytex cache`."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from flytex_cli.cli import options
from flytex_cli.cli.exits import ExitCode, exiting
from flytex_cli.cli.loading import cache_folder


class CacheAction(str, Enum):
    """What is done with the cache."""

    INFO = "info"
    CLEAN = "clean"


@exiting
def cache(
    action: Annotated[CacheAction, typer.Argument(metavar="info|clean", help="Say what is kept, or remove it.")],
    cache_dir: options.CacheDir = None,
) -> ExitCode:
    """Say what the cache of --cache holds, or empty it.

    Entries of other releases and other versions of modules stay until there is no room: nothing is wrong with them.

    \b
    Examples:
      flytex cache info
      flytex cache clean
    """
    from flytex_cli.cache.store import Store
    from flytex_cli.render.common.escape import escape_line
    from flytex_cli.render.common.sizes import size

    where = cache_folder(True, cache_dir, "1Gi")
    assert where is not None
    store = Store(where.folder, where.limit)
    amount = store.amount() if action is CacheAction.INFO else store.clean()
    verb = "removed " if action is CacheAction.CLEAN else ""
    noun = "entry" if amount.entries == 1 else "entries"
    print(escape_line(f"{verb}{amount.entries} {noun}, {size(amount.size)}, in {where.folder}"))
    return ExitCode.OK
