"""Images and their URIs. The hashes are what SDK 2.12.1 gives the same recipes and files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from flytex_cli.facts.releases import STANDIN as SDK_VERSION
from flytex_cli.standin._core.common.version import version
from flytex_cli.standin._image import CopyConfig, Image, PipPackages, resolve_code_bundle_layer, use_registry


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory without any Flyte configuration around."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("FLYTE_IMAGE_REGISTRY", "UCTL_CONFIG", "FLYTECTL_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def base() -> Image:
    return Image.from_debian_base(python_version=(3, 12))


URIS: list[tuple[Callable[[], Image], str]] = [
    (lambda: base(), "ghcr.io/flyteorg/flyte:py3.12-v2.12.1"),
    (lambda: Image.from_debian_base(python_version=(3, 10), flyte_version="2.0.0"),
     "ghcr.io/flyteorg/flyte:py3.10-v2.0.0"),
    (lambda: Image.from_debian_base((3, 12), install_flyte=False), "flyte:py3.12"),
    (lambda: Image.from_base("python:3.12"), "python:3.12"),
    (lambda: Image.from_base("python:3.12").clone(name="x", registry="r.io", extendable=True).with_workdir("/w"),
     "r.io/x:1403b279470e31c5c1e282114c57a9b2"),
    (lambda: base().clone(name="mine", registry="r.io/me"), "r.io/me/mine:88f328ba250b083b2586b3a0a0e956e3"),
    (lambda: base().with_pip_packages("a", "b==1"), "flyte:b9393bca910f5a34503070a8027febb9"),
    (lambda: base().with_pip_packages("a", pre=True, index_url="https://i", secret_mounts="K"),
     "flyte:aebb8d9f7192967cee5dff599470e321"),
    (lambda: base().with_apt_packages("git", "curl"), "flyte:dc9907375ee658054c787eabe59cb3b5"),
    (lambda: base().with_commands(["ls"]).with_env_vars({"A": "1"}), "flyte:475e5100eaf8de9c9cfe9b55f5752620"),
    (lambda: base().with_local_v2(), "flyte:88f328ba250b083b2586b3a0a0e956e3"),
    (lambda: base().with_source_folder(Path("missing")), "flyte:093d07b6fd9283c20e43ab1d4638575c"),
]  # fmt: skip


@pytest.mark.parametrize(("recipe", "uri"), URIS, ids=lambda v: v if isinstance(v, str) else "")
def test_recipe_has_this_uri(recipe: Callable[[], Image], uri: str) -> None:
    """An unchanged image is the released one; a changed one is tagged with the hash of its parts."""
    assert recipe().uri == uri


def test_images_are_immutable_values() -> None:
    """Each step is a new image; equal recipes are equal."""
    image = base()
    changed = image.with_pip_packages("a")
    assert image._layers == ()
    assert changed._layers == (PipPackages(packages=("a",)),)
    assert changed == base().with_pip_packages("a")
    assert len({changed, base().with_pip_packages("a")}) == 1


def test_reference_keeps_its_name() -> None:
    """The URI of a reference is the command line's or the config file's business."""
    assert Image.from_ref_name()._ref_name == "default"
    image = Image.from_ref_name("mine").clone(base_image="r/x:1", extendable=True).with_pip_packages("a")
    assert image._ref_name == "mine"
    assert image.uri == "mine:007a9041a28e2fd7ad43e2a72ab994d5"


@pytest.mark.parametrize(
    ("sdk_version", "uri"),
    [
        ("2.6.0", "ghcr.io/flyteorg/flyte:py3.12-v2.6.0"),
        ("2.6.0b1+local", "ghcr.io/flyteorg/flyte:py3.12-v2.6.0b1-local"),
    ],
)
def test_default_image_follows_the_sdk_version(monkeypatch: pytest.MonkeyPatch, sdk_version: str, uri: str) -> None:
    """The version a process stands for is set by its environment."""
    assert version() == SDK_VERSION
    monkeypatch.setattr("flytex_cli.standin._core.common.version.SDK_VERSION", sdk_version)
    assert base().uri == uri


def test_development_version_builds_its_image(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no released image for it, so Flyte is installed from before that release."""
    monkeypatch.setattr("flytex_cli.standin._core.common.version.SDK_VERSION", "2.13.0.dev1+g123")
    assert base()._layers[-1] == PipPackages(packages=("flyte<2.13.0",))


