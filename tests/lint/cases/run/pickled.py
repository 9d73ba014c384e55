import io
import logging
import re
import threading
from dataclasses import dataclass, field

import flyte

env = flyte.TaskEnvironment("pickled")
lock = threading.Lock()
names = (each for each in ("a", "b"))
logger = logging.getLogger(__name__)
pattern = re.compile("a+")
limits = {"a": 1, "b": [2]}
text = io.StringIO("x")
make = lambda: threading.Lock()  # noqa: E731


@dataclass
class Client:
    url: str
    guard: threading.RLock = field(default_factory=threading.RLock)


client = Client("https://api.example.com")
clients = {"eu": client}


@dataclass
class Reducing:
    guard: threading.Lock = field(default_factory=threading.Lock)

    def __reduce__(self):
        return Reducing, ()


reducing = Reducing()


def helper() -> None:
    with lock:
        pass


@env.task  # expect: RUN004
async def locked(x: int) -> int:
    with lock:
        return x


@env.task  # expect: RUN004
async def drawn(x: int) -> int:
    def inner() -> str:
        return next(names)

    return len(inner()) + x


@env.task  # expect: RUN004
async def calling(x: int) -> str:
    return client.url


@env.task  # expect: RUN004
async def choosing(x: int) -> str:
    return clients["eu"].url


@env.task
async def fine(x: int) -> int:
    logger.info("%s %s %s %s", pattern, limits, text, make)
    helper()
    reducing.guard.locked()
    return x


@env.task
async def its_own(x: int) -> int:
    lock = threading.Lock()
    with lock:
        return x


@env.task
async def an_attribute_of_that_name(x: str) -> str:
    return str(getattr(x, "lock", x.names if hasattr(x, "names") else x))
