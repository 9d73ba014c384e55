"""What a module makes of flytex's own messages, or of what they are made with: it is blamed, the others are whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.engines

FLOW = """
import datetime, flyte
env = flyte.TaskEnvironment(
    name="{name}",
    image=flyte.Image.from_debian_base().with_pip_packages("a"),
    resources=flyte.Resources(cpu=1, memory="1Gi"),
    secrets="a", env_vars={{"A": "b"}}, cache="auto", description="d", pod_template="p",
)

def helper(y: int) -> int:
    return y

@env.task(triggers=flyte.Trigger("t", flyte.Cron("0 0 * * *"), inputs={{"x": 3}}), retries=3, timeout=60)
async def main(x: int = 1, s: str = "a") -> int:
    \"\"\"Add.\"\"\"
    return await other(helper(x))

@env.task
async def other(x: int) -> int:
    return x
"""
FORGE = """
from flytex_cli.load import protocol
real, count = protocol._to_json, 0

def forge(data):
    global count
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in list(items):
        count += 1
        if count == {place}:
            data[key] = {value}
        elif isinstance(value, (dict, list, tuple)):
            data[key] = value if isinstance(value, dict) else list(value)
            forge(data[key])

def to_json(data):
    forge(data)
    return real(data)

protocol._to_json = to_json
"""
VALUES = (
    "None", "-1", "10**30", "''", "'\\ud800\\x00'", "'../../../../evil'", "[]", "{}", "True", "1e999", "[value]",
    "{'a': value}", "'/dev/zero'", "'x' * 150",
)  # fmt: skip
PLACES = 260
"""More than there are values in what one module sends."""

COMMANDS = (
    ("serialize", "-f", "jsonl"),
    ("serialize", "-o", "out"),
    ("lint", "-f", "json"),
    ("inspect", "-f", "json"),
    ("graph", "-f", "html", "-o", "graph.html"),
    ("image", "-f", "json"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_value_that_a_module_forges_harms_another(flytex, write, tmp_path, command):
    """A value that cannot be there in every place of every message, the places shared out among the commands."""
    good = [write(f"src/{name}.py", FLOW.format(name=name)).stem for name in ("aa", "zz")]
    for place in range(1 + COMMANDS.index(command), PLACES, len(COMMANDS)):
        forge = FORGE.format(place=place, value=VALUES[place % len(VALUES)])
        Path(write(f"src/m{place}.py", "")).write_text(FLOW.format(name=f"m{place}") + forge)
    result = flytex(*command, "src", "--root-dir", "src", "--timeout", "60")
    assert result.code == 3, result.stderr[-2000:]
    whole = {
        "serialize": lambda: (
            result.out + " ".join(f"{file.parent.name}.{file.stem}" for file in tmp_path.glob("out/*/*"))
        ),
        "lint": lambda: " ".join(name for name in ("aa.main", "zz.main") if f"src/{name[:2]}.py" not in result.stderr),
        "inspect": lambda: result.out,
        "graph": lambda: (tmp_path / "graph.html").read_text(),
        "image": lambda: " ".join(
            f"{each['name']}.main" for image in json.loads(result.stdout)["images"] for each in image["environments"]
        ),
    }
    assert [name for name in good if f"{name}.main" not in whole[command[0]]()] == []
    assert not [line for line in result.stderr.splitlines() if line.startswith(("error: src/aa", "error: src/zz"))]


PATCHES = {
    "no message": "task_definition_pb2.TaskSpec.SerializeToString = lambda self, **kwargs: b'\\xff\\xff'\n",
    "another message": "task_definition_pb2.TaskSpec.SerializeToString = lambda self, **kwargs: b''\n",
    "nothing": "task_definition_pb2.TaskSpec.SerializeToString = lambda self, **kwargs: None\n",
    "text": "task_definition_pb2.TaskSpec.SerializeToString = lambda self, **kwargs: 'text'\n",
    "huge": "task_definition_pb2.TaskSpec.SerializeToString = lambda self, **kwargs: b'x' * (300 << 20)\n",
    "other classes": "for name in [name for name in vars(task_definition_pb2) if name[0].isupper()]:\n"
    "    setattr(task_definition_pb2, name, dict)\n",
    "deep": "from flytex_cli.load import protocol\n"
    "protocol._to_json = lambda data: '{\"phase\": ' + '[' * 200_000 + ']' * 200_000 + '}'\n",
    "without end": "from flytex_cli.load import protocol, worker\nfrom flytex_cli.records import Diagnostic, Severity\n"
    "send = worker.Worker._send\ndef more(self, event):\n    while True:\n"
    "        send(self, protocol.DiagnosticReported(Diagnostic(Severity.WARNING, 'x' * 10_000_000)))\n"
    "worker.Worker._send = more\n",
    "nothing sent": "from flytex_cli.load import worker\nworker.Worker._send = lambda self, event: None\n",
    "cut off": "from flytex_cli.load import framing\n"
    "framing.write = lambda fd, data: framing._os_write(fd, data[:-3])\n",
    "part of a message": "import os, struct\nfor fd in range(3, 64):\n    try:\n"
    "        os.write(fd, struct.pack('>BIII', 5, 0, 10**9, 0))\n    except OSError:\n        pass\n",
    "another file": "import os\nnull = os.open(os.devnull, os.O_RDWR)\nfor fd in range(3, 64):\n    try:\n"
    "        os.fstat(fd), os.dup2(null, fd)\n    except OSError:\n        pass\n",
    "closed": "import os\nos.closerange(0, 1000)\n",
    "json": "import json\njson.dumps = json.loads = json.JSONEncoder.encode = json.JSONEncoder.iterencode = None\n",
    "encoder": "import json.encoder\njson.encoder.c_make_encoder = None\n"
    "json.encoder.encode_basestring = lambda text: 'x'\n",
    "os": "import os\nfor name in ('write', 'read', 'close', 'dup2', 'open', 'getcwd', 'chdir', 'path'):\n"
    "    setattr(os, name, None)\n",
    "pathlib": "import pathlib\npathlib.Path = pathlib.PurePath = None\n",
    "builtins": "import builtins\nfor name in set(vars(builtins)) - {'delattr', '__import__'}:\n"
    "    delattr(builtins, name)\n",
    "isinstance": "import builtins\nbuiltins.isinstance = builtins.len = builtins.type = None\n",
    "modules": "import sys\nsys.modules.clear()\n",
    "trace": "import sys\ndef trace(*args):\n    raise SystemExit(0)\nsys.settrace(trace)\nsys.setprofile(trace)\n",
    "audit": "import sys\ndef hook(*args):\n    raise SystemExit(0)\nsys.addaudithook(hook)\n",
    "names": "type(main).name = property(lambda self: 1 / 0)\n",
    "names end it": "type(main).name = property(lambda self: exit(0))\n",
    "alarm": "import signal, time\nsignal.alarm(1)\ntime.sleep(600)\n",
    "exit": "import os\nos._exit(0)\n",
    "source without end": "import os\nos.mkfifo('pipe')\n"
    "main.func.__code__ = main.func.__code__.replace(co_filename=os.path.abspath('pipe'))\n",
    "no files": "import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))\n",
    "no time": "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass\n",
}


@pytest.mark.parametrize("command", [("serialize", "-f", "jsonl"), ("lint", "-f", "json")], ids=" ".join)
def test_a_patched_process_is_told_of_in_a_sentence_of_its_own(flytex, write, command):
    """One run with all of them: none harms a neighbour, and none is passed over."""
    names = dict.fromkeys(PATCHES)
    for number, name in enumerate(PATCHES):
        patch = "from flyteidl2.task import task_definition_pb2\n" + PATCHES[name]
        names[name] = f"m{number:02}"
        Path(write(f"src/m{number:02}.py", "")).write_text(FLOW.format(name=f"m{number:02}") + patch)
    for name in ("aa", "zz"):
        write(f"src/{name}.py", FLOW.format(name=name))
    result = flytex(*command, "src", "--root-dir", "src", "--timeout", "20", "--jobs", "8")
    assert result.code == 3, result.stderr[-2000:]
    said = result.out + result.stderr
    assert [name for name, file in names.items() if f"src/{file}.py" not in said] == []
    if command[0] == "serialize":
        tasks = [json.loads(line)["taskTemplate"]["id"]["name"] for line in result.out.splitlines()]
        assert {"aa.main", "aa.other", "zz.main", "zz.other"} <= set(tasks)
        assert "error: src/m09.py: the module wrote into flytex's own channel" in result.stderr
    else:
        alone = flytex(*command, "src/aa.py", "src/zz.py", "--root-dir", "src")
        assert findings(result.out) == findings(alone.out) != []


def findings(out: str) -> list[object]:
    """Those of the two neighbours."""
    return [finding for finding in json.loads(out)["findings"] if finding["file"] in ("src/aa.py", "src/zz.py")]


HARMLESS = {
    "no waiting": "import os\nfor fd in range(3, 64):\n    try:\n        os.set_blocking(fd, False)\n"
    "    except OSError:\n        pass\n"
    "big = flyte.TaskEnvironment(name='big', env_vars={'A': 'x' * 3_000_000})\n\n@big.task\ndef whole() -> int: ...\n",
    "child holds the pipes": "import os, time\nif os.fork() == 0:\n    time.sleep(600)\n",
    "daemon holds the pipes": "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n"
    "        time.sleep(600)\n    os._exit(0)\n",
    "streams": "import sys\nclass Odd:\n    def flush(self): raise SystemExit(0)\n    write = flush\n"
    "sys.stdout = sys.stderr = Odd()\n",
    "thread": "import threading, time\nthreading.Thread(target=time.sleep, args=(600,)).start()\n",
    "at exit": "import atexit, time\natexit.register(time.sleep, 600)\n",
    "struct": "import struct\nstruct.pack = struct.Struct = None\n",
    "exit": "from flytex_cli.load import server, worker\nserver._EXIT = worker._EXIT = lambda status: None\n",
    "signals": "import signal\nfor number in set(range(1, 32)) - {signal.SIGKILL, signal.SIGSTOP}:\n"
    "    signal.signal(number, signal.SIG_IGN)\n",
    "hook": "import sys\nsys.excepthook = sys.exc_info = None\n",
    "garbage collector": "import gc\ngc.set_threshold(1, 1, 1)\n",
    "recursion limit": "import sys\nsys.setrecursionlimit(100)\n",
}


def test_what_does_not_touch_the_result_leaves_it_whole(flytex, write):
    """All of them in one run: their tasks and the neighbour's."""
    for number, patch in enumerate(HARMLESS.values()):
        Path(write(f"src/m{number:02}.py", "")).write_text(FLOW.format(name=f"m{number:02}") + patch)
    write("src/aa.py", FLOW.format(name="aa"))
    result = flytex("serialize", "src", "--root-dir", "src", "-f", "jsonl", "--timeout", "60")
    tasks = [json.loads(line)["taskTemplate"]["id"]["name"] for line in result.out.splitlines()]
    expected = [
        f"{name}.{task}" for name in ("aa", *(f"m{n:02}" for n in range(len(HARMLESS)))) for task in ("main", "other")
    ]
    assert (sorted(tasks), result.code) == (sorted([*expected, "big.whole"]), 0), result.stderr
