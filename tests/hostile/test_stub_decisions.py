"""`--stub-imports`: what a stub's answer decides is reported, wherever it flows, and what it does not decide is written."""

from __future__ import annotations

import json
import re

import pytest

pytestmark = pytest.mark.engines

START = """
import functools, os
import flyte
import nopkg

def make(name, **settings):
    return flyte.TaskEnvironment(name, **settings)

free = flyte.TaskEnvironment("free")

@free.task
async def kept(x: int) -> int: ...
"""
END = """
@env.task
async def main(x: int) -> int: ...
"""

DECIDED = {
    "truth of a call": 'env = make("e", resources=flyte.Resources(gpu=1) if nopkg.cuda.is_available() else None)',
    "truth": 'env = make("e", env_vars={"D": "on" if nopkg.debug else "off"})',
    "not": 'env = make("e", interruptible=not nopkg.debug)',
    "or": 'env = make("e", description=None or (nopkg.debug and "d") or "x", queue="a" if nopkg.q or 0 else "b")',
    "version": 'env = make("e", env_vars={"V": nopkg.__version__})',
    "version from": 'from nopkg import __version__ as v\nenv = make("e", env_vars={"V": v})',
    "equality": 'env = make("e", queue="a" if nopkg.x == "2.4.0" else "b")',
    "inequality": 'env = make("e", queue="a" if nopkg.x() != 3 else "b")',
    "order": 'env = make("e", queue="a" if nopkg.version_info >= (2, 0) else "b")',
    "membership": 'env = make("e", queue="a" if "eu" in nopkg.regions else "b")',
    "member of": 'env = make("e", queue="a" if nopkg.region in ("eu", "us") else "b")',
    "key": 'env = make("e", queue={"eu": "a"}.get(nopkg.region, "b"))',
    "iteration": 'env = make("e", env_vars={name: "1" for name in nopkg.flags})',
    "loop": 'v = {}\nfor name in nopkg.flags():\n    v[name] = "1"\nenv = make("e", env_vars=v)',
    "star": 'env = make("e", env_vars=dict([*nopkg.pairs]))',
    "sorted": 'env = make("e", env_vars=dict.fromkeys(sorted(nopkg.names), "1"))',
    "length": 'n = len(nopkg.items())\nenv = make("e", resources=flyte.Resources(cpu=1 + n))',
    "int": 'env = make("e", resources=flyte.Resources(cpu=1 + int(nopkg.cores)))',
    "float": 'env = make("e", resources=flyte.Resources(cpu=1 + int(float(nopkg.cores()))))',
    "round": 'env = make("e", env_vars={"A": str(round(nopkg.size) + 1)})',
    "max": 'env = make("e", resources=flyte.Resources(cpu=2 if max(1, nopkg.n) == 1 else 4))',
    "is": 'env = make("e", queue="a" if nopkg.q is None else "b")',
    "is in a function": 'def pick(q):\n    return "a" if q is not None else "b"\nenv = make("e", queue=pick(nopkg.q))',
    "isinstance": 'env = make("e", queue="a" if isinstance(nopkg.q, str) else "b")',
    "isinstance of": 'env = make("e", queue="a" if isinstance(1, (nopkg.Q, str)) else "b")',
    "hasattr": 'env = make("e", queue="a" if hasattr(nopkg, "compile") else "b")',
    "callable": 'env = make("e", queue="a" if callable(nopkg.q) else "b")',
    "type": 'env = make("e", queue=type(nopkg.q).__name__.lower()[:3])',
    "text that is cut": 'env = make("e", queue=f"q-{nopkg.q}"[:2])',
    "text in capitals": 'env = make("e", env_vars={"A": f"{nopkg.q}".upper()})',
    "length of a text": 'env = make("e", resources=flyte.Resources(cpu=len(str(nopkg.q))))',
    "old format": 'env = make("e", env_vars={"A": ("%s" % nopkg.q)[1:4]})',
    "hash of a text": 'import hashlib\nenv = make("e", queue="q" + hashlib.sha256(repr(nopkg.q).encode()).hexdigest()[:8])',
    "match": 'match nopkg.kind:\n    case "a":\n        q = "a"\n    case _:\n        q = "b"\nenv = make("e", queue=q)',
    "if": 'q = "a"\nif nopkg.debug:\n    q = "b"\nenv = make("e", queue=q)',
    "while": 'q = "a"\nwhile nopkg.debug:\n    q = "b"\n    break\nenv = make("e", queue=q)',
    "branch makes it": 'if nopkg.debug:\n    env = make("e", queue="a")\nelse:\n    env = make("e", queue="b")',
    "flag": 'GPU = bool(nopkg.cuda())\nres = flyte.Resources(gpu=1) if GPU else None\nenv = make("e", resources=res)',
    "function": 'def gpu():\n    if nopkg.cuda():\n        return 1\n    return 2\nenv = make("e", resources=flyte.Resources(gpu=gpu()))',
    "early return": 'def size():\n    if not nopkg.big:\n        return "1Gi"\n    n = "2Gi"\n    return n\nenv = make("e", resources=flyte.Resources(memory=size()))',
    "two functions": 'def a():\n    return nopkg.x > 2\ndef b():\n    return "y" if a() else "n"\nenv = make("e", queue=b())',
    "cached function": '@functools.cache\ndef gpu():\n    return bool(nopkg.x)\nprint(gpu())\nenv = make("e", queue="a" if gpu() else "b")',
    "global of a function": 'Q = "a"\ndef setup():\n    global Q\n    if nopkg.x:\n        Q = "b"\nsetup()\nenv = make("e", queue=Q)',
    "argument": 'def fill(d):\n    if nopkg.x:\n        d["A"] = "1"\nv = {}\nfill(v)\nenv = make("e", env_vars=v)',
    "closure": 'def outer():\n    g = bool(nopkg.x)\n    def inner():\n        return "a" if g else "b"\n    return inner\nenv = make("e", queue=outer()())',
    "lambda": 'pick = lambda: "a" if nopkg.x else "b"\nenv = make("e", queue=pick())',
    "class": 'class S:\n    queue = "a" if nopkg.x else "b"\nenv = make("e", queue=S.queue)',
    "instance": 'class S:\n    def __init__(self):\n        self.queue = "a" if nopkg.x else "b"\ns = S()\nenv = make("e", queue=s.queue)',
    "settings": 'class S(nopkg.BaseSettings):\n    queue: str = "a"\ns = S()\nenv = make("e", queue=s.queue)',
    "settings with a value": 'class S(nopkg.BaseSettings):\n    queue: str = "a"\nenv = make("e", queue=S(queue="b").queue)',
    "property": 'class S:\n    @property\n    def queue(self):\n        return "a" if nopkg.x else "b"\nenv = make("e", queue=S().queue)',
    "method": 'v = {}\nif nopkg.x:\n    v.update(A="1")\nenv = make("e", env_vars=v)',
    "list": 'v = []\nv.append("a" if nopkg.x else "b")\nenv = make("e", queue=v[0])',
    "other name": 'v = {}\nw = v\nif nopkg.x:\n    w["A"] = "1"\nenv = make("e", env_vars=v)',
    "later change": 'env = make("e")\nif nopkg.x:\n    env.resources = flyte.Resources(cpu=7)',
    "environment variable": 'if nopkg.x:\n    os.environ["Q_OF_TEST"] = "a"\nenv = make("e", queue=os.environ.get("Q_OF_TEST", "b"))',
    "exception": 'try:\n    nopkg.device()\n    q = "a"\nexcept RuntimeError:\n    q = "b"\nenv = make("e", queue=q)',
    "raise": 'try:\n    if nopkg.x:\n        raise ValueError\n    q = "a"\nexcept ValueError:\n    q = "b"\nenv = make("e", queue=q)',
    "raise in a function": 'def need():\n    if nopkg.x:\n        raise ValueError\ntry:\n    need()\n    q = "a"\nexcept ValueError:\n    q = "b"\nenv = make("e", queue=q)',
    "list of environments": 'envs = [make("e", queue="a" if nopkg.x else "b")]\nenv = envs[0]',
    "kept in a function": 'def build(n, g):\n    return flyte.TaskEnvironment(n, queue="a" if g else "b")\nenv = build("e", bool(nopkg.x))',
    "handed to flyte": 'env = make("e", interruptible=nopkg.flag)',
    "handed to flyte, image": 'env = make("e", image=flyte.Image.from_debian_base(install_flyte=nopkg.x))',
    "thread": 'import threading\nq = ["b"]\ndef work():\n    if nopkg.x:\n        q[0] = "a"\nt = threading.Thread(target=work)\nt.start()\nt.join()\nenv = make("e", queue=q[0])',
    "getenv": 'if nopkg.x:\n    os.environ["Q_OF_TEST"] = "a"\nenv = make("e", queue=os.getenv("Q_OF_TEST", "b"))',
    "image": 'env = make("e", image=flyte.Image.from_debian_base().with_pip_packages(*nopkg.packages))',
    "import": 'if nopkg.x:\n    import json as m\nelse:\n    import csv as m\nenv = make("e", queue=m.__name__)',
    "walrus": 'if (n := bool(nopkg.x)):\n    pass\nenv = make("e", queue="a" if n else "b")',
    "with": 'with nopkg.open() as f:\n    q = "a" if f.ok else "b"\nenv = make("e", queue=q)',
    "tuple": 'a, b = ("a", 1) if nopkg.x else ("b", 2)\nenv = make("e", queue=a)',
    "break": 'q = "a"\nfor each in (1, 2):\n    if nopkg.x:\n        break\n    q = "b"\nenv = make("e", queue=q)',
    "partial": 'def pick(x):\n    return "a" if x else "b"\nenv = make("e", queue=functools.partial(pick, nopkg.x)())',
    "map": 'def pick(x):\n    return "a" if x else "b"\nenv = make("e", queue=list(map(pick, [nopkg.x]))[0])',
    "arithmetic": 'env = make("e", queue="a" if nopkg.x * 2 + 1 > 3 else "b")',
    "container": 'd = {"q": [nopkg.x]}\nenv = make("e", queue="a" if d["q"][0] else "b")',
}
TASKS = {
    "handed to flyte": "@free.task(report=nopkg.x)\nasync def main(x: int) -> int: ...",
    "default": "@free.task\nasync def main(x: int = 1 if nopkg.x else 2) -> int: ...",
    "number as default": "@free.task\nasync def main(x: float = float(nopkg.pi)) -> int: ...",
    "stub as default": "@free.task\nasync def main(x: float = nopkg.pi) -> int: ...",
    "annotation": "T = int if nopkg.x else str\n@free.task\nasync def main(x: T) -> int: ...",
    "retries": "@free.task(retries=3 if nopkg.x else 5)\nasync def main(x: int) -> int: ...",
    "made in a branch": "if nopkg.x:\n    @free.task\n    async def main(x: int) -> int: ...\nelse:\n    @free.task\n    async def main(x: str) -> int: ...",
    "dataclass": "import dataclasses\n@dataclasses.dataclass\nclass D:\n    a: int = 1 if nopkg.x else 2\n@free.task\nasync def main(x: D = D()) -> int: ...",
}


