"""A file is written as `flyte deploy FILE ENV` sends it, a folder as `flyte deploy --recursive FOLDER` does.

The two forms import modules under different names and with other folders on the import path; classes in an interface and
the container's import path follow from that. Each layout is deployed for real, to a recorder on loopback.
"""

from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path

import pytest

from tests.conformance.deploying import ENGINES, DeployError, deploy, release_at_least, requests, shown

pytestmark = pytest.mark.sdk

MODULE = """
from dataclasses import dataclass

import flyte
{imports}

@dataclass
class Config:
    rate: float = 0.1


class Model:
    pass


env = flyte.TaskEnvironment("{name}")


@env.task
async def main(config: Config, model: Model) -> int:
    return 1
"""
LAYOUTS: dict[str, dict[str, str | None]] = {
    "flat": {"top.py": ""},
    "folder without __init__": {"flows/sub/plain.py": ""},
    "package": {"pkg/__init__.py": None, "pkg/inner/__init__.py": None, "pkg/inner/mod.py": ""},
    "two in a folder": {"flows/a.py": "", "flows/sub/b.py": ""},
    "src": {
        "src/shop/__init__.py": None,
        "src/shop/num.py": "# no tasks",
        "src/shop/daily.py": "from shop.num import *  # noqa: F403",
    },
    "links": {"real/mod.py": "", "link": "-> real", "alias.py": "-> real/mod.py"},
}
CASES = [
    ("flat", ["top.py", "env"], {}),
    ("flat", ["--recursive", "."], {}),
    ("flat", ["--all", "top.py"], {}),
    ("folder without __init__", ["flows/sub/plain.py", "env"], {}),
    ("folder without __init__", ["--recursive", "flows"], {}),
    ("package", ["pkg/inner/mod.py", "env"], {}),
    ("package", ["--recursive", "pkg"], {}),
    ("links", ["link/mod.py", "env"], {}),
    ("links", ["alias.py", "env"], {}),
    ("links", ["--recursive", "link"], {}),
    ("links", ["--recursive", "."], {}),
    ("src", ["src/shop/daily.py", "env"], {"PYTHONPATH": "src"}),
    ("src", ["--recursive", "src"], {"PYTHONPATH": "src"}),
    ("src", ["--root-dir", "src", "src/shop/daily.py", "env"], {}),
    ("src", ["--root-dir", "src", "--recursive", "src"], {}),
]


def lay_out(folder: Path, layout: str) -> None:
    for name, imports in LAYOUTS[layout].items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if imports is not None and imports.startswith("-> "):
            file.symlink_to(imports[3:])
            continue
        has_task = imports is not None and not imports.startswith("#")
        file.write_text(MODULE.format(imports=imports, name=file.stem) if has_task else "")


@pytest.mark.parametrize(
    ("layout", "arguments", "environ"), CASES, ids=[f"{case[0]}: {' '.join(case[1])} {case[2] or ''}" for case in CASES]
)
def test_each_form_is_what_flyte_deploy_sends(flytex, tmp_path, layout, arguments, environ):
    """With both engines; `--all FILE` is the folder form of a single file, so flytex is given its folder."""
    lay_out(tmp_path, layout)
    sent, bundles = deploy(tmp_path, *arguments, **environ)
    assert sent, "flyte deploy sent nothing"
    root = ["--root-dir", "src"] if "--root-dir" in arguments else []
    path = next(each for each in arguments if ((tmp_path / each).exists() and each != "src") or each == arguments[-1])
    if arguments[0] == "--all":
        path = str(Path(path).parent)
    for engine in ENGINES:
        ours = requests(
            flytex, tmp_path, path if path != "env" else arguments[-2], engine, *root, bundles=bundles, **environ
        )
        assert {request.task_id.name for request in sent} == set(ours)
        for request in sent:
            name = request.task_id.name
            assert shown(ours[name]) == shown(request), (engine, name)
            assert ours[name] == request, (engine, name)


def test_images_of_other_modules_are_the_one_difference(flytex, tmp_path):
    """SDK 2.12.1 gives each task of a recursive deployment the images of all its environments, so that a task can call one
    of another module that it does not depend on. flytex loads modules apart and gives those of the module's own.
    """
    lay_out(tmp_path, "two in a folder")
    sent, bundles = deploy(tmp_path, "--recursive", "flows")
    assert len(sent) == 2
    for engine in ENGINES:
        ours = requests(flytex, tmp_path, "flows", engine, bundles=bundles)
        for each in sent:
            request = type(each).FromString(each.SerializeToString())
            theirs, own = take_images(request), take_images(ours[request.task_id.name])
            assert own.items() <= theirs.items()
            assert ours[request.task_id.name] == request, engine


def take_images(request) -> dict[str, str]:
    """The images in a task's arguments, which are emptied."""
    arguments = request.spec.task_template.container.args
    place = list(arguments).index("--image-cache") + 1
    images = json.loads(gzip.decompress(base64.b64decode(arguments[place])))["image_lookup"]
    arguments[place] = ""
    return images


def test_an_editable_install_counts_as_the_users_own_path(flytex, tmp_path):
    """Its `.pth` file puts `src` on the path before anything runs: the container is told of it."""
    lay_out(tmp_path, "src")
    site = tmp_path.parent / f"{tmp_path.name}-site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(f"import sys\nsys.path.append({str(tmp_path / 'src')!r})\n")
    sent, bundles = deploy(tmp_path, "src/shop/daily.py", "env", PYTHONPATH=str(site))
    values = [entry.value for entry in sent[0].spec.task_template.container.env if entry.key == "_F_SYS_PATH"]
    told_since_2_6 = ["./src:./.:./src/shop:./."]
    assert values == (told_since_2_6 if release_at_least(2, 6) else [])
    for engine in ENGINES:
        ours = requests(flytex, tmp_path, "src/shop/daily.py", engine, bundles=bundles, PYTHONPATH=str(site))
        assert [ours[request.task_id.name] for request in sent] == sent, engine


def test_what_deploy_does_not_find_is_said(flytex, tmp_path):
    """flytex looks into `src` by itself; `flyte deploy` from the same place refuses the file."""
    lay_out(tmp_path, "src")
    with pytest.raises(DeployError, match="No module named 'shop'"):
        deploy(tmp_path, "src/shop/daily.py", "env")
    for engine in ENGINES:
        for path, form in (("src/shop/daily.py", "flyte deploy"), ("src", "flyte deploy --recursive")):
            result = flytex("serialize", path, "--engine", engine, "-q")
            assert result.code == 0
            assert result.stderr == (
                f"warning: src/shop/daily.py: 'shop' is found in src by flytex alone: `{form}` does not look there\n"
                "  hint: use --root-dir src, put it on PYTHONPATH, or install the package\n"
            )


def test_a_file_with_relative_imports_has_one_form(flytex, tmp_path, write):
    """`flyte deploy FILE` refuses it, `--recursive` loads it; flytex writes the latter and says so."""
    write("pkg/__init__.py", "")
    write("pkg/mod.py", MODULE.format(imports="from . import other", name="mod"))
    write("pkg/other.py", "")
    with pytest.raises(DeployError, match="relative import"):
        deploy(tmp_path, "pkg/mod.py", "env")
    sent, bundles = deploy(tmp_path, "--recursive", "pkg")
    for engine in ENGINES:
        ours = requests(flytex, tmp_path, "pkg/mod.py", engine, bundles=bundles)
        assert [ours[request.task_id.name] for request in sent] == sent, engine
        assert "refuses" in flytex("serialize", "pkg/mod.py", "--engine", engine).stderr
