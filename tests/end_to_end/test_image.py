"""What images are built from, as text, JSON, Dockerfiles and files."""

from __future__ import annotations

import json

import jsonschema
import pytest

import flytex as flytex_library
from tests.harness import REPOSITORY

pytestmark = pytest.mark.engines

FLOW = """# The images of a project.
from pathlib import Path
import flyte

debian = flyte.Image.from_debian_base(python_version=(3, 9), flyte_version="2.9.0", name="train")
image = (
    debian
    .with_apt_packages("git=1:2.39", "curl")
    .with_pip_packages("numpy", "pandas==2.2.0", secret_mounts="PIP_TOKEN")
    .with_requirements("requirements.txt")
    .with_source_folder(Path("data"), dst="/data")
    .with_source_file([Path("a.txt"), Path("b.txt")])
    .with_code_bundle()
)
train = flyte.TaskEnvironment("train", image=image)
score = flyte.TaskEnvironment("score", image=image)
small = flyte.TaskEnvironment("small", image=debian.with_env_vars({"A": "1"}))
given = flyte.TaskEnvironment("given", image="ghcr.io/acme/a:1")

@train.task
async def fit(x: int) -> int:
    return x
"""
KEY = "-----BEGIN RSA PRIVATE " + "KEY-----\n"


@pytest.fixture
def project(write):
    """A module and the files of its images."""
    write("flow.py", FLOW)
    write("requirements.txt", "scipy>=1  # why\nrich==13.0\n-r more.txt\n")
    write("data/.env", "A=1\n")
    write("data/.env.example", "A=\n")
    write("data/notes.txt", KEY)
    write("data/big.bin", "\0" * 2000)
    write("a.txt", "a")
    write("b.txt", "b")


@pytest.mark.usefixtures("project")
def test_text_has_all_that_matters(flytex):
    """Where each layer is written, what it installs and copies, what the tag is made of."""
    run = flytex("image", "flow.py")
    assert (run.code, run.stderr) == (0, "")
    python = f"{__import__('sys').version_info.major}.{__import__('sys').version_info.minor}"
    shown = run.out.splitlines()
    assert shown[0].startswith("train:")
    assert (
        shown[1:]
        == f"""\
  used by     train (flow.py:15), score (flow.py:16)
  base        ghcr.io/flyteorg/flyte:py3.9-v2.9.0
  platform    linux/amd64, linux/arm64
  python      3.9; modules are loaded with {python} here
  tag         a hash of the base, the layers and their files; not of platform
  1 apt git=1:2.39 curl  flow.py:8
      not pinned: curl
  2 pip numpy pandas==2.2.0  flow.py:9
      secrets: PIP_TOKEN
      not pinned: numpy
  3 requirements requirements.txt  flow.py:10
      1 file, 39 B
      not pinned: scipy
  4 copy data /data  flow.py:11
      4 files, 2.0 KB
  5 copy a.txt .  flow.py:12
      1 file, 1 B
  6 copy b.txt .  flow.py:12
      1 file, 1 B
  context     7 files, 2.1 KB
  secret?     data/.env: its name
  secret?     data/notes.txt: a private key
{shown[23]}
  used by     small (flow.py:17)
  base        ghcr.io/flyteorg/flyte:py3.9-v2.9.0
  platform    linux/amd64, linux/arm64
  python      3.9; modules are loaded with {python} here
  tag         a hash of the base, the layers and their files; not of platform
  1 env A=1  flow.py:17
ghcr.io/acme/a:1
  used by     given (flow.py:18)
  build       none: the image is used as it is
3 images of 4 environments
""".splitlines()
    )


@pytest.mark.usefixtures("project")
def test_json_is_valid(flytex):
    """`docs/schemas/image.schema.json`, closed; the Dockerfile is the sum of its layers."""
    run = flytex("image", "flow.py", "-f", "json")
    assert (run.code, run.stderr) == (0, "")
    document = json.loads(run.stdout)
    jsonschema.validate(document, json.loads((REPOSITORY / "docs/schemas/image.schema.json").read_text()))
    train, small, given = document["images"]
    assert [each["name"] for each in train["environments"]] == ["train", "score"]
    assert "".join(layer["text"] for layer in train["layers"]) in train["dockerfile"]
    assert (small["tag"], given["build"], given["dockerfile"]) == ("hash", "none", None)


