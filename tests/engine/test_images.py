"""What the engines say of images: how each comes to be, what its layers add, and what keeps it from being built."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from flytex_cli.engine.base import ContextSpec
from flytex_cli.load.protocol import LoadRequest
from flytex_cli.load.runner import load
from flytex_cli.load.target import resolve_targets
from flytex_cli.records import Build, ContextFile, ImageRecord, ModuleReport, Tag

pytestmark = pytest.mark.engines

HEAD = """import flyte
from pathlib import Path

debian = flyte.Image.from_debian_base(python_version=(3, 12), flyte_version="2.9.0", name="x")
"""


@pytest.fixture
def images(
    write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., ModuleReport]:
    """Load a module and return its report."""

    def describe(body: str, **context: object) -> ModuleReport:
        write("flow.py", HEAD + body)
        monkeypatch.chdir(tmp_path)
        spec = ContextSpec(**context)  # type: ignore[arg-type]
        return load(resolve_targets(["flow.py"]).modules, LoadRequest(images=True, context=spec)).reports[0]

    return describe


def only(report: ModuleReport) -> ImageRecord:
    assert [each.message for each in report.diagnostics] == []
    (image,) = report.images
    return image


def test_an_image_of_two_environments_is_told_once(images):
    """Layers with their text, fields and secrets; the text around them."""
    image = only(
        images(
            'image = debian.with_pip_packages("numpy==2.1.0", secret_mounts="TOKEN").with_workdir("/w")\n'
            'one = flyte.TaskEnvironment("one", image=image)\n'
            'two = flyte.TaskEnvironment("two", image=image)\n'
        )
    )
    assert (image.environments, [str(place) for place in image.locations]) == (
        ("one", "two"),
        ["flow.py:6", "flow.py:7"],
    )
    assert (image.build, image.tag, image.base) == (Build.LAYERS, Tag.HASH, "ghcr.io/flyteorg/flyte:py3.12-v2.9.0")
    assert (image.python, image.platform) == ("3.12", ("linux/amd64", "linux/arm64"))
    pip, workdir = image.layers
    assert (pip.kind, pip.secrets, workdir.text) == ("PipPackages", ("TOKEN",), "\nWORKDIR /w\n")
    assert pip.facts["packages"] == ["numpy==2.1.0"]
    assert pip.text.endswith(",env=TOKEN    uv pip install --python $UV_PYTHON numpy==2.1.0\n")
    assert image.head.startswith("# syntax=docker/dockerfile:1.10\nFROM ghcr.io/astral-sh/uv:")
    assert image.foot == f'ENV _F_IMG_ID={image.uri}\nSHELL ["/bin/bash", "-c"]\n'
    assert image.dockerfile == image.head + pip.text + workdir.text + image.foot


def test_files_are_named_with_their_place_and_size(images, write):
    """Relative to the root directory, wherever the image names them from."""
    write("data/a.csv", "1,2\n")
    write("data/.env", "TOKEN=1\n")
    image = only(
        images('env = flyte.TaskEnvironment("e", image=debian.with_source_folder(Path("data"), dst="/data"))\n')
    )
    assert image.context == (ContextFile("data/.env", "data/.env", 8), ContextFile("data/a.csv", "data/a.csv", 4))
    assert image.layers[0].text == "\nCOPY --chown=flyte:flyte data /data\n"


def test_images_that_are_not_built(images):
    """A URI, an unchanged image, a reference, the image of environments that name none."""
    report = images(
        'a = flyte.TaskEnvironment("a", image="r.io/a:1")\n'
        'b = flyte.TaskEnvironment("b", image=flyte.Image.from_base("python:3.12"))\n'
        'c = flyte.TaskEnvironment("c", image=flyte.Image.from_ref_name("mine"))\n'
        'd = flyte.TaskEnvironment("d")\n',
        images={"mine": "r.io/mine:2", "default": "r.io/default:3"},
    )
    assert [(each.environments, each.uri, each.dockerfile) for each in report.images] == [
        (("a",), "r.io/a:1", None),
        (("b",), "python:3.12", None),
        (("c",), "r.io/mine:2", None),
        (("d",), "r.io/default:3", None),
    ]


def test_a_dockerfile_is_used_as_it_is(images, write):
    """Its context is its folder, without what its `.dockerignore` names."""
    write("docker/Dockerfile", "FROM scratch\n")
    write("docker/.dockerignore", "*.key\n")
    write("docker/x.key", "k")
    image = only(
        images('i = flyte.Image.from_dockerfile(Path("docker/Dockerfile"), "r.io", "n")\n'
               'env = flyte.TaskEnvironment("e", image=i)\n')
    )  # fmt: skip
    assert (image.build, image.dockerfile, image.layers) == (Build.DOCKERFILE, "FROM scratch\n", ())
    assert [each.path for each in image.context] == [".dockerignore", "Dockerfile"]


def test_what_cannot_be_built_is_named_and_the_rest_is_told(images):
    """Environment, layer and place."""
    report = images(
        'a = flyte.TaskEnvironment("a", image=debian.with_workdir("/w").with_source_folder(Path("nope")))\n'
        'b = flyte.TaskEnvironment("b", image=debian.with_workdir("/w"))\n'
        'c = flyte.TaskEnvironment("c", image=flyte.Image.from_ref_name("unknown"))\n'
    )
    assert [each.environments for each in report.images] == [("b",)]
    layer, reference = sorted(report.diagnostics, key=lambda each: each.location.line)
    assert layer.message.startswith(
        "layer 2 (CopyConfig) of the image of environment 'a' cannot be built: ImageBuildError: "
    )
    assert "nope" in layer.message
    assert (str(layer.location), layer.field) == ("flow.py:5", "image.layers[2]")
    assert "Image.from_ref_name('unknown')" in reference.message
