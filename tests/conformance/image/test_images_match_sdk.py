"""Every image has the URI that SDK 2.12.1 gives it: the same recipe and the same files, the same hash.

Real differences, with their cause:

| image | SDK 2.12.1 | stand-in | cause |
|---|---|---|---|
| `with_local_v2()` in a checkout of the SDK | hashes the wheels in `dist/` | no wheels | it has no checkout |
| a script whose block uses TOML 1.0 (mixed arrays, ...) | ValueError: its TOML reader is older | accepted | `tomllib` |
| a missing file | FileNotFoundError with the path | the same class, with the layer and the absolute path | clearer |
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import flyte
import pytest
from flyte.config._config import get_config_file
from flytex_cli.standin._image import Image

pytestmark = pytest.mark.sdk

UV_SCRIPT = """#!/usr/bin/env -S uv run --script
# /// script
# requires-python = ">=3.12"
# dependencies = [
#    "httpx>=0.27",
#    "flyte",
# ]
#
# [tool.uv]
# exclude-newer = "2026-01-01T00:00:00Z"
# ///
print("body")
"""

PIXI_SCRIPT = """# /// script
# requires-python = ">=3.12"
# dependencies = ["flyte", "httpx[http2]>=0.27,<1", "x @ git+https://example.com/x@v1", "y @ https://example.com/y.whl"]
#
# [tool.pixi.workspace]
# channels = ["conda-forge", "bioconda"]
# preview = true
#
# [tool.pixi.dependencies]
# gdal = "*"
# "weird.name" = { version = ">=1", build = 'py"3"*' }
#
# [tool.pixi.target.linux-64.dependencies]
# cuda = { version = "12.*", channel = "nvidia" }
#
# [tool.pixi.activation]
# scripts = ["a.sh", "b.sh"]
#
# [[tool.pixi.things]]
# name = "one"
# sizes = [1, 2]
# ratio = 2.5
#
# [[tool.pixi.things]]
# name = "two"
# [tool.pixi.things.inner]
# deep = true
# ///
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files of every kind, as the working directory, far from any Flyte configuration."""
    files = {
        "requirements.txt": "numpy\n",
        "Dockerfile": "FROM scratch\n",
        "uv.py": UV_SCRIPT,
        "pixi.py": PIXI_SCRIPT,
        "app/pyproject.toml": "[project]\nname = 'app'\n",
        "app/uv.lock": "version = 1\n",
        "app/poetry.lock": "# poetry\n",
        "app/pixi.toml": "[workspace]\n",
        "app/pixi.lock": "version: 6\n",
        "app/src/app/__init__.py": "",
        "app/src/app/main.py": "print('hi')\n",
        "app/src/data/table.csv": "a,b\n",
        "app/.dockerignore": "# comment\n*.csv\n**/data\n!src/app\n",
        "bare/pyproject.toml": "[tool.pixi.workspace]\n",
        "ignore/.dockerignore": "**/*.py\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("FLYTE_IMAGE_REGISTRY", raising=False)
    get_config_file.cache_clear()
    return tmp_path


def base(image: Any) -> Any:
    return image.from_debian_base(python_version=(3, 12))


RECIPES: dict[str, Callable[[Any], Any]] = {
    "default": lambda i: i.from_debian_base(),
    "another python": lambda i: i.from_debian_base(python_version=(3, 13)),
    "another flyte": lambda i: i.from_debian_base(python_version=(3, 12), flyte_version="2.0.0"),
    "another flyte, v": lambda i: i.from_debian_base(python_version=(3, 12), flyte_version="v2.0.0"),
    "without flyte": lambda i: i.from_debian_base(install_flyte=False),
    "named": lambda i: i.from_debian_base(name="mine", registry="ghcr.io/me"),
    "one platform": lambda i: i.from_debian_base(name="mine", platform=("linux/arm64",)),
    "base": lambda i: i.from_base("python:3.12"),
    "base, changed": lambda i: (
        i.from_base("python:3.12").clone(name="x", registry="r", extendable=True).with_workdir("/w")
    ),
    "base, renamed": lambda i: i.from_base("python:3.12").clone(name="x", base_image="other:1", python_version=(3, 11)),
    "dockerfile": lambda i: i.from_dockerfile(Path("Dockerfile"), registry="r", name="n"),
    "dockerfile by name": lambda i: i.from_dockerfile("Dockerfile", "r", "n", platform="linux/arm64"),
    "pip": lambda i: base(i).with_pip_packages("a", "b==1"),
    "pip options": lambda i: base(i).with_pip_packages(
        "a", index_url="https://i", extra_index_urls=["https://j", "https://k"], pre=True, extra_args="--no-deps"
    ),
    "pip, one url": lambda i: base(i).with_pip_packages("a", extra_index_urls="https://j"),
    "pip, nothing": lambda i: base(i).with_pip_packages(),
    "pip secret by name": lambda i: base(i).with_pip_packages("a", secret_mounts="KEY"),
    "pip secret": lambda i: base(i).with_pip_packages("a", secret_mounts=[flyte.Secret(key="K"), "L"]),
    "apt": lambda i: base(i).with_apt_packages("git", "curl", secret_mounts="S"),
    "commands": lambda i: base(i).with_commands(["ls", "pwd"], secret_mounts=["S"]),
    "env": lambda i: base(i).with_env_vars({"A": "1", "B": "2"}).with_env_vars({}),
    "workdir": lambda i: base(i).with_workdir("/w"),
    "requirements": lambda i: base(i).with_requirements("requirements.txt", pre=True),
    "source folder": lambda i: base(i).with_source_folder(Path("app")),
    "source folder, contents": lambda i: base(i).with_source_folder(Path("app"), copy_contents_only=True),
    "source folder, elsewhere": lambda i: base(i).with_source_folder(Path("app"), dst="/x"),
    "source folder, missing": lambda i: base(i).with_source_folder(Path("nope")),
    "source file": lambda i: base(i).with_source_file(Path("uv.py"), dst="/x"),
    "source files": lambda i: base(i).with_source_file([Path("uv.py"), Path("pixi.py")]),
    "dockerignore": lambda i: (
        base(i).with_dockerignore(Path("ignore/.dockerignore")).with_source_folder(Path("ignore"))
    ),
    "dockerignore elsewhere": lambda i: (
        base(i).with_source_folder(Path("app")).with_dockerignore(Path("ignore/.dockerignore"))
    ),
    "dockerignore, missing": lambda i: base(i).with_dockerignore(Path("nope")).with_source_folder(Path("app")),
    "uv project": lambda i: base(i).with_uv_project("app/pyproject.toml"),
    "uv project, options": lambda i: base(i).with_uv_project(
        Path("app/pyproject.toml"), extra_index_urls=("https://a",), extra_args="--group x", pre=True
    ),
    "uv project, no lock": lambda i: base(i).with_uv_project("bare/pyproject.toml"),
    "uv project, installed": lambda i: base(i).with_uv_project(
        "app/pyproject.toml", project_install_mode="install_project"
    ),
    "poetry": lambda i: base(i).with_poetry_project("app/pyproject.toml", extra_args="--no-root", secret_mounts="S"),
    "poetry, installed": lambda i: base(i).with_poetry_project(
        "app/pyproject.toml", project_install_mode="install_project"
    ),
    "pixi": lambda i: base(i).with_pixi_project("app"),
    "pixi by file": lambda i: base(i).with_pixi_project(
        Path("app/pixi.toml"), environment="gpu", extra_args="--frozen"
    ),
    "pixi in pyproject": lambda i: base(i).with_pixi_project("bare", secret_mounts=["S"]),
    "pixi, installed": lambda i: base(i).with_pixi_project("app", project_install_mode="install_project"),
    "uv script": lambda i: i.from_uv_script("uv.py", name="u", registry="r", python_version=(3, 12), pre=True),
    "pixi script": lambda i: i.from_pixi_script("pixi.py", name="p", extra_args="-v"),
    "pixi script, one platform": lambda i: i.from_pixi_script(Path("pixi.py"), name="p", platform=("linux/amd64",)),
    "local wheels": lambda i: base(i).with_local_v2(),
    "local controller": lambda i: base(i).with_local_rs_controller(),
    "local plugins": lambda i: base(i).with_local_v2_plugins(["flyteplugins-ray", "flyteplugins-spark"]),
    "many layers": lambda i: (
        base(i).with_pip_packages("a").with_apt_packages("b").with_env_vars({"C": "d"}).clone(name="z")
    ),
    # refused
    "not extendable": lambda i: i.from_base("python:3.12").with_pip_packages("a"),
    "dockerfile with a layer": lambda i: i.from_dockerfile("Dockerfile", "r", "n").with_workdir("/w"),
    "uv project, list": lambda i: base(i).with_uv_project("app/pyproject.toml", extra_index_urls=["https://a"]),
    "list of packages": lambda i: base(i).with_pip_packages(["a", "b"]),
    "list of apt packages": lambda i: base(i).with_apt_packages(["a", "b"]),
    "requirements.in": lambda i: base(i).with_requirements("requirements.in"),
    "requirements, missing": lambda i: base(i).with_requirements("nope.txt"),
    "dockerfile, missing": lambda i: i.from_dockerfile("nope", "r", "n"),
    "uv project, missing": lambda i: base(i).with_uv_project("nope/pyproject.toml"),
    "uv script, missing": lambda i: i.from_uv_script("nope.py", name="u"),
    "uv script without a block": lambda i: i.from_uv_script("requirements.txt", name="u"),
    "pixi script, missing": lambda i: i.from_pixi_script("nope.py", name="u"),
    "pixi script, platform": lambda i: i.from_pixi_script("pixi.py", name="u", platform=("linux/riscv",)),
    "two files of a name": lambda i: base(i).with_source_file([Path("a/x"), Path("b/x")]),
    "plugin of another name": lambda i: base(i).with_local_v2_plugins("ray"),
    "code bundle": lambda i: base(i).with_code_bundle(),
    "direct": lambda i: i(base_image="x"),
}
REFUSED = list(RECIPES)[list(RECIPES).index("not extendable") :]

WITHOUT_URI: dict[str, Callable[[Any], Any]] = {
    "reference": lambda i: i.from_ref_name("mine"),
    "no base": lambda i: i.from_base(""),
    "no name": lambda i: i.from_base("python:3.12").clone(registry="r"),
}


def uri_or_error(recipe: Callable[[Any], Any], image: Any) -> str | type[BaseException]:
    try:
        return str(recipe(image).uri)
    except Exception as error:  # whatever either side raises: both must refuse the same recipes
        return type(error)


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("name", RECIPES)
def test_uri_equals_the_sdks(name: str) -> None:
    """The recipe has the same URI, or neither side makes one, for an error of the same class."""
    own, sdk = uri_or_error(RECIPES[name], Image), uri_or_error(RECIPES[name], flyte.Image)
    assert own == sdk
    assert isinstance(own, str) is (name not in REFUSED)


@pytest.mark.parametrize("name", WITHOUT_URI)
def test_image_without_uri_is_refused_like_the_sdk(name: str) -> None:
    """An image that has no URI yet is an ImageBuildError on both sides."""
    errors = pytest.importorskip("flytex_cli.standin.errors")
    with pytest.raises(flyte.errors.ImageBuildError):
        _ = WITHOUT_URI[name](flyte.Image).uri
    with pytest.raises(errors.ImageBuildError):
        _ = WITHOUT_URI[name](Image).uri


@pytest.mark.parametrize(
    ("variables", "files"),
    [
        pytest.param({"FLYTE_IMAGE_REGISTRY": "r.io/env"}, {}, id="environment"),
        pytest.param(
            {"FLYTE_IMAGE_REGISTRY": ""}, {"config.yaml": "image: {registry: r.io/file}"}, id="empty variable"
        ),
        pytest.param({}, {"config.yaml": "image:\n  registry: r.io/here\n"}, id="config.yaml"),
        pytest.param({}, {".flyte/config.yaml": "image: {registry: r.io/dot}"}, id=".flyte/config.yaml"),
        pytest.param({}, {"home/.flyte/config.yaml": "image: {registry: r.io/home}"}, id="home"),
        pytest.param({}, {"home/.union/config.yaml": "image: {registry: r.io/union}"}, id="home, union"),
        pytest.param({"FLYTECTL_CONFIG": "c.yaml"}, {"c.yaml": "image: {registry: r.io/c}"}, id="FLYTECTL_CONFIG"),
        pytest.param({"UCTL_CONFIG": "c.yaml"}, {"c.yaml": "image: {registry: r.io/u}"}, id="UCTL_CONFIG"),
        pytest.param({}, {"config.yaml": "task: {org: x}"}, id="no image section"),
        pytest.param({}, {"config.yaml": ""}, id="empty"),
    ],
)
def test_registry_equals_the_sdks(
    project: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], files: dict[str, str]
) -> None:
    """The registry comes from the variable, else from the first config file."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    for name, text in files.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text)
    get_config_file.cache_clear()
    recipe = RECIPES["pip"]
    assert recipe(Image).uri == recipe(flyte.Image).uri