def test_registry_comes_from_init_then_variable_then_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only changed images are pushed, so only they have it."""
    (folder / ".git").mkdir()
    (folder / ".flyte").mkdir()
    (folder / ".flyte" / "config.yaml").write_text("image:\n  registry: r.io/file\n")
    inner = folder / "inner"
    inner.mkdir()
    monkeypatch.chdir(inner)
    assert base().with_pip_packages("a").uri.startswith("r.io/file/flyte:")
    assert base().uri.startswith("ghcr.io/flyteorg/flyte:")
    monkeypatch.setenv("FLYTE_IMAGE_REGISTRY", "r.io/env")
    assert base().with_pip_packages("a").uri.startswith("r.io/env/flyte:")
    try:
        use_registry("r.io/init")
        assert base().with_pip_packages("a").uri.startswith("r.io/init/flyte:")
    finally:
        use_registry(None)


def test_hash_depends_on_contents_not_on_the_folder(folder: Path) -> None:
    """The same files elsewhere have the same hash; another content or name has another."""
    for name in ("one", "two"):
        (folder / name / "pkg").mkdir(parents=True)
        (folder / name / "pkg" / "a.py").write_text("a")
    uri = base().with_source_folder(folder / "one", dst="/x").uri
    assert base().with_source_folder(folder / "two", dst="/x").uri == uri
    (folder / "two" / "pkg" / "a.py").write_text("b")
    assert base().with_source_folder(folder / "two", dst="/x").uri != uri


def test_dockerignore_leaves_files_out(folder: Path) -> None:
    """What the image does not get does not change its tag."""
    (folder / "src").mkdir()
    (folder / "src" / "a.py").write_text("a")
    (folder / "src" / ".dockerignore").write_text("*.log\n")
    uri = base().with_source_folder(Path("src")).uri
    (folder / "src" / "x.log").write_text("noise")
    assert base().with_source_folder(Path("src")).uri == uri


REFUSED: list[tuple[Callable[[], object], type[Exception], str]] = [
    (lambda: Image(base_image="x"), TypeError, "Image cannot be made directly"),
    (lambda: Image.from_base("x").with_pip_packages("a"), ValueError, "not extendable"),
    (lambda: Image.from_base("x").clone(extendable=True).with_pip_packages("a"), ValueError, "has no name"),
    (
        lambda: Image.from_dockerfile("D", "r", "n").clone(extendable=True).with_workdir("/w"),
        ValueError,
        "the Dockerfile D",
    ),
    (lambda: base().with_pip_packages(["a", "b"]), TypeError, "separate arguments"),
    (lambda: base().with_requirements("r.in"), ValueError, r"extension \.txt"),
    (
        lambda: base().with_requirements("r.txt").uri,
        FileNotFoundError,
        r"requirements file r\.txt .*looked for /.*/r\.txt",
    ),
    (lambda: base().with_requirements("r.txt").validate(), FileNotFoundError, "requirements file"),
    (lambda: Image.from_dockerfile("D", "r", "n").uri, FileNotFoundError, "Dockerfile D"),
    (lambda: base().with_uv_project("p/pyproject.toml").uri, FileNotFoundError, "uv project file p/pyproject.toml"),
    (lambda: base().with_poetry_project("pyproject.toml").uri, FileNotFoundError, "Poetry lock file"),
    (lambda: base().with_pixi_project("pixi.toml").uri, FileNotFoundError, "pixi manifest"),
    (lambda: Image.from_uv_script("s.py", name="n").uri, FileNotFoundError, r"script s\.py"),
    (lambda: Image.from_pixi_script("s.py", name="n", platform=("linux/x",)), ValueError, "linux/x"),
    (lambda: base().with_source_file([Path("a/x"), Path("b/x")]), ValueError, "one name"),
    (lambda: base().with_local_v2_plugins("ray"), ValueError, "flyteplugins-"),
    (lambda: base().with_code_bundle().uri, ValueError, "root_dir not set"),
    (lambda: CopyConfig(2, Path("x"), "."), ValueError, "path_type"),
]


@pytest.mark.parametrize(("call", "error", "message"), REFUSED, ids=[message for *_, message in REFUSED])
def test_impossible_image_is_refused(call: Callable[[], object], error: type[Exception], message: str) -> None:
    """The error names the layer and the path, or says what to write instead."""
    with pytest.raises(error, match=message):
        call()


def test_code_bundle_is_copied_only_without_another_copy_style(folder: Path) -> None:
    """With `--copy-style none` the source goes into the image, else nowhere."""
    image = base().with_code_bundle("all", dst="/x").with_pip_packages("a")
    assert resolve_code_bundle_layer(image, "loaded_modules", folder).uri == base().with_pip_packages("a").uri
    resolved = resolve_code_bundle_layer(image, "none", folder)
    assert resolved._layers[-1] == CopyConfig(1, folder, "/x")
    assert resolve_code_bundle_layer(base(), "none", folder) == base()