def serialized(flytex, write, modules):
    """Serialize modules in one run; return by case the names of the written tasks, and what was said."""
    cases = {f"m{index}": case for index, case in enumerate(modules)}
    for module, case in cases.items():
        text = modules[case].replace('"free"', f'"{module}free"').replace('"e"', f'"{module}e"')
        write(f"cases/{module}.py", text.replace('"o"', f'"{module}o"'))
    result = flytex("serialize", "cases", "--stub-imports", "-f", "json")
    written = [each["taskTemplate"]["id"]["name"] for each in json.loads(result.out)]
    tasks = {
        case: {name.removeprefix(module) for name in written if re.match(rf"{module}\D", name)}
        for module, case in cases.items()
    }
    said = {
        case: [line for line in result.stderr.splitlines() if f"/{module}.py:" in line and line.startswith("error")]
        for module, case in cases.items()
    }
    return tasks, said


def test_what_a_stub_decides_is_reported_and_nothing_else(flytex, write):
    """The task that depends on it is an error that names the package; the one that does not is written."""
    modules = {case: START + lines + END for case, lines in DECIDED.items()}
    modules |= {case: START + lines + "\n" for case, lines in TASKS.items()}
    tasks, said = serialized(flytex, write, modules)
    assert {case: names for case, names in tasks.items() if names != {"free.kept"}} == {}
    silent = {
        case: lines
        for case, lines in said.items()
        if len(lines) != 1 or "main: " not in lines[0] or "the stubbed package 'nopkg'" not in lines[0]
    }
    assert silent == {}


