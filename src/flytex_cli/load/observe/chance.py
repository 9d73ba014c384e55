"""Clocks, random numbers and what a machine says of itself: functions that answer otherwise the next time.

Each is wrapped in the process that runs the module. `datetime.now` is a method of a type that cannot be changed in the
usual way: its dictionary is changed behind the type's back, so that the type stays what it is for everybody else.
"""

from __future__ import annotations

import ctypes
import datetime
import functools
import gc
import os
import platform
import random
import sys
import time
import uuid
from collections.abc import Callable
from types import FrameType
from typing import Any

Ask = Callable[[str, FrameType], None]

_CLOCK, _CHANCE, _MACHINE = "asks what time it is", "takes random numbers", "asks the machine"

_FUNCTIONS: tuple[tuple[Any, str, tuple[str, ...]], ...] = (
    (time, _CLOCK, ("time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns")),
    (time, _CLOCK, ("process_time", "process_time_ns", "thread_time", "clock_gettime", "clock_gettime_ns")),
    (os, _CHANCE, ("urandom", "getrandom")),
    (uuid, _CHANCE, ("uuid1",)),
    (os, _MACHINE, ("getpid", "getppid", "uname", "getloadavg", "getlogin")),
    (os, _MACHINE, ("times", "statvfs", "get_terminal_size")),
)
_OF_NOW = {"localtime": 0, "gmtime": 0, "ctime": 0, "asctime": 0, "strftime": 1}
"""Functions of `time` that tell of the present where they get no more arguments than this."""

_DRAWS = (
    *("betavariate", "binomialvariate", "choice", "choices", "expovariate", "gammavariate", "gauss", "getrandbits"),
    *("lognormvariate", "normalvariate", "paretovariate", "randbytes", "randint", "random", "randrange", "sample"),
    *("shuffle", "triangular", "uniform", "vonmisesvariate", "weibullvariate"),
)


_asked: list[Ask] = []
"""What is called now."""


def watch_chance(ask: Ask) -> None:
    """Have `ask` called with each function that is called and whoever calls it."""
    put_in_place()
    vars(platform)["_uname_cache"] = None  # what the warm process asked for is asked for again
    _asked[:] = [ask]


@functools.cache
def put_in_place() -> None:
    """Wrap the functions, once for all processes that are forked later; nobody is asked yet."""
    for module, name, wrapper in _wrappers():
        setattr(module, name, wrapper)
    for kind, names in ((datetime.datetime, ("now", "utcnow")), (datetime.date, ("today",))):
        for name in names:
            _wrap_method(kind, name)


def _wrappers() -> list[tuple[Any, str, Any]]:
    """Return what is put where: a module or class, a name, and a value."""
    found: list[tuple[Any, str, Any]] = []
    for module, what, names in _FUNCTIONS:
        for name in names:
            if hasattr(module, name):
                found.append((module, name, _wrapped(module, name, f"{what} ({module.__name__}.{name})")))
    found += [(time, name, _wrapped(time, name, f"{_CLOCK} (time.{name})", most)) for name, most in _OF_NOW.items()]
    urandom = next(value for module, name, value in found if module is os and name == "urandom")
    found.append((random, "_urandom", urandom))  # of SystemRandom, and so of `secrets`
    return [*found, *_of_random()]


def _ask(what: str, caller: FrameType) -> None:
    for ask in _asked:
        ask(what, caller)


def _wrapped(module: Any, name: str, what: str, most: int | None = None) -> Any:
    original = getattr(module, name)

    @functools.wraps(original)
    def watched(*args: Any, **kwargs: Any) -> Any:
        if most is None or len(args) <= most:
            _ask(what, sys._getframe(1))
        return original(*args, **kwargs)

    return watched


def _of_random() -> list[tuple[Any, str, Any]]:
    """Watch Python's own generator until it is seeded, and generators that are made without a seed."""
    seeded = False

    def drawing(name: str) -> Any:
        original = getattr(random, name)

        @functools.wraps(original)
        def draw(*args: Any, **kwargs: Any) -> Any:
            if not seeded:
                _ask(f"{_CHANCE} (random.{name})", sys._getframe(1))
            return original(*args, **kwargs)

        return draw

    original_seed, original_init = random.seed, random.Random.__init__

    @functools.wraps(original_seed)
    def seed(*args: Any, **kwargs: Any) -> None:
        nonlocal seeded
        seeded = bool(args or kwargs) and args[:1] != (None,)
        original_seed(*args, **kwargs)

    @functools.wraps(original_init)
    def start(self: Any, *args: Any, **kwargs: Any) -> None:
        if not args and not kwargs:
            _ask(f"{_CHANCE} (random.{type(self).__name__})", sys._getframe(1))
        original_init(self, *args, **kwargs)

    draws = [(random, name, drawing(name)) for name in _DRAWS if hasattr(random, name)]
    return [*draws, (random, "seed", seed), (random.Random, "__init__", start)]


def _wrap_method(kind: type, name: str) -> None:
    space: Any = gc.get_referents(kind.__dict__)[0]
    original = space[name]
    what = f"{_CLOCK} ({kind.__name__}.{name})"

    def watched(cls: type, *args: Any, **kwargs: Any) -> Any:
        _ask(what, sys._getframe(1))
        return original.__get__(None, cls)(*args, **kwargs)

    watched.__name__, watched.__qualname__, watched.__doc__ = name, f"{kind.__name__}.{name}", original.__doc__
    space[name] = classmethod(watched)
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(kind))
