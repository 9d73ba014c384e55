"""User code is foreign: whatever a module does, the others are done, stdout stays clean and nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.engines

GOOD = """
    import flyte
    env = flyte.TaskEnvironment(name="{name}")

    @env.task
    async def main(x: int = 1) -> int:
        return x
"""

IMPORT_FAILS = {
    "raises": (
        "def deep():\n    raise ValueError('no good')\ndeep()\n",
        "bad.py:2: the module cannot be imported: ValueError: no good",
    ),
    "syntax": ("x = 1\ndef f(:\n", "bad.py:2: the module has a syntax error: invalid syntax: def f(:"),
    "lacks": (
        "import no_such_package.part\n",
        "bad.py:1: the module cannot be imported: no module named 'no_such_package'",
    ),
    "sys_exit": (
        "import sys\nsys.exit(4)\n",
        "bad.py:2: the module ends the program while it is imported: sys.exit(4)",
    ),
    "base_exception": (
        "class Odd(BaseException): ...\nraise Odd('hm')\n",
        "bad.py:2: the module raises Odd: hm while it is imported, which is not an Exception",
    ),
    "os_exit": (
        "import os\nos._exit(0)\n",
        "bad.py: the module ended its process while it was imported with status 0 (os._exit)",
    ),
    "segfault": (
        "import ctypes\ndef crash():\n    ctypes.string_at(0)\ncrash()\n",
        "bad.py:3: the module's process was killed by SIGSEGV while it was imported",
    ),
    "closes_everything": (
        "import os\nos.closerange(3, 256)\nraise SystemExit(1)\n",
        "bad.py: flytex could not go on with the module while it was imported",
    ),
    "recursion": ("def f():\n    f()\nf()\n", "bad.py:2: the module cannot be imported: RecursionError"),
}


@pytest.mark.parametrize("case", IMPORT_FAILS)
def test_a_module_that_cannot_be_imported_is_said_and_the_others_are_done(flytex, write, case):
    """The message names file, line and reason; the good module's spec is there; exit 3."""
    source, expected = IMPORT_FAILS[case]
    write("bad.py", "")
    Path(write("bad.py", "")).write_text(source)
    write("good.py", GOOD.format(name="good"))
    result = flytex("serialize", "bad.py", "good.py")
    assert result.code == 3
    assert f"error: {expected}" in result.stderr
    assert "name: good.main" in result.out
    assert result.out.count("taskTemplate:") == 1


def test_a_user_traceback_is_cut_to_the_users_frames(flytex, write):
    """Only the user's frames are shown; --verbose shows the rest."""
    write("bad.py", "import json\njson.loads('{')\n")
    short, full = flytex("serialize", "bad.py"), flytex("serialize", "bad.py", "--verbose")
    assert 'bad.py", line 2, in <module>' in short.stderr
    assert "json/decoder.py" not in short.stderr
    assert "json/decoder.py" in full.stderr


def test_a_module_that_loops_for_ever_is_stopped_with_all_it_started(flytex, write, tmp_path):
    """After --timeout neither the module nor the process it started is left."""
    write(
        "bad.py",
        """
        import os, subprocess, sys, time
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        daemon = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
        open("pids", "w").write(f"{os.getpid()} {child.pid} {daemon.pid}")
        while True:
            time.sleep(1)
        """,
    )
    write("good.py", GOOD.format(name="good"))
    result = flytex("serialize", "bad.py", "good.py", "--timeout", "2")
    assert result.code == 3
    assert "bad.py: the module took too long while it was imported and was stopped" in result.stderr
    assert "name: good.main" in result.out
    assert [pid for pid in (tmp_path / "pids").read_text().split() if is_running(int(pid))] == []


