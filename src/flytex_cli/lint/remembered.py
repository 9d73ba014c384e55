"""What follows from messages, or from what is installed, alone: worked out once, and remembered from run to run."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from flytex_cli.load.framing import ProtocolError
from flytex_cli.load.typed_json import from_json

MAX_ANSWERS = 50_000
"""So many answers are kept of earlier runs too, such as those of other modules."""

T = TypeVar("T")


class Remembered:
    """Answers, by the digest of what they follow from.

    Args:
        known: those of earlier runs, each a list of records as JSON.
    """

    def __init__(self, known: Mapping[str, Any]) -> None:
        self._known = known
        self._asked: dict[str, Any] = {}

    @property
    def is_new(self) -> bool:
        """Whether something was asked for that was not known."""
        return not self._asked.keys() <= self._known.keys()

    def to_json(self) -> dict[str, Any]:
        """Return all answers, those that were asked for last."""
        others = {key: answer for key, answer in self._known.items() if key not in self._asked}
        dropped = max(0, len(others) + len(self._asked) - MAX_ANSWERS)
        return {**dict(list(others.items())[dropped:]), **self._asked}

    def answer(
        self, kind: type[T], question: str, messages: Iterable[bytes], work_out: Callable[[], Iterable[T]]
    ) -> tuple[T, ...]:
        """Return the answer to a question about messages."""
        key = _digest(question, messages)
        try:
            found = tuple(from_json(kind, each) for each in self._known[key])
            self._asked[key] = self._known[key]
        except (KeyError, TypeError, ProtocolError):
            found = tuple(work_out())
            self._asked[key] = [dataclasses.asdict(each) for each in found]  # type: ignore[call-overload]
        return found


_current: list[Remembered] = []


@contextlib.contextmanager
def remembering(known: Mapping[str, Any]) -> Iterator[Remembered]:
    """Answer what is known from what is remembered, within."""
    _current.append(Remembered(known))
    try:
        yield _current[-1]
    finally:
        _current.pop()


def remembered(
    kind: type[T], question: str, messages: Iterable[bytes], work_out: Callable[[], Iterable[T]]
) -> tuple[T, ...]:
    """Return what follows from messages and what is installed, and from nothing else.

    Args:
        kind: the record that an answer consists of.
        question: what tells it from other questions about the same messages.
        messages: as bytes.
        work_out: does it, where it is not remembered.
    """
    return _current[-1].answer(kind, question, messages, work_out) if _current else tuple(work_out())


def _digest(question: str, messages: Iterable[bytes]) -> str:
    digest = hashlib.blake2b(question.encode(), digest_size=20)
    for message in messages:
        digest.update(b"%d " % len(message))
        digest.update(message)
    return digest.hexdigest()