PATTERNS = """
*.csv | a.csv x/a.csv a.txt
**/*.csv | a.csv x/a.csv x/y/a.csv a.csvx
x | x x/a x/y/b y/x
x/ | x x/a
/x | x x/a y/x
x/* | x x/a x/y/b
**/y | y x/y x/y/b z/x/y/b
!x | x
* | a x/a .dockerignore
*,!a.txt | a.txt b.txt x/a.txt
x,!x/y | x/a x/y/b x/y
a?.py | ab.py a/b.py abc.py
[ab].py | a.py b.py c.py
[!ab].py | a.py c.py
[^ab].py | ^.py a.py c.py
[a | [a a
../x | x y/x
x/../y | y x/y
** | a x/a
x/** | x x/a x/y/b
A.CSV | a.csv
# no,a | a
""".strip().splitlines()


@pytest.mark.parametrize("line", PATTERNS)
def test_dockerignore_equals_the_sdks(tmp_path: Path, line: str) -> None:
    """Docker's pattern rules, as the SDK applies them."""
    from flyte._code_bundle._ignore import DockerfileIgnore

    from flytex_cli.standin._core.image.ignore import DockerignoreFile

    rules, paths = (part.strip() for part in line.split(" | "))
    (tmp_path / ".dockerignore").write_text(rules.replace(",", "\n"))
    sdk, own = DockerfileIgnore(tmp_path), DockerignoreFile(tmp_path)
    for path in paths.split():
        assert own.is_ignored(tmp_path / path) == sdk.is_ignored(tmp_path / path), path