HARMLESS = {
    "a guard": 'if nopkg.__version__ < "2":\n    pass\nassert nopkg.__version__\nenv = make("e")',
    "a guard that raises": 'if nopkg.x == 1:\n    raise RuntimeError("too old")\nenv = make("e")',
    "the package changed": 'if nopkg.__version__ >= "2":\n    nopkg.backends.allow = True\nenv = make("e")',
    "a flag of task bodies": 'GPU = nopkg.cuda.is_available()\nDEVICE = "cuda" if GPU else "cpu"\n@free.task\nasync def uses(x: int) -> str:\n    return DEVICE\nenv = make("e")',
    "a function of task bodies": 'FAST = bool(nopkg.x)\ndef helper():\n    return 1 if FAST else 2\n@free.task\nasync def uses(x: int) -> int:\n    return helper()\nenv = make("e")',
    "print": 'print(f"nopkg {nopkg.__version__}", len(nopkg.items()))\nenv = make("e")',
    "logging": 'import logging\nlog = logging.getLogger("x")\nif nopkg.x:\n    log.info("%s", nopkg.y)\nlog.debug(f"{nopkg.z}")\nenv = make("e")',
    "setup": 'def setup():\n    if nopkg.cuda():\n        nopkg.seed(1)\n        print("seeded")\nsetup()\nenv = make("e")',
    "subclass": 'class Net(nopkg.nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.layer = nopkg.nn.Linear(1, 2)\n        self.q = "a"\nnet = Net()\nif net:\n    pass\nenv = make("e", queue=net.q)',
    "decorated": '@nopkg.jit\ndef fast(x):\n    return x\nregistry = {nopkg.A: 1, nopkg.B: 2}\nenv = make("e")',
    "annotation": 'def f(x: nopkg.A | None = None) -> nopkg.B | int: ...\nenv = make("e")',
    "found or not": 'try:\n    import nother\nexcept ImportError:\n    nother = None\nif nother is not None:\n    nother.setup()\nenv = make("e")',
    "download": 'try:\n    nopkg.find("punkt")\nexcept LookupError:\n    nopkg.download("punkt")\nenv = make("e")',
    "an environment beside it": 'other = make("o", queue="a" if nopkg.x else "b")\nenv = make("e", depends_on=[other])',
    "a name of a comprehension": 'names = [name for name in nopkg.names]\nenv = make("e", env_vars={name: "1" for name in ("A", "B")})',
    "a loop with an end": 'for each in nopkg.items():\n    break\nenv = make("e")',
    "another call": 'def pick(x):\n    return "a" if x else "b"\nother = pick(nopkg.x)\nenv = make("e", queue=pick(1))',
    "another environment of a helper": 'def build(n, g):\n    return flyte.TaskEnvironment(n, queue="a" if g else "b")\nother = build("o", nopkg.x)\nenv = build("e", True)',
}