def test_nothing_a_module_prints_reaches_stdout(flytex, write):
    """print, os.write, a child process, logging and a C-level write all go to stderr, behind the module's name."""
    write(
        "noisy.py",
        """
        import atexit, ctypes, logging, os, subprocess, sys, threading, time
        print("by print")
        os.write(1, b"by os.write\\n")
        subprocess.run([sys.executable, "-c", "print('by a child')"])
        logging.basicConfig(level="INFO", stream=sys.stdout)
        logging.info("by logging")
        ctypes.CDLL(None).puts(b"by C")
        ctypes.CDLL(None).fflush(None)
        threading.Thread(target=lambda: time.sleep(600)).start()
        atexit.register(lambda: time.sleep(600))
        os.chdir("/")
        sys.path.clear()
        """
        + GOOD.format(name="noisy").replace("\n    ", "\n" + " " * 8),
    )
    result = flytex("serialize", "noisy.py")
    assert result.code == 0
    assert result.out.startswith("# noisy.main\n")
    assert "by " not in result.out
    for text in ("by print", "by os.write", "by a child", "INFO:root:by logging", "by C"):
        assert f"noisy.py | {text}" in result.stderr


def test_escape_sequences_of_a_module_do_not_reach_the_terminal(flytex, write):
    """What a module prints, and the text of its exceptions, is escaped."""
    write("evil.py", "print('\\x1b[2Jgone')\nraise ValueError('\\x1b]0;title\\x07 \\u202e reversed')\n")
    result = flytex("serialize", "evil.py")
    assert "\x1b" not in result.stderr
    assert "\\x1b[2Jgone" in result.stderr
    assert "\\x1b]0;title\\x07 \\u202e reversed" in result.stderr


def test_standard_input_is_closed_to_modules(flytex, write):
    """A module that reads stdin finds its end, and takes nothing from flytex's own."""
    write("reads.py", "import sys\nprint(repr(sys.stdin.read()))\n" + "import os\nprint(os.read(0, 10))\n")
    result = flytex("serialize", "reads.py", stdin=b"secret")
    assert "reads.py | ''" in result.stderr
    assert "reads.py | b''" in result.stderr


CONNECTS = {
    "python": "import socket\nsocket.create_connection(('127.0.0.1', {port}))\n",
    "lookup": "import urllib.request\nurllib.request.urlopen('http://example.invalid')\n",
    "child": "import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'import socket; "
    'socket.create_connection(("127.0.0.1", {port}))\'], check=True)\n',
}


@pytest.mark.parametrize("how", CONNECTS)
def test_connections_are_refused(flytex, write, listener, how):
    """In Python, and on Linux in child processes and native code too; the listener hears nothing."""
    if how == "child" and sys.platform != "linux":
        pytest.skip("only Linux can refuse connections of child processes")
    Path(write("net.py", "")).write_text(CONNECTS[how].format(port=listener.port))
    result = flytex("serialize", "net.py")
    assert result.code == 3
    assert listener.connections == 0
    assert "net.py:2: the module" in result.stderr


def test_allow_network_lifts_the_refusal(flytex, write, listener):
    """--allow-network lets the same connection through."""
    Path(write("net.py", "")).write_text(CONNECTS["python"].format(port=listener.port))
    assert "connection" not in flytex("serialize", "net.py", "--allow-network").stderr
    assert listener.connections == 1


@pytest.mark.parametrize("config", [None, "admin:\n  endpoint: dns:///flyte.example.com\ntask:\n  project: p\n", "]["])
@pytest.mark.parametrize(
    "call",
    [
        "flyte.init_from_config()",
        "flyte.init(endpoint='dns:///flyte.example.com')",
        "flyte.init_from_config('missing.yaml')",
    ],
)
def test_init_is_harmless(flytex, write, config, call):
    """With and without a configuration file, even a broken one, a module that initializes still serializes."""
    if config is not None:
        write(".flyte/config.yaml", config)
    write("starts.py", GOOD.format(name="starts") + f"\n    {call}\n")
    result = flytex("serialize", "starts.py", *(["--config", os.devnull] if config == "][" else []))
    assert (result.code, result.out.count("taskTemplate:")) == (0, 1), result.stderr


@pytest.mark.parametrize(
    "call", ["flyte.run(main, x=2)", "flyte.deploy(env)", "flyte.with_runcontext(mode='local').run(main)"]
)
def test_run_at_module_level_is_reported_and_not_made(flytex, write, call):
    """The call does nothing, is reported with its line, and what follows it still runs."""
    write("runs.py", GOOD.format(name="runs") + f"\n    run = {call}\n    print(run.url, run.wait())\n")
    result = flytex("serialize", "runs.py")
    name = call.partition("(")[0]
    assert (result.code, result.out.count("taskTemplate:")) == (0, 1), result.stderr
    assert f"warning: runs.py:8: {name}(...) is called while the module is imported" in result.stderr


