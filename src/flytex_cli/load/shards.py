"""One of several parts of the modules, for jobs that share the work: each module is in one, the same in every job."""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flytex_cli.errors import OptionError


@dataclass(frozen=True)
class Shard:
    """The part with this number, of so many; both count from 1."""

    number: int
    count: int

    @classmethod
    def parse(cls, text: str) -> Shard:
        """Read `2/4`.

        Raises:
            OptionError: it is something else.
        """
        number, slash, count = text.partition("/")
        if slash and number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count):
            return cls(int(number), int(count))
        raise OptionError("--shard", f"{text!r} is no part", hint="write 1/4 to 4/4 for the parts of four")

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"


@dataclass(frozen=True)
class Split:
    """How modules are split.

    Attributes:
        part: the part of each module, by its path; parts count from 1.
    """

    part: Mapping[str, int]

    @property
    def mark(self) -> str:
        """What is the same wherever modules are split the same way."""
        text = "\0".join(f"{name}\0{part}" for name, part in sorted(self.part.items()))
        return hashlib.blake2b(text.encode("utf-8", "surrogateescape"), digest_size=4).hexdigest()


def split(names: Sequence[str], count: int, seconds: Mapping[str, float]) -> Split:
    """Split modules into parts.

    Where nothing is known of how long they take, a module's part depends on its path alone, so that it stays when
    others come and go. Else the parts take about as long: the slowest module goes first, into the part with the least
    to do.

    Args:
        names: the modules' paths.
        count: how many parts.
        seconds: how long modules took, of those where that is known.
    """
    if not seconds:
        return Split({name: _hash(name) % count + 1 for name in names})
    import statistics  # with fractions and decimal it is dear to import for those who have no use for it

    usual = statistics.median(seconds.values())
    parts = [(0.0, part) for part in range(1, count + 1)]
    found = {}
    for name in sorted(names, key=lambda name: (-seconds.get(name, usual), _hash(name))):
        work, part = heapq.heappop(parts)
        found[name] = part
        heapq.heappush(parts, (work + seconds.get(name, usual), part))
    return Split(found)


def _hash(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8", "surrogateescape"), digest_size=8).digest(), "big")