@pytest.mark.usefixtures("project")
def test_one_dockerfile_is_asked_for_by_its_environment(flytex):
    """Of several images none is guessed; of one there is nothing to choose."""
    run = flytex("image", "flow.py", "small", "-f", "dockerfile")
    assert (run.code, run.stderr) == (0, "")
    assert run.out.startswith("# syntax=docker/dockerfile:1.10\n")
    assert run.out.splitlines()[-3] == "ENV A=1"
    several = flytex("image", "flow.py", "-f", "dockerfile")
    assert (several.code, several.stdout) == (2, b"")
    assert several.stderr == (
        "error: there are 2 Dockerfiles, of the environments train, small\n"
        "  hint: name one, as in flytex image PATH train -f dockerfile; or write them all with -o DIR\n"
    )
    none = flytex("image", "flow.py", "given", "-f", "dockerfile")
    assert (none.code, none.stdout) == (2, b"")
    assert "no image is built: ghcr.io/acme/a:1" in none.stderr


@pytest.mark.usefixtures("project")
def test_files_are_written_and_checked(flytex, tmp_path):
    """One folder for each environment whose image is built."""
    assert flytex("image", "flow.py", "-o", "images").stderr == "2 Dockerfiles written to images\n"
    found = sorted(path.relative_to(tmp_path / "images").as_posix() for path in (tmp_path / "images").rglob("*.*"))
    assert found == ["score/context.txt", "small/context.txt", "train/context.txt"]
    listed = (tmp_path / "images/train/context.txt").read_text().splitlines()
    assert listed == [
        "           1  a.txt",
        "           1  b.txt",
        "           4  data/.env",
        "           3  data/.env.example",
        "        2000  data/big.bin",
        "          32  data/notes.txt",
        "          39  requirements.txt",
    ]
    assert flytex("image", "flow.py", "-o", "images", "--check").code == 0
    (tmp_path / "flow.py").write_text(FLOW.replace('"A": "1"', '"A": "two"'))
    run = flytex("image", "flow.py", "-o", "images", "--check")
    assert run.code == 1
    assert {b"-ENV A=1", b"+ENV A=two"} <= set(run.stdout.splitlines())


@pytest.mark.usefixtures("project")
def test_a_name_that_stands_for_nothing_is_an_error(flytex):
    run = flytex("image", "flow.py", "trian", "-f", "json")
    assert (run.code, json.loads(run.stdout)["images"]) == (3, [])
    assert run.stderr.startswith("error: no environment is named 'trian'; did you mean train?\n")


def test_a_folder_without_an_environment_is_an_error(flytex, write):
    write("flow.py", "x = 1\n")
    run = flytex("image", "flow.py")
    assert (run.code, run.out) == (3, "0 images of 0 environments\n")
    assert run.stderr.startswith("error: no environment was found in flow.py\n")


def test_what_cannot_be_built_is_an_error_and_the_rest_is_shown(flytex, write):
    write("flow.py", FLOW)
    run = flytex("image", "flow.py")
    assert run.code == 3
    assert "\n  used by     small (flow.py:17)\n" in run.out
    assert (
        "error: flow.py:10: image.layers[3]: layer 3 (Requirements) of the image of environment 'train' " in run.stderr
    )
    assert "requirements.txt" in run.stderr


def test_python_version_of_a_base_is_not_in_the_tag(flytex, write):
    """Where the name of the base does not tell it."""
    write(
        "flow.py",
        "import flyte\n"
        'image = flyte.Image.from_base("ubuntu:24.04").clone(name="x", python_version=(3, 12), extendable=True)\n'
        'env = flyte.TaskEnvironment("e", image=image.with_workdir("/w"))\n',
    )
    run = flytex("image", "flow.py")
    assert (
        "  tag         a hash of the base, the layers and their files; not of platform and python_version\n" in run.out
    )