def test_what_a_stub_does_not_decide_is_written(flytex, write):
    """A decision that reaches no spec is nobody's business."""
    tasks, said = serialized(flytex, write, {case: START + lines + END for case, lines in HARMLESS.items()})
    assert {case: lines for case, lines in said.items() if lines} == {}
    assert {case: names for case, names in tasks.items() if not {"free.kept", "e.main"} <= names} == {}


@pytest.mark.parametrize(
    "lines",
    [
        "import threading\nq = []\ndef work():\n    return q.append if nopkg.x else None\n"
        't = threading.Thread(target=work)\nt.start()\nt.join()\nenv = make("e")',
        'if nopkg.x:\n    globals()["env"] = make("e")\nelse:\n    env = make("e")',
        'exec("q = 1 if nopkg.x else 2")\nenv = make("e")',
        'setattr(free, "description", "a" if nopkg.x else "b")\nenv = make("e")',
    ],
)
def test_a_module_that_cannot_be_followed_is_reported_once(flytex, write, lines):
    """Code that binds names by other means: no task of the module is written."""
    write("decides.py", START + lines + END)
    result = flytex("serialize", "decides.py", "--stub-imports")
    assert (result.code, result.stdout) == (3, b"")
    assert result.stderr.count("error: ") == 1
    assert (
        "the module is decided by a value of the stubbed package 'nopkg', which cannot be followed further: nopkg.x"
        in result.stderr
    )
