"""Images have the URIs that `flyte deploy` gives them: files outside the module's folder, `.dockerignore`, registries."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.deploying import ENGINES, deploy, requests

pytestmark = pytest.mark.sdk

MODULE = """
from pathlib import Path

import flyte

TOP = Path(__file__).parent.parent


def image(name):
    return flyte.Image.from_debian_base(install_flyte=False, name=name, registry="registry.example.com/shop")


IMAGES = {
    "folder": lambda: image("a").with_source_folder(TOP / "src"),
    "uv": lambda: image("b").with_uv_project(TOP / "tools/app/pyproject.toml"),
    "uv-installed": lambda: image("b").with_uv_project(
        TOP / "tools/app/pyproject.toml", project_install_mode="install_project"
    ),
    "pixi": lambda: image("c").with_pixi_project(TOP / "tools/app/pixi.toml"),
    "poetry": lambda: image("d").with_poetry_project(TOP / "tools/app/pyproject.toml"),
    "requirements": lambda: image("e").with_requirements("tools/requirements.txt"),
}


def work() -> int:
    return 1


for name, make in IMAGES.items():
    try:
        env = flyte.TaskEnvironment(name, image=make())
    except AttributeError:  # a release that has no such layer
        continue
    globals()[name] = env
    globals()[f"task_{name}"] = env.task(work)
"""
FILES = {
    "jobs/__init__.py": "",
    "src/lib/code.py": "x = 1\n",
    "src/lib/debug.log": "line\n",
    "tools/requirements.txt": "numpy\n",
    "tools/app/pyproject.toml": '[project]\nname = "app"\nversion = "1"\n',
    "tools/app/uv.lock": "version = 1\n",
    "tools/app/poetry.lock": "# poetry\n",
    "tools/app/pixi.toml": "[workspace]\n",
    "tools/app/pixi.lock": "version: 6\n",
    "tools/app/app.py": "",
}
IGNORED = "src/lib/*.log\n**/*.lock\n!tools/app/uv.lock\n"


@pytest.mark.parametrize("ignored", [None, IGNORED], ids=["all files", "dockerignore at the root"])
def test_images_of_files_outside_the_modules_folder(flytex, tmp_path, ignored):
    """A `.dockerignore` in the root directory counts for every image without one of its own."""
    lay_out(tmp_path, FILES | {"jobs/module.py": MODULE} | ({".dockerignore": ignored} if ignored else {}))
    compare(flytex, tmp_path, "jobs/module.py")


def test_the_ignored_files_do_not_count(flytex, write):
    """The tag moves with a file that is copied, not with one that is left out."""
    for name, text in (FILES | {"jobs/module.py": MODULE, ".dockerignore": IGNORED}).items():
        write(name, text)

    def tag() -> str:
        result = flytex("serialize", "jobs/module.py", "--root-dir", ".", "--env", "folder", "--engine", "standin")
        return next(line for line in result.out.splitlines() if "image:" in line)

    first = tag()
    write("src/lib/debug.log", "another line\n")
    assert tag() == first
    write("src/lib/code.py", "x = 2\n")
    assert tag() != first


REGISTRIES = """
import flyte

layered = flyte.TaskEnvironment("layered", image=flyte.Image.from_debian_base().with_pip_packages("numpy"))
named = flyte.TaskEnvironment("named", image=flyte.Image.from_debian_base(name="mine"))
based = flyte.TaskEnvironment("based", image=flyte.Image.from_base("python:3.12").clone(name="base", extendable=True))
own = flyte.TaskEnvironment("own", image=flyte.Image.from_debian_base(name="mine", registry="registry.example.com"))
plain = flyte.TaskEnvironment("plain")


@layered.task
def one() -> int:
    return 1


@named.task
def two() -> int:
    return 1


@based.task
def three() -> int:
    return 1


@own.task
def four() -> int:
    return 1


@plain.task
def five() -> int:
    return 1
"""


@pytest.mark.parametrize("image", ["", "registry: ghcr.io/acme", "builder: local"])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_the_registry_of_an_image_that_names_none(flytex, tmp_path, host, image):
    """It is the configured one; that of a devbox where the endpoint is on localhost; else none."""
    config = f"admin:\n  endpoint: dns:///{host}:30080\n" + (f"image:\n  {image}\n" if image else "")
    lay_out(tmp_path, {"module.py": REGISTRIES, ".flyte/config.yaml": config})
    images = compare(flytex, tmp_path, "module.py", host=host)
    assert images["own.four"].startswith("registry.example.com/mine:")


def lay_out(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def compare(flytex, folder: Path, path: str, **options) -> dict[str, str]:
    """Hold the images of each engine against those sent; returns these by task."""
    sent, bundles = deploy(folder, "--root-dir", ".", "--all", path, **options)
    images = {each.task_id.name: each.spec.task_template.container.image for each in sent}
    assert len(images) >= 5
    for engine in ENGINES:
        ours = requests(flytex, folder, path, engine, "--root-dir", ".", bundles=bundles)
        assert {name: each.spec.task_template.container.image for name, each in ours.items()} == images, engine
    return images