def test_no_program_runs_and_nothing_is_left(fresh_flytex, write, tmp_path):
    """Neither `uv` nor Docker, though both are there; what that leaves out is said. Temporary folders are gone."""
    for name in ("uv", "docker", "podman"):
        write(f"bin/{name}", "#!/bin/sh\ntouch ran\n").chmod(0o755)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    write("pyproject.toml", "[project]\nname = 'x'\nversion = '1'\n")
    write("script.py", '# /// script\n# dependencies = ["httpx"]\n# ///\n')
    write(
        "flow.py",
        "import flyte\n"
        'debian = flyte.Image.from_debian_base(flyte_version="2.9.0", name="x")\n'
        'a = flyte.TaskEnvironment("a", image=debian.with_uv_project("pyproject.toml", secret_mounts="NO_SUCH"))\n'
        'b = flyte.TaskEnvironment("b", image=flyte.Image.from_pixi_script("script.py", name="x"))\n',
    )
    run = fresh_flytex("image", "flow.py", PATH=str(tmp_path / "bin"), TMPDIR=str(temporary))
    assert (run.code, run.stderr) == (0, "")
    gap = "editable dependencies of pyproject.toml are left out: a build asks `uv export`, which flytex does not run"
    assert f"  not shown   {gap}\n" in run.out
    assert not (tmp_path / "ran").exists()
    assert list(temporary.iterdir()) == []


def test_the_ignore_file_of_the_root_directory_counts(flytex, write):
    """As in a build: for every folder that is copied, relative to that folder."""
    write(".dockerignore", "# keys\n*.key\n**/.env\n")
    write("data/a.key", "k")
    write("data/.env", "A=1\n")
    write("data/b.txt", "b")
    write(
        "flow.py",
        "import flyte\nfrom pathlib import Path\n"
        'image = flyte.Image.from_debian_base(name="x").with_source_folder(Path("data"))\n'
        'env = flyte.TaskEnvironment("e", image=image)\n',
    )
    run = flytex("image", "flow.py", "-f", "json")
    assert run.code == 0, run.stderr
    (image,) = json.loads(run.stdout)["images"]
    assert [each["path"] for each in image["context"]] == ["data/b.txt"]


def test_an_image_that_a_stub_decides_is_an_error(flytex, write):
    """No version is guessed."""
    write(
        "flow.py",
        "import flyte\nimport torch_of_nobody\n"
        'debian = flyte.Image.from_debian_base(name="x")\n'
        'image = debian.with_pip_packages(f"torch=={torch_of_nobody.__version__}")\n'
        'env = flyte.TaskEnvironment("e", image=image)\n'
        'other = flyte.TaskEnvironment("other", image=debian.with_workdir("/w"))\n',
    )
    run = flytex("image", "flow.py", "--stub-imports", "-f", "json")
    assert (run.code, len(json.loads(run.stdout)["images"])) == (3, 1)
    assert "stubbed package 'torch_of_nobody'" in run.stderr


@pytest.mark.usefixtures("project")
def test_the_library_gives_the_same(tmp_path, monkeypatch):
    """Frozen values; one image is shown once for all of its environments."""
    monkeypatch.chdir(tmp_path)
    result = flytex_library.image(flytex_library.ImageRequest(flytex_library.Modules("flow.py"), ["score"]))
    (image,) = result.images
    assert (image.environments, image.places, result.failed) == (("score",), ("flow.py:16",), False)
    assert [each.why for each in image.suspects] == ["its name", "a private key"]
    assert image.size == sum(layer.size for layer in image.layers)


@pytest.mark.usefixtures("project")
def test_images_by_name_in_the_settings_are_the_option(flytex, write):
    """`[tool.flytex.image]` speaks of images to every command, this one too."""
    write("pyproject.toml", '[tool.flytex.image]\nmine = "ghcr.io/acme/mine:7"\n')
    write("other.py", 'import flyte\nenv = flyte.TaskEnvironment("e", image=flyte.Image.from_ref_name("mine"))\n')
    run = flytex("image", "other.py")
    assert (run.code, run.out.splitlines()[0]) == (0, "ghcr.io/acme/mine:7")
