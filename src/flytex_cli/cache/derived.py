"""What was worked out from loaded modules, kept while all that was looked at on the way is as it was."""

from __future__ import annotations

import json

from flytex_cli.cache.looked import Looked
from flytex_cli.cache.store import Store


def known(store: Store, key: str) -> bytes | None:
    """Return what was worked out; None where it is not known, or something looks otherwise now.

    Args:
        key: identifies what it was worked out from.
    """
    data = store.get(key)
    if data is None:
        return None
    try:
        head, _, body = data.partition(b"\n")
        said = json.loads(head)
        return body if Looked.from_json(said).digest() == said["digest"] else None
    except (ValueError, TypeError, KeyError):
        return None


def keep(store: Store, key: str, looked: Looked, body: bytes) -> None:
    """Keep what was worked out, unless something was changed meanwhile."""
    if looked.is_all and not looked.is_changed():
        head = json.dumps({**looked.to_json(), "digest": looked.digest()})
        store.put(key, head.encode("utf-8", "surrogateescape") + b"\n" + body)
