"""How modules are split into parts of about the same time, by how long they took when they were last loaded.

While some parts run, what is known of the time changes. A split is kept, so that all parts that share a cache have the
same one, until there are other modules.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from flytex_cli.cache.entry import seconds_in
from flytex_cli.cache.key import Keys
from flytex_cli.cache.store import Store
from flytex_cli.load.protocol import LoadRequest
from flytex_cli.load.shards import Split, split
from flytex_cli.load.target import ModuleTarget


def agreed_split(targets: Sequence[ModuleTarget], count: int, request: LoadRequest, store: Store) -> Split:
    """Return the split of these modules that is kept, or a new one."""
    keys = Keys(request)
    names = sorted(target.shown for target in targets)
    key = keys.of_split(names, count)
    known = _read(store.get(key), names, count)
    if known is not None:
        return known
    found = {target.shown: store.get(keys.of(target)) for target in targets}
    seconds = {name: seconds_in(data) for name, data in found.items() if data is not None}
    made = split(names, count, {name: each for name, each in seconds.items() if each is not None})
    agreed = store.put_first(key, json.dumps(dict(made.part)).encode())
    return _read(agreed, names, count) or made


def _read(data: bytes | None, names: Sequence[str], count: int) -> Split | None:
    try:
        part = json.loads(data or b"null")
    except ValueError:
        return None
    if isinstance(part, dict) and sorted(part) == names and set(part.values()) <= {*range(1, count + 1)}:
        return Split(part)
    return None
