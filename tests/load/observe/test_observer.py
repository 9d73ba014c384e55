"""What a process takes, and when that begins."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import json, os, sys
from flytex_cli.load.observe.observer import Observer
observer = Observer(os.getcwd(), True)
observer.stand_by()
def look(name):
    open(f"{name}.txt").close()
    os.path.exists(f"{name}.md")
    os.listdir(name)
    os.environ.get(name)
    os.urandom(1)
    try:
        __import__(f"no_{name}")
    except ImportError:
        pass
look("before")
for _ in range(2):
    observer.start()
    if len(sys.argv) > 1:
        look("after")
    taken = observer.inputs()
around = taken.surroundings
own = [each for each in taken.paths if each.path.startswith(os.getcwd() + "/") and each.path != __file__]
print(json.dumps([
    [[os.path.basename(each.path), each.access.value] for each in own],
    list(taken.modules), sorted({name for names in around.searched.values() for name in names}),
    list(around.environment), [doubt.what for doubt in around.doubts],
]))
"""


def test_what_was_met_before_it_began_is_forgotten(write, tmp_path) -> None:
    """Also where the same was asked for before, and where it begins again."""
    for name in ("before", "after"):
        for file in (f"{name}.txt", f"{name}.md", f"{name}/file"):
            write(file, "")
    write("look.py", PROGRAM)
    assert _taken(tmp_path) == [[], [], [], [], []]
    assert _taken(tmp_path, "after") == [
        [["after.txt", "read"], ["after.md", "looked for"], ["after", "listed"]],
        ["no_after"],
        ["no_after"],
        ["after"],
        ["takes random numbers (os.urandom)"],
    ]


def _taken(folder: Path, *arguments: str) -> list[list[object]]:
    command = [sys.executable, str(folder / "look.py"), *arguments]
    done = subprocess.run(command, capture_output=True, check=True, text=True, cwd=folder)
    taken: list[list[object]] = json.loads(done.stdout)
    return taken
