"""Plain values as JSON text, laid out alike in every format."""

from __future__ import annotations

import json
import re

_SURROGATE = re.compile("[\ud800-\udfff]")


def to_json(value: object) -> bytes:
    """Write a value over several lines; a half of a surrogate pair, which not every reader takes, as `\\\\udcff`."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return (_SURROGATE.sub(lambda match: f"\\\\u{ord(match[0]):04x}", text) + "\n").encode()
