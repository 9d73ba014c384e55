"""Images of every kind of layer, and the files that they need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

SCRIPT = """# /// script
# requires-python = ">=3.12"
# dependencies = ["httpx>=0.27", "flyte"]
# ///
"""
SCRIPT_OF_PROJECT = """# /// script
# dependencies = ["httpx[http2] >= 0.27", "app @ file://app", "file://bare"]
# ///
"""
FILES = {
    "requirements.txt": "numpy\n",
    "uv.py": SCRIPT,
    "projects.py": SCRIPT_OF_PROJECT.replace("app @ file://app", "file://app"),
    "pixi.py": SCRIPT,
    "locked.py": SCRIPT,
    "locked.py.pixi.lock": "version: 6\n",
    "app/pyproject.toml": "[project]\nname = 'app'\nversion = '1'\n",
    "app/uv.lock": "version = 1\n",
    "app/poetry.lock": "# poetry\n",
    "app/pixi.toml": "[workspace]\n",
    "app/pixi.lock": "version: 6\n",
    "app/src/app/__init__.py": "",
    "app/src/app/main.py": "print('hi')\n",
    "app/src/app/main.pyc": "x",
    "app/src/data/table.csv": "a,b\n",
    "app/.env": "TOKEN=1\n",
    "app/.docker/config.json": "{}",
    "bare/pyproject.toml": "[tool.pixi.workspace]\n",
    "keys/id_rsa": "key\n",
    "ignore/.dockerignore": "# comment\n*.csv\n**/data\n*.lock\n*.toml\n.docker\n!src/app/main.py\n",
    "wheels/flyte-2.0-py3-none-any.whl": "wheel",
    "wheels/sub/other.whl": "other wheel",
}
Recipe = Callable[[Any, Any], Any]


def write(folder: Path) -> None:
    """Write the files, and what is no file."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (folder / "app" / "link.csv").symlink_to("src/data/table.csv")
    (folder / "app" / "linked").symlink_to("src")
    (folder / "app" / "dangling").symlink_to("nowhere")


def base(flyte: Any) -> Any:
    """Return the image that most begin with."""
    return flyte.Image.from_debian_base(python_version=(3, 12), name="x")


def of_python(flyte: Any, minor: int) -> Any:
    """Return an image with another Python."""
    return flyte.Image.from_debian_base(python_version=(3, minor), name="x").with_pip_packages("a")


def wheels(flyte: Any) -> Any:
    """Return an image with wheels, which only a checkout of the SDK has by a method of its own."""
    layers = __import__(f"{flyte.__name__}._image", fromlist=["PythonWheels"])
    layer = layers.PythonWheels(wheel_dir=Path("wheels"), package_name="flyte", pre=True)
    return base(flyte).clone(addl_layer=layer)


def bundle(flyte: Any, here: Path) -> Any:
    """Return an image with all of the user's code, as `--copy-style none` has it."""
    layers = __import__(f"{flyte.__name__}._image", fromlist=["resolve_code_bundle_layer"])
    return layers.resolve_code_bundle_layer(base(flyte).with_code_bundle("all", "/code"), "none", here / "app")


