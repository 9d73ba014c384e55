"""`flytex bundle` lists what the SDK ships: the same files, the same digest, the same archive.

Each tree is loaded by the SDK's own functions in a process of its own, as `flyte deploy FILE ENV` and as
`flyte deploy --recursive FOLDER` do, and bundled by them.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import flytex as library
from flytex_cli.api import _bundle
from flytex_cli.api._serialize import load
from flytex_cli.bundle.archive import write_archive
from flytex_cli.facts.sdk_packages import SDK_RELEASE
from tests.conformance.bundling import _content
from tests.conformance.deploying import installed_release, recorded, release_at_least
from tests.harness import REPOSITORY

pytestmark = pytest.mark.sdk

RUFF = REPOSITORY / ".venvs/dev/bin/ruff"
STYLES = ("loaded_modules", "all", "none")
ENV = "import flyte\n\nenv = flyte.TaskEnvironment('e'{})\n\n\n@env.task\ndef main() -> int:\n    {}\n    return 1\n"
FLOW = ENV.format("", "pass")
LINK, REPOSITORY_AROUND, TRACKED = "-> ", "# a repository", "# tracked\n"

Tree = dict[str, str]

TREES: dict[str, Tree] = {
    "one file": {"flow.py": FLOW},
    "a package": {
        "flow.py": "from pkg import helper\nimport pkg.sub.leaf\n" + FLOW,
        "pkg/__init__.py": "",
        "pkg/helper.py": "from .other import x\n",
        "pkg/other.py": "x = 1\n",
        "pkg/unused.py": "",
        "pkg/sub/__init__.py": "from .. import late\n",
        "pkg/sub/leaf.py": "",
        "pkg/late.py": "",
        "notes.txt": "n",
    },
    "no __init__": {"flow.py": "from ns import a\n" + FLOW, "ns/a.py": "import ns.b\n", "ns/b.py": "", "ns/c.py": ""},
    "imports in functions": {
        "flow.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import kinds\n"
        + ENV.format("", "from pkg import lazy, nothing\n    import importlib; importlib.import_module('named')"),
        "kinds.py": "class K:\n    def f(self):\n        import deeper, both, only_stub\n",
        "deeper.py": "def f():\n    import absent\n    x = lambda: 0\n",
        "pkg/__init__.py": "def f():\n    from . import lazy as other\n    from .. import outside\n    from ... import far\n",
        "pkg/lazy.py": "def f():\n    from .rel import x\n",
        "pkg/rel.py": "x = 1\n",
        "named.py": "",
        "outside.py": "",
        "both.py": "",
        "both.pyi": "",
        "only_stub.pyi": "",
    },
    "where ruff looks": {
        "flow.py": ENV.format("", "import src_one, twice, inner.m, ns.deep, reg.other, build.b, dist.d, loose"),
        "src/src_one.py": "def f():\n    import after_src\n",
        "src/after_src.py": "",
        "src/twice.py": "",
        "twice.py": "",
        "lib/inner/__init__.py": "",
        "lib/inner/m.py": "",
        "lib/loose.py": "",
        "ns/here.py": "",
        "lib/ns/deep.py": "",
        "reg/__init__.py": "",
        "lib/reg/other.py": "",
        "build/b.py": "def f():\n    import after_build\n",
        "after_build.py": "",
        "dist/d.py": "def f():\n    import after_dist\n",
        "after_dist.py": "",
    },
    "ruff and git": {
        ".git": REPOSITORY_AROUND,
        ".gitignore": "ignored.py\nhidden/\n",
        "flow.py": ENV.format("", "import ignored, hidden.h"),
        "ignored.py": "def f():\n    import after\n",
        "hidden/h.py": "def f():\n    import after\n",
        "after.py": "",
    },
    "includes": {
        "flow.py": ENV.format(", include=('data', 'conf/*.yaml', 'one.txt')", "pass"),
        "data/a.csv": "a",
        "data/sub/b.csv": "b",
        "data/sub/x.log": "left out",
        "data/__pycache__/m.pyc": "c",
        "data/build/kept": "only at the top is build left out",
        "data/.git/config": "",
        "conf/a.yaml": "",
        "conf/b.yaml": "",
        "conf/c.json": "",
        "one.txt": "1",
    },
    "includes of a module elsewhere": {
        "flow.py": "from team.env import env\n\n\n@env.task\ndef main() -> int:\n    return 1\n",
        "team/__init__.py": "",
        "team/env.py": "import flyte\nenv = flyte.TaskEnvironment('e', include=['prompts', '../flow.py', '../shared.txt'])\n",
        "team/prompts/a.md": "",
        "prompts/b.md": "",
        "shared.txt": "",
    },
    "environments that include different files": {
        "flow.py": "import flyte\na = flyte.TaskEnvironment('a', include=['a.txt'])\nb = flyte.TaskEnvironment('b', include=['b.txt'])\n"
        "c = flyte.TaskEnvironment('c', depends_on=[a])\n@a.task\ndef f() -> int:\n    return 1\n"
        "@b.task\ndef g() -> int:\n    return 1\n@c.task\ndef h() -> int:\n    return 1\n",
        "a.txt": "a",
        "b.txt": "b",
    },
    "an entry that matches nothing": {"flow.py": ENV.format(", include=['absent/*']", "pass")},
    "the standard patterns": {
        "flow.py": FLOW,
        **{
            path: path
            for path in (
                *("env/a.py.txt", "build/b", "dist/c", "venv/d", ".venv/e", "x/env/a", "x/build/b", "x/.venv/e"),
                *(".env", "x/.env", ".env.local", "a.log", "x/b.log", "c.pyc", "x/d.pyc", "e.egg", "f.whl", "x/f.whl"),
                *(".cache/g", "x/.cache/g", ".idea/h", "x/.idea/h", ".ruff_cache/i", "x/.mypy_cache/j", "k.egg-info/l"),
                *(
                    "x/__pycache__/m",
                    "__pycache__/n",
                    ".pytest_cache/o",
                    "x/.git/p",
                    "LOG",
                    "b.LOG",
                    "space here/ü [x].txt",
                ),
            )
        },
    },
    "git and .flyteignore": {
        ".git": REPOSITORY_AROUND,
        ".gitignore": "*.tmp\n/top\nsecret/\nnaïve.txt\n!kept.tmp\n",
        ".flyteignore": "# comment\n*.big\n/anchored\nmodels/\na/b.txt\n!keep.big\n**/deep/x\n[ab].?\nNoCase\nsub/../odd\n",
        "flow.py": FLOW,
        "x/.gitignore": "only-x\n",
        "x/.flyteignore": "!y.big\nz*\n",
        **{
            path: path
            for path in (
                *("a.tmp", "kept.tmp", "top", "x/top", "secret/s", "x/secret/t", "naïve.txt", "only-x", "x/only-x"),
                *("b.big", "keep.big", "x/y.big", "x/zz", "zz", "anchored", "x/anchored", "models/m", "x/models/m"),
                *(
                    "a/b.txt",
                    "x/a/b.txt",
                    "x/deep/x",
                    "deep/x",
                    "a.1",
                    "c.1",
                    "x/b.2",
                    "nocase",
                    "odd",
                    ".dockerignore",
                ),
            )
        },
        "tracked.tmp": TRACKED,
        "tracked.big": TRACKED,
        "models/tracked": TRACKED,
    },
    "below the top of a repository": {
        "../.git": REPOSITORY_AROUND,
        "../.gitignore": "*.tmp\n/in-root\n",
        "../.flyteignore": "*.big\nroot/only\n",
        "flow.py": FLOW,
        ".gitignore": "!b.tmp\n",
        **{path: path for path in ("a.tmp", "b.tmp", "in-root", "a.big", "only", "x/only")},
    },
    "links": {
        "../outside/secret.txt": "s",
        "flow.py": "import linked\n" + FLOW,
        "linked.py": LINK + "real/module.py",
        "real/module.py": "",
        "out.txt": LINK + "../outside/secret.txt",
        "out": LINK + "../outside",
        "loop": LINK + ".",
        "real/sub/deep.txt": "",
        "real/cache/c": "",
        ".git": REPOSITORY_AROUND,
        ".gitignore": "real/cache/\n",
        "nowhere": LINK + "absent",
        "self": LINK + "self",
        "twice": LINK + "real",
    },
    "an app that includes nothing": {
        "flow.py": "from flyte.app import AppEnvironment\nfrom helper import x\n"
        "app = AppEnvironment(name='app', image='python:3.12', args='x')\n"
        "import flyte\nenv = flyte.TaskEnvironment('e', depends_on=[app])\n@env.task\ndef main() -> int:\n    return x\n",
        "helper.py": "x = 1\n",
    },
}
OF_RUFF = ["where ruff looks", "ruff and git"]
"""SDK 2.0.0, which knows no ruff, also loads what git ignores."""
INCLUDING = [name for name in TREES if any("include=" in text for text in TREES[name].values())]


class Sdk:
    """The SDK in a process that forks."""

    def __init__(self, home: Path, ruff: Path | None) -> None:
        environ = os.environ | {"HOME": str(home), "FLYTE_DISABLE_SENTRY": "true", "PYTHONPATH": str(REPOSITORY)}
        self.ruff = ruff
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.conformance.bundling"], cwd=home, env=environ, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert self._process.stdout is not None
        self._process.stdout.readline()

    def bundles(self, root: Path, path: str, styles: list[tuple[str, bool]], work: Path) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        asked = [(style, str(self.ruff) if ruff else None) for style, ruff in styles]
        request = {"root": str(root), "path": path, "styles": asked, "work": str(work)}
        print(json.dumps(request), file=self._process.stdin, flush=True)
        answer = json.loads(self._process.stdout.readline())
        assert isinstance(answer, list), answer["failed"]
        return answer

    def close(self) -> None:
        with self._process:
            assert self._process.stdin is not None
            self._process.stdin.close()


@pytest.fixture(scope="module")
def sdk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sdk]:
    home = tmp_path_factory.mktemp("sdk-home")
    ruff = None
    if RUFF.exists():
        ruff = tmp_path_factory.mktemp("ruff")
        (ruff / "ruff").symlink_to(RUFF)
    process = Sdk(home, ruff)
    yield process
    process.close()


def write(tree: Tree, root: Path) -> None:
    """Write a tree; a repository knows the files that are tracked."""
    root.mkdir(parents=True)
    repositories = []
    for name, text in tree.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text == REPOSITORY_AROUND:
            subprocess.run(["git", "init", "-q", path.parent], check=True)
            repositories.append(path.parent)
        elif text.startswith(LINK):
            path.symlink_to(text.removeprefix(LINK))
        else:
            path.write_text(text)
    for repository in repositories:
        tracked = [str(root / name) for name, text in tree.items() if text == TRACKED]
        subprocess.run(["git", "-C", repository, "add", "-f", "--", *tracked], check=True)


def own(root: Path, path: str, style: str, ruff: bool) -> list[dict[str, Any]]:
    """What flytex says, in the form of `tests.conformance.bundling`."""
    modules = library.Modules(root / path, root_dir=root)
    result = library.bundle(library.BundleRequest(modules, library.CopyStyle(style), ruff))
    assert not result.serialized.failed, result.diagnostics
    return [described(bundle) for bundle in result.bundles]


def described(bundle: library.Bundle) -> dict[str, Any]:
    if bundle.failed or not bundle.files:
        return {"refused": str(bundle.problems)}
    archive = io.BytesIO()
    write_archive(bundle, archive, pytest.fail)
    archive.seek(0)
    with tarfile.open(fileobj=archive) as opened:
        members = {each.name: _content(opened, each) for each in opened}
    return {"digest": bundle.digest, "members": members}


def held(tree: Tree, sdk: Sdk, folder: Path, path: str) -> None:
    """Hold flytex to the SDK over one tree, in every style; its modules are loaded once."""
    root = folder / "root"
    write(tree, root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_bundle, "load", once(load))
        compare(root, sdk, folder, path)


def once(function: Callable[..., Any]) -> Callable[..., Any]:
    """Call a function the first time only, and return what it gave."""
    given: list[Any] = []

    def call(*arguments: Any) -> Any:
        if not given:
            given.append(function(*arguments))
        return given[0]

    return call


def compare(root: Path, sdk: Sdk, folder: Path, path: str) -> None:
    styles = [(style, False) for style in STYLES] + ([("loaded_modules", True)] if sdk.ruff is not None else [])
    expected = sdk.bundles(root, path, styles, folder / "work")
    for (style, ruff), theirs in zip(styles, expected, strict=True):
        ours = own(root, path, style, ruff)
        assert summary(ours) == summary(theirs), (style, ruff)


def summary(found: list[dict[str, Any]]) -> list[str]:
    """The bundles, each once: of one that is refused only that it is."""
    shown = ({"refused": True} if "refused" in each else each for each in found)
    return sorted({json.dumps(each, indent=1, sort_keys=True) for each in shown})


@pytest.mark.parametrize("form", ["flow.py", "."])
@pytest.mark.parametrize(
    "name", [name for name in TREES if release_at_least(2, 3, 9) or name not in INCLUDING + OF_RUFF]
)
def test_bundle_is_the_sdk_s(name: str, form: str, sdk: Sdk, tmp_path: Path) -> None:
    """A file, and a folder with all its modules."""
    held(TREES[name], sdk, tmp_path / "around", form)


NAMES = st.sampled_from(
    ["a", "b", "env", "build", "data", "x.log", "c.txt", ".env", "__pycache__", "ü", "m.pyc", "d e"]
)
# None of them leaves out a module: a search passes over what git ignores also where no git is asked.
PATTERNS = st.sampled_from(
    ["*.txt", "a", "/b", "b/", "!c.txt", "data/*", "**/a", "?.???", "[ab]", "!a/", "x*/**", "d e", "a/b"]
)


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Files, packages that import each other in any way, ignore files, includes, perhaps a repository."""
    modules = ["m0", "m1", "p.m2", "p.q.m3", "n.m4"]
    tree = {"p/__init__.py": "", "p/q/__init__.py": ""}
    for number, module in enumerate(modules):
        body = ""
        for target in draw(st.lists(st.sampled_from(modules[number + 1 :]), max_size=2)) if number < 4 else ():
            head, _, tail = target.rpartition(".")
            form = draw(st.sampled_from(["import", "from", "lazy", "relative"]))
            if form == "relative" and module.startswith("p.") and target.startswith("p."):
                body += f"from .{target.removeprefix('p.')} import __name__ as n{number}\n"
            elif form == "from" and head:
                body += f"from {head} import {tail}\n"
            else:
                body += f"def f{number}():\n    import {target}\n" if form == "lazy" else f"import {target}\n"
        tree[module.replace(".", "/") + ".py"] = body
    paths = draw(st.lists(st.lists(NAMES, min_size=1, max_size=3).map("/".join), max_size=8, unique=True))
    for path in paths:
        if not any(other.startswith(f"{path}/") or path.startswith(f"{other}/") for other in tree):
            tree[path] = draw(st.sampled_from(["", "text\n", TRACKED]))
    includes = [path for path in paths if path in tree and draw(st.booleans())][:2]
    imports = "".join(f"import {name}\n" for name in draw(st.lists(st.sampled_from(modules), max_size=3, unique=True)))
    tree["flow.py"] = imports + ENV.format(f", include={includes!r}" if release_at_least(2, 3, 9) else "", "import m1")
    for name in draw(st.sets(st.sampled_from([".gitignore", ".flyteignore", "p/.flyteignore", "p/.gitignore"]))):
        tree[name] = "\n".join(draw(st.lists(PATTERNS, min_size=1, max_size=4))) + "\n"
    return ({".git": REPOSITORY_AROUND} if draw(st.booleans()) else {}) | tree


