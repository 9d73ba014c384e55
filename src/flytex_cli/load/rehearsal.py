"""Load and translate modules of flytex's own in the warm process: what Python, Flyte and flytex make when they first
do so, regular expressions, encoders, tables of types, is there for every child.

Nothing of it is left but that: no environment, no setting, no event loop of this thread, and no module that a user has
not asked for.
"""

from __future__ import annotations

import contextlib
import dataclasses
import importlib.util
import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType

from flytex_cli.engine.base import Engine
from flytex_cli.load import protocol
from flytex_cli.load.target import ModuleTarget
from flytex_cli.load.worker import Worker
from flytex_cli.records import Message

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "rehearsed")


MODULES = {b"": "task", b'"""': "docstring", b"dataclass": "record", b"BaseModel": "model"}
"""What is rehearsed, by the word in the user's sources that asks for it; the first one always."""


_done: set[bytes] = set()
"""The words whose modules this process has rehearsed with."""


def rehearse(engine: Engine, load: protocol.LoadRequest, said: Iterable[bytes]) -> None:
    """Do with modules in `rehearsed/` what each child does with its own, in a thread, whose state goes with it.

    Args:
        load: how the children load; the network, git and stubs have no part in it.
        said: the words that the users' sources have.

    Raises:
        Exception: what a release of the SDK raises that refuses any of it.
    """
    names = [MODULES[word] for word in (b"", *said) if word in MODULES and word not in _done]
    if not names:
        return
    _done.update((b"", *said))
    alike = dataclasses.replace(load, folder=None, stub_imports=False, message=Message.TASKSPEC, images=False)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(_rehearse, engine, alike, names).result()


def _rehearse(engine: Engine, load: protocol.LoadRequest, names: Iterable[str]) -> None:
    null = os.open(os.devnull, os.O_WRONLY)
    try:
        with engine.rehearsing(load.context, ROOT):
            for name in names:
                file = os.path.join(ROOT, f"{name}.py")
                target = ModuleTarget(file, f"rehearsed_{name}", ROOT, ROOT, file, named=False, alone=False)
                with _imported(target) as module:
                    Worker(engine, protocol.Job(target, load), null).tell(engine.collect(module, file))
    finally:
        os.close(null)


@contextlib.contextmanager
def _imported(target: ModuleTarget) -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location(target.name, target.file)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[target.name] = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
        yield module
    finally:
        del sys.modules[target.name]