RECIPES: dict[str, Recipe] = {
    "named": lambda f, here: base(f).clone(name="y", registry="r.io/me"),
    "python 3.10": lambda f, here: of_python(f, 10),
    "python 3.11": lambda f, here: of_python(f, 11),
    "python 3.13": lambda f, here: of_python(f, 13),
    "without flyte": lambda f, here: f.Image.from_debian_base(install_flyte=False),
    "without flyte, and packages": lambda f, here: f.Image.from_debian_base(
        install_flyte=False, name="x"
    ).with_pip_packages("a"),
    "a base": lambda f, here: (
        f.Image.from_base("python:3.12").clone(name="x", registry="r", extendable=True).with_workdir("/w")
    ),
    "a base, and a python": lambda f, here: (
        f.Image.from_base("python:3.12")
        .clone(name="x", python_version=(3, 13), platform=("linux/arm64",), extendable=True)
        .with_commands(["ls"])
    ),
    "a reference": lambda f, here: (
        f.Image.from_ref_name("mine").clone(base_image="r/x:1", extendable=True).with_pip_packages("a")
    ),
    "pip": lambda f, here: base(f).with_pip_packages("a", "b==1", "c[x]>=2,<3", "d; python_version < '3.9'"),
    "pip, all options": lambda f, here: base(f).with_pip_packages(
        "a",
        index_url="https://i",
        extra_index_urls=["https://j", "https://k"],
        pre=True,
        extra_args="--no-deps",
        secret_mounts=[f.Secret(key="K", group="g"), "l-m", f.Secret(key="p", mount=Path("/etc/flyte/secrets"))],
    ),
    "pip, nothing": lambda f, here: base(f).with_pip_packages(),
    "apt": lambda f, here: base(f).with_apt_packages("git", "curl", secret_mounts="S"),
    "commands": lambda f, here: base(f).with_commands(["ls && pwd", "echo '$X'"], secret_mounts=["S", "T"]),
    "commands without secrets": lambda f, here: base(f).with_commands(["ls"]),
    "variables": lambda f, here: base(f).with_env_vars({"A": "1", "B": "two words"}),
    "folder to work in": lambda f, here: base(f).with_workdir("/w"),
    "requirements": lambda f, here: base(f).with_requirements("requirements.txt", pre=True, secret_mounts="S"),
    "requirements elsewhere": lambda f, here: base(f).with_requirements(here / "requirements.txt"),
    "requirements above": lambda f, here: base(f).with_requirements(Path("app/../requirements.txt")),
    "folder": lambda f, here: base(f).with_source_folder(Path("app")),
    "folder, its contents": lambda f, here: base(f).with_source_folder(Path("app"), copy_contents_only=True),
    "folder elsewhere": lambda f, here: base(f).with_source_folder(here / "app", dst="/x"),
    "the folder itself": lambda f, here: base(f).with_source_folder(Path()),
    "file": lambda f, here: base(f).with_source_file(Path("uv.py"), dst="/x"),
    "files": lambda f, here: base(f).with_source_file([Path("uv.py"), here / "pixi.py"]),
    "ignored": lambda f, here: (
        base(f).with_dockerignore(Path("ignore/.dockerignore")).with_source_folder(Path("app"), dst="/x")
    ),
    "ignored, last": lambda f, here: (
        base(f).with_source_folder(here / "app").with_dockerignore(here / "ignore/.dockerignore")
    ),
    "uv project": lambda f, here: base(f).with_uv_project("app/pyproject.toml", pre=True, secret_mounts="S"),
    "uv project, own words": lambda f, here: base(f).with_uv_project(
        here / "app/pyproject.toml", extra_args="--no-install-project --group x", index_url="https://i"
    ),
    "uv project without lock": lambda f, here: base(f).with_uv_project("bare/pyproject.toml"),
    "uv project as a whole": lambda f, here: base(f).with_uv_project(
        "app/pyproject.toml", project_install_mode="install_project", extra_args="--all-extras"
    ),
    "uv project as a whole, ignored": lambda f, here: (
        base(f)
        .with_dockerignore(Path("ignore/.dockerignore"))
        .with_uv_project(here / "app/pyproject.toml", project_install_mode="install_project")
    ),
    "uv script": lambda f, here: f.Image.from_uv_script(
        "uv.py", name="u", registry="r", python_version=(3, 12), index_url="https://i", secret_mounts="S"
    ),
    "uv script of projects": lambda f, here: f.Image.from_uv_script(
        here / "projects.py", name="u", python_version=(3, 12), extra_args="-v"
    ),
    "poetry": lambda f, here: base(f).with_poetry_project("app/pyproject.toml", secret_mounts="S"),
    "poetry, own words": lambda f, here: base(f).with_poetry_project(
        here / "app/pyproject.toml", extra_args="--no-root --only main"
    ),
    "poetry as a whole": lambda f, here: (
        base(f)
        .with_dockerignore(Path("ignore/.dockerignore"))
        .with_poetry_project("app/pyproject.toml", project_install_mode="install_project")
    ),
    "pixi": lambda f, here: base(f).with_pixi_project("app", secret_mounts=["S"]),
    "pixi by file": lambda f, here: base(f).with_pixi_project(
        Path("app/pixi.toml"), environment="gpu", extra_args="--frozen"
    ),
    "pixi without lock": lambda f, here: base(f).with_pixi_project(here / "bare"),
    "pixi as a whole": lambda f, here: (
        base(f)
        .with_dockerignore(Path("ignore/.dockerignore"))
        .with_pixi_project("app", project_install_mode="install_project", extra_args="-v")
    ),
    "pixi script": lambda f, here: f.Image.from_pixi_script("pixi.py", name="p", extra_args="-v"),
    "pixi script with lock": lambda f, here: f.Image.from_pixi_script(here / "locked.py", name="p", secret_mounts="S"),
    "wheels": lambda f, here: wheels(f),
    "code bundle": bundle,
    "many layers": lambda f, here: (
        base(f)
        .with_apt_packages("git")
        .with_requirements("requirements.txt")
        .with_env_vars({"A": "b"})
        .with_source_folder(Path("keys"))
        .with_commands(["ls"])
    ),
    # what a build refuses
    "no such requirements": lambda f, here: base(f).with_requirements("nope.txt"),
    "no such folder": lambda f, here: base(f).with_source_folder(Path("nope")).with_pip_packages("a"),
    "no such ignore file": lambda f, here: base(f).with_dockerignore(Path("nope")),
    "no such project": lambda f, here: base(f).with_uv_project("nope/pyproject.toml"),
    "no such wheels": lambda f, here: base(f).with_local_v2(),
}
REFUSED: Sequence[str] = list(RECIPES)[list(RECIPES).index("no such requirements") :]