@settings(max_examples=25 if installed_release() == SDK_RELEASE else 8)
@given(trees(), st.sampled_from(["flow.py", "."]))
def test_bundle_of_any_tree_is_the_sdk_s(
    sdk: Sdk, tmp_path_factory: pytest.TempPathFactory, tree: Tree, form: str
) -> None:
    """Trees that nobody thought of."""
    held(tree, sdk, tmp_path_factory.mktemp("any"), form)


DEPLOYED: Tree = {
    "flow.py": "from pkg import helper\n" + ENV.format("", "from pkg import lazy"),
    "pkg/__init__.py": "",
    "pkg/helper.py": "",
    "pkg/lazy.py": "",
    "data.csv": "a\n",
    "x.log": "left out",
    "build/b": "left out",
}


@pytest.mark.parametrize("style", ["loaded_modules", "all"])
@pytest.mark.parametrize("form", [("flow.py", "env"), ("--recursive", ".")])
def test_bundle_is_what_is_uploaded(form: tuple[str, str], style: str, tmp_path: Path) -> None:
    """The archive that `flyte deploy` uploads to a recorder has the files that flytex lists."""
    root = tmp_path / "root"
    write(DEPLOYED, root)
    server = recorded(root, *form, copy_style=style, PATH="/usr/bin:/bin")
    (uploaded,) = server.uploads
    with tarfile.open(fileobj=io.BytesIO(uploaded)) as archive:
        members = {each.name: _content(archive, each) for each in archive}
    (bundle,) = own(root, form[0] if form[0].endswith(".py") else ".", style, ruff=False)
    assert bundle["members"] == members
    assert len(members) == (5 if style == "all" else 4 if form[0] == "--recursive" else 3)
