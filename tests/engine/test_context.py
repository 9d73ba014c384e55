"""A serialization context of any SDK release is filled from what the user asked for."""

from __future__ import annotations

from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from flytex_cli.engine.base import ContextSpec
from flytex_cli.engine.context import UnmappedImage, code_bundle, image_uri, serialization_context


@pytest.fixture
def models() -> ModuleType:
    """`flyte.models` of a release that knows neither organisations nor images of siblings."""
    module = ModuleType("models")

    def context(version: Any, project: Any = "unset", root_dir: Any = None, code_bundle: Any = None) -> Any:
        return {"version": version, "project": project, "root_dir": str(root_dir), "code_bundle": code_bundle}

    module.__dict__.update(SerializationContext=context, CodeBundle=dict)
    return module


def test_a_release_gets_what_it_knows(models):
    spec = ContextSpec(version="v1", org="acme")
    assert serialization_context(models, spec, "/work", image_cache=None) == {
        "version": "v1",
        "project": "unset" if spec.project is None else spec.project,
        "root_dir": "/work",
        "code_bundle": None,
    }


@pytest.mark.parametrize(("uri", "form"), [("s3://b/c.tar.gz", "tgz"), ("s3://b/c.pkl", "pkl"), ("c.pkl.gz", "pkl")])
def test_a_code_bundle_by_its_ending(models, uri, form):
    """Its version is the run's, unless it has its own."""
    bundle = code_bundle(models, ContextSpec(version="v1", code_bundle_uri=uri))
    assert (bundle[form], bundle["computed_version"]) == (uri, "v1")
    named = code_bundle(models, ContextSpec(version="v1", code_bundle_uri=uri, code_bundle_version="abc"))
    assert named["computed_version"] == "abc"


FLYTE: Any = SimpleNamespace(Image=SimpleNamespace(from_debian_base=lambda: SimpleNamespace(uri="default:1")))


@pytest.mark.parametrize(
    ("image", "images", "uri"),
    [
        (None, {}, None),
        ("ghcr.io/acme/a:1", {}, None),
        ("auto", {}, "default:1"),
        ("auto", {"default": "mine:1"}, "mine:1"),
        (SimpleNamespace(uri="built:1", _is_cloned=True), {}, "built:1"),
        (SimpleNamespace(_ref_name="base", _layers=()), {"base": "mapped:1"}, "mapped:1"),
        (
            SimpleNamespace(_ref_name="base", _layers=("pip",), clone=lambda base_image: SimpleNamespace(uri=base_image + "+pip")),
            {"base": "mapped:1"}, "mapped:1+pip",
        ),
    ],
    ids=["none", "text", "auto", "auto, mapped", "an image", "a name", "a name with layers"],
)  # fmt: skip
def test_the_image_that_a_deployment_records(image, images, uri):
    assert image_uri(FLYTE, images, None, image) == uri


def test_a_name_that_nothing_maps_is_said():
    with pytest.raises(UnmappedImage, match="base"):
        image_uri(FLYTE, {}, None, SimpleNamespace(_ref_name="base"))


@pytest.mark.parametrize(
    ("is_cloned", "registry", "uri"), [(True, None, "here/a:1"), (True, "own", "a:1"), (False, None, "a:1")]
)
def test_an_image_that_is_built_and_names_no_registry_gets_one(is_cloned, registry, uri):
    """As in a local build; one that names its registry, or is not built, stays as it is."""
    image = SimpleNamespace(
        uri="a:1",
        _is_cloned=is_cloned,
        registry=registry,
        clone=lambda registry: SimpleNamespace(uri=f"{registry}/a:1"),
    )
    assert image_uri(FLYTE, {}, "here", image) == uri
