import importlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import flyte

from conf.paths import FOLDER

if TYPE_CHECKING:
    import types_only

env = flyte.TaskEnvironment("missed")
HERE = Path(__file__).parent


def size(name: str) -> int:
    return len((FOLDER / name).read_bytes()) + len((FOLDER / "b.txt").read_bytes())  # expect: BND006


@env.task
async def main(x: int) -> int:
    importlib.import_module("named")  # expect: BND004
    import statement  # ruff finds it

    importlib.import_module("named")
    importlib.import_module("conf.paths")
    open("data/a.txt")  # expect: BND006
    open(os.path.join(os.path.dirname(__file__), "data", "a.txt"))
    open(os.path.join("data", "c.txt"))  # flytex: ignore[BND006] the image has it
    open(HERE / "data" / "none.txt")
    open("data/made.txt", "w")
    open("data/made.txt")
    try:
        open("data/optional.txt")
        importlib.import_module("optional")
    except (OSError, ImportError):
        pass
    return x + statement.X + size("b.txt")


def start() -> None:
    open("data/script.txt")


if __name__ == "__main__":
    start()
