"""Small words of the sentences about refused arguments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any

from flytex_cli.engine.plain import text
from flytex_cli.engine.words import in_users_words

SHOWN = 6
"""How many accepted forms are listed."""
_UNIT = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_DURATION = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(s|m|h|d|w)[a-z]*\s*", re.IGNORECASE)


def words_of(name: str) -> list[str]:
    """Return the words of a name in lower case: `TrainModels`, `train models` and `train_models` have two."""
    return re.findall(r"[a-z0-9]+", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower())


def variable_of(value: Any, otherwise: str) -> str:
    """Return the name of an environment variable that comes near a value; `otherwise` where nothing is left of it."""
    name = re.sub(r"[^A-Z0-9]+", "_", str(value).upper()).strip("_") or otherwise
    return f"_{name}" if name[0].isdigit() else name


def shown(value: Any, limit: int = 80) -> str:
    """Write a value as it would be in the source, at most so long."""
    if isinstance(value, type):
        return f"the class {value.__name__}"
    written = in_users_words(text(value))
    return written if len(written) <= limit else written[: limit - 3] + "..."


def one_of(forms: Iterable[str]) -> str:
    """List accepted forms, the first few of many."""
    every = list(forms)
    if len(every) > SHOWN:
        return f"{', '.join(every[:SHOWN])} and {len(every) - SHOWN} more"
    return ", ".join(every[:-1]) + (" or " if len(every) > 1 else "") + every[-1] if every else ""


def nearest(word: str, known: Sequence[str]) -> str | None:
    """Return the known word that somebody meant; letters' case and signs between them do not count."""
    plain = {_plain(each): each for each in reversed(known)}
    close = get_close_matches(_plain(word), plain, n=1, cutoff=0.7)
    return plain[close[0]] if close else None


def duration(written: object) -> str | None:
    """Return the timedelta that a text such as `1h` or `15 min` means."""
    match = _DURATION.fullmatch(written) if isinstance(written, str) else None
    if match is None:
        return None
    return f"timedelta({_UNIT[match[2].lower()]}={match[1]})"


def _plain(word: str) -> str:
    return re.sub(r"[^a-z0-9]", "", word.lower())
