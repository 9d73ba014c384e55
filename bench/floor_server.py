"""The least that loading modules can cost: a process with `flyte` imported forks a child for each, which imports it.

    python floor_server.py ENGINE JOBS FOLDER FILE...

No flytex is in it but, with `standin`, what `import flyte` gives. Like flytex it lets a module find what lies beside it
and below the folder, and refuses connections; whatever a module raises is its end, and of no interest.
It prints the files that it gave up.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import importlib.util
import os
import signal
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

STANDIN = "flytex_cli.standin"

CALLS = ("build", "deploy", "init", "init_from_config", "init_in_cluster", "run", "serve", "with_runcontext")
"""What would reach a cluster."""

PUBLIC = ("app", "extend", "extras", "io", "report", "types")
"""Modules of `flyte` that modules import: the processes share them, as flytex's do."""

LIMIT = 10
"""Seconds after which a module that waits for what a fork has ended, such as a thread of the SDK, is given up."""


class Loader:
    """Gives out a module that is imported already, as it is."""

    def __init__(self, module):
        self.module, self.spec = module, module.__spec__

    def create_module(self, spec):
        return self.module

    def exec_module(self, module):
        module.__spec__ = self.spec


class Finder:
    """Finds `flyte` and what is below it in the stand-in."""

    def find_spec(self, name, path=None, target=None):
        top, _, rest = name.partition(".")
        real = f"{STANDIN}.{rest}" if rest else STANDIN
        if top != "flyte" or importlib.util.find_spec(real) is None:
            return None
        module = importlib.import_module(real)
        return ModuleSpec(name, Loader(module), is_package=hasattr(module, "__path__"))


def load(folder: Path, file: Path) -> None:
    """Import one module and leave."""
    with open(os.devnull, "w") as null:
        os.dup2(null.fileno(), 1)
        os.dup2(null.fileno(), 2)
    sys.addaudithook(refuse)
    signal.alarm(LIMIT)
    name = ".".join(file.relative_to(folder).with_suffix("").parts)
    sys.path += [str(folder), str(file.parent)]
    spec = importlib.util.spec_from_file_location(name, file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    with contextlib.suppress(BaseException):
        spec.loader.exec_module(module)
    os._exit(0)


def refuse(event: str, args: tuple) -> None:
    if (event == "socket.connect" and isinstance(args[1], tuple)) or event == "socket.getaddrinfo":
        raise ConnectionRefusedError


def main() -> None:
    engine, jobs, folder, *files = sys.argv[1:]
    gc.disable()
    if engine == "standin":
        sys.meta_path.insert(0, Finder())
    flyte = importlib.import_module("flyte")
    for name in PUBLIC if engine == "sdk" else ():
        importlib.import_module(f"flyte.{name}")
    for name in CALLS:  # a forked child has no thread of the SDK's to make them, and flytex makes none
        setattr(flyte, name, lambda *args, **kwargs: None)
    gc.freeze()
    gc.enable()
    running: dict[int, str] = {}
    for file in files:
        if len(running) == int(jobs):
            wait(running)
        pid = os.fork()
        if not pid:
            load(Path(folder), Path(file))
        running[pid] = file
    while running:
        wait(running)
    sys.stdout.flush()
    os._exit(0)


def wait(running: dict[int, str]) -> None:
    """Wait for a child; print the file of one that was given up."""
    pid, status = os.wait()
    file = running.pop(pid)
    if os.WIFSIGNALED(status):
        print(file)


if __name__ == "__main__":
    main()