def test_a_module_without_tasks_is_said_when_named_and_not_when_found(flytex, write):
    """Naming it is exit 3 with a message; a folder with other tasks stays silent; an empty folder says so."""
    write("src/plain.py", "x = 1\n")
    assert (named := flytex("serialize", "src/plain.py")).code == 3
    assert "error: src/plain.py: the module defines no task" in named.stderr
    assert (empty := flytex("serialize", "src")).code == 3
    assert "error: no task was found in src" in empty.stderr
    write("src/good.py", GOOD.format(name="good"))
    assert ((found := flytex("serialize", "src")).code, found.stderr) == (0, "")


def test_memory_of_a_module_is_bounded(flytex, write):
    """--max-memory stops a module that takes more; the next one is done."""
    write("big.py", "data = bytearray(3 * 1024**3)\n")
    write("good.py", GOOD.format(name="good"))
    result = flytex("serialize", "big.py", "good.py", "--max-memory", "2Gi")
    assert result.code == 3
    assert "big.py:1: the module ran out of memory while it was imported" in result.stderr
    assert "name: good.main" in result.out


def test_a_forged_message_is_not_believed(flytex, write):
    """Bytes written to every open descriptor end in an error for that module, not in flytex's output."""
    write(
        "forger.py",
        """
        import os
        for fd in range(3, 64):
            try:
                os.write(fd, b"\\xff" * 64)
            except OSError:
                pass
        """,
    )
    result = flytex("serialize", "forger.py")
    assert result.code == 3
    assert "forger.py: the module wrote into flytex's own channel" in result.stderr
    assert result.stdout == b""


def test_control_c_leaves_no_child_and_no_file(write, tmp_path):
    """An interrupt ends with 130; neither processes nor half-written files remain."""
    write("slow.py", "import os, time\nopen('pid', 'w').write(str(os.getpid()))\ntime.sleep(600)\n")
    command = [sys.executable, "-m", "flytex_cli", "serialize", "slow.py", "-o", "out"]
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a suite in the background ignores it, and so
    try:  # would what it starts
        process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, start_new_session=True)
    finally:
        signal.signal(signal.SIGINT, before)
    wait_for(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text())
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(30) == 130
    assert process.stderr is not None
    assert process.stderr.read().decode().strip() == "interrupted"
    wait_for(lambda: not is_running(int((tmp_path / "pid").read_text())))
    assert not (tmp_path / "out").exists()


def test_a_killed_flytex_takes_its_children_along(write, tmp_path):
    """Even SIGKILL leaves no module running: the warm process notices."""
    write("slow.py", "import os, time\nopen('pid', 'w').write(str(os.getpid()))\ntime.sleep(600)\n")
    command = [sys.executable, "-m", "flytex_cli", "serialize", "slow.py"]
    process = subprocess.Popen(command, cwd=tmp_path)
    wait_for(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text())
    process.kill()
    process.wait()
    wait_for(lambda: not is_running(int((tmp_path / "pid").read_text())))


def test_spawn_gives_what_fork_gives(write, tmp_path):
    """Where forking is unsafe an interpreter is started for each module, with the same result."""
    from flytex_cli.load.protocol import LoadRequest
    from flytex_cli.load.runner import load
    from tests.harness import modules_at

    path = write("good.py", "print('hi')\n" + GOOD.format(name="good").replace("\n    ", "\n"))
    bad = write("bad.py", "import os\nos._exit(3)\n")
    targets = modules_at([path, bad], root_dir=tmp_path)
    fork, spawn = (load(targets, LoadRequest(start_method=method)) for method in ("fork", "spawn"))
    for one, other in zip(fork.reports, spawn.reports, strict=True):
        assert (one.records, one.environments, one.diagnostics, one.output) == (
            other.records,
            other.environments,
            other.diagnostics,
            other.output,
        )
    assert fork.engine == spawn.engine


def is_running(pid: int) -> bool:
    """Whether a process exists and is not a zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for(condition, seconds: float = 20) -> None:
    """Wait until something is so; fail when it does not come."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)
