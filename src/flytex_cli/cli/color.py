"""Whether a stream is coloured."""

from __future__ import annotations

import os
from enum import Enum


class ColorChoice(str, Enum):
    """When to colour what a person reads."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"

    def colors(self, is_terminal: bool) -> bool:
        """Return whether to colour a stream: on a terminal without `NO_COLOR`, unless the user decides."""
        if self is ColorChoice.AUTO:
            return is_terminal and not os.environ.get("NO_COLOR")
        return self is ColorChoice.ALWAYS
