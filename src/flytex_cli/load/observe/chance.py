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
    (os, _MACHINE, ("getpid", "getppid", "uname", "cpu_count", "sched_getaffinity", "getloadavg", "getlogin")),
    (os, _MACHINE, ("times", "statvfs", "get_terminal_size", "process_cpu_count")),
)
_OF_NOW = {"localtime": 0, "gmtime": 0, "ctime": 0, "asctime": 0, "strftime": 1}
"""Functions of `time` that tell of the present where they get no more arguments than this."""

_DRAWS = (
    *("betavariate", "binomialvariate", "choice", "choices", "expovariate", "gammavariate", "gauss", "getrandbits"),
    *("lognormvariate", "normalvariate", "paretovariate", "randbytes", "randint", "random", "randrange", "sample"),
    *("shuffle", "triangular", "uniform", "vonmisesvariate", "weibullvariate"),
)


def watch_chance(ask: Ask) -> None:
    """Have `ask` called with each function that is called and whoever calls it."""
    for module, what, names in _FUNCTIONS:
        for name in names:
            if hasattr(module, name):
                _wrap(module, name, f"{what} ({module.__name__}.{name})", ask)
    machine: Any = platform
    machine._uname_cache = None  # what the warm process asked for is asked for again
    for name, most in _OF_NOW.items():
        _wrap(time, name, f"{_CLOCK} (time.{name})", ask, most)
    _watch_random(ask)
    _watch_types(ask)


def _wrap(module: Any, name: str, what: str, ask: Ask, most: int | None = None) -> None:
    original = getattr(module, name)

    @functools.wraps(original)
    def watched(*args: Any, **kwargs: Any) -> Any:
        if most is None or len(args) <= most:
            ask(what, sys._getframe(1))
        return original(*args, **kwargs)

    setattr(module, name, watched)


def _watch_random(ask: Ask) -> None:
    """Watch Python's own generator until it is seeded, and what seeds others."""
    shared: Any = random
    seeded = False

    def drawing(name: str) -> Callable[..., Any]:
        original = getattr(random, name)

        @functools.wraps(original)
        def draw(*args: Any, **kwargs: Any) -> Any:
            if not seeded:
                ask(f"{_CHANCE} (random.{name})", sys._getframe(1))
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
            ask(f"{_CHANCE} (random.{type(self).__name__})", sys._getframe(1))
        original_init(self, *args, **kwargs)

    for name in _DRAWS:
        if hasattr(random, name):
            setattr(random, name, drawing(name))
    shared.seed = seed
    shared.Random.__init__ = start
    shared._urandom = os.urandom  # of SystemRandom, and so of `secrets`


def _watch_types(ask: Ask) -> None:
    for kind, names in ((datetime.datetime, ("now", "utcnow")), (datetime.date, ("today",))):
        for name in names:
            _wrap_method(kind, name, ask)


def _wrap_method(kind: type, name: str, ask: Ask) -> None:
    space: Any = gc.get_referents(kind.__dict__)[0]
    original = space[name]
    what = f"{_CLOCK} ({kind.__name__}.{name})"

    def watched(cls: type, *args: Any, **kwargs: Any) -> Any:
        ask(what, sys._getframe(1))
        return original.__get__(None, cls)(*args, **kwargs)

    watched.__name__, watched.__qualname__, watched.__doc__ = name, f"{kind.__name__}.{name}", original.__doc__
    space[name] = classmethod(watched)
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(kind))
