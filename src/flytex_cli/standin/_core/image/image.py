"""`flyte.Image`: what a task's container image consists of, and the URI it will have."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flytex_cli.standin._core.sdk_modules import known_as

from . import layers
from .default import DEFAULT_PLATFORMS, Architecture, PythonVersion, current_python, default_image
from .layer import Layer, as_tuple
from .layer import secret_mounts as as_mounts
from .layered import LayeredImage
from .uri import image_hash, image_uri

if TYPE_CHECKING:
    from flytex_cli.standin._core.settings.secret import Secret, SecretRequest

DEFAULT_REF_NAME = "default"


@dataclass(frozen=True, init=False)
class Image(LayeredImage):
    """An immutable container image: begin with a `from_...()` method, go on with `with_...()` methods."""

    base_image: str | None = None
    dockerfile: Path | None = None
    registry: str | None = None
    name: str | None = None
    platform: tuple[Architecture, ...] = ("linux/amd64",)
    python_version: PythonVersion = field(default_factory=current_python)
    extendable: bool = False
    _is_cloned: bool = False
    _ref_name: str | None = None
    _layers: tuple[Layer, ...] = ()
    _tag: str | None = None
    _image_registry_secret: Secret | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        raise TypeError("Image cannot be made directly: use Image.from_debian_base() or another from_...() method")

    @classmethod
    def _new(cls, **values: Any) -> Image:
        image = object.__new__(cls)
        for part in fields(cls):
            default = part.default if part.default_factory is MISSING else part.default_factory()
            object.__setattr__(image, part.name, values.get(part.name, default))
        return image

    def _replace(self, **changes: Any) -> Image:
        return Image._new(**{part.name: getattr(self, part.name) for part in fields(self)} | changes)

    @classmethod
    def from_debian_base(
        cls,
        python_version: PythonVersion | None = None,
        flyte_version: str | None = None,
        install_flyte: bool = True,
        registry: str | None = None,
        registry_secret: str | Secret | None = None,
        name: str | None = None,
        platform: tuple[Architecture, ...] | None = None,
    ) -> Image:
        """Start with Flyte's own image.

        Args:
            python_version: by default the running Python's.
            flyte_version: by default the SDK version the stand-in stands for.
            install_flyte: without Flyte, the image is built from the official Python image.
            registry: where to push the image once it is changed.
            registry_secret: the secret for that registry.
            name: its name there.
            platform: the architectures to build for.
        """
        image = default_image(cls, python_version or current_python(), flyte_version, install_flyte, platform)
        if registry or name:
            return image.clone(registry=registry, name=name, registry_secret=registry_secret, extendable=True)
        return image

    @classmethod
    def from_base(cls, image_uri: str) -> Image:
        """Start with an existing image."""
        return cls._new(base_image=image_uri)

    @classmethod
    def from_ref_name(cls, name: str = DEFAULT_REF_NAME) -> Image:
        """Start with an image that the command line (`--image NAME=URI`) or the config file names."""
        return cls._new(name=name, _ref_name=name)

    @classmethod
    def from_dockerfile(
        cls,
        file: Path | str,
        registry: str,
        name: str,
        platform: Architecture | tuple[Architecture, ...] | None = None,
    ) -> Image:
        """Build an image from a Dockerfile; layers cannot be added to it."""
        platforms = {"platform": as_tuple(platform)} if platform else {}
        return cls._new(dockerfile=Path(file), registry=registry, name=name, _is_cloned=True, **platforms)

    @classmethod
    def from_uv_script(
        cls,
        script: Path | str,
        *,
        name: str,
        registry: str | None = None,
        registry_secret: str | Secret | None = None,
        python_version: PythonVersion | None = None,
        index_url: str | None = None,
        extra_index_urls: str | list[str] | tuple[str, ...] | None = None,
        pre: bool = False,
        extra_args: str | None = None,
        platform: tuple[Architecture, ...] | None = None,
        secret_mounts: SecretRequest | None = None,
    ) -> Image:
        """Install what a uv script declares in its block of dependencies."""
        layer = layers.UVScript(
            script=Path(script),
            index_url=index_url,
            extra_index_urls=as_tuple(extra_index_urls) if extra_index_urls else None,
            pre=pre,
            extra_args=extra_args,
            secret_mounts=as_mounts(secret_mounts),
        )
        image = cls.from_debian_base(
            registry=registry,
            registry_secret=registry_secret,
            install_flyte=False,
            name=name,
            python_version=python_version,
            platform=platform,
        )
        return image.clone(addl_layer=layer)

    @classmethod
    def from_pixi_script(
        cls,
        script: Path | str,
        *,
        name: str,
        registry: str | None = None,
        registry_secret: str | Secret | None = None,
        environment: str = "default",
        extra_args: str | None = None,
        platform: tuple[Architecture, ...] | None = None,
        secret_mounts: SecretRequest | None = None,
    ) -> Image:
        """Install what a pixi script declares in its block of dependencies."""
        layer = layers.PixiScript(
            script=Path(script),
            platforms=layers.subdirs(platform or DEFAULT_PLATFORMS),
            environment=environment,
            extra_args=extra_args,
            secret_mounts=as_mounts(secret_mounts),
        )
        image = cls.from_debian_base(
            registry=registry, registry_secret=registry_secret, install_flyte=False, name=name, platform=platform
        )
        return image.clone(addl_layer=layer)

    def clone(
        self,
        registry: str | None = None,
        registry_secret: str | Secret | None = None,
        name: str | None = None,
        base_image: str | None = None,
        python_version: PythonVersion | None = None,
        addl_layer: Layer | None = None,
        extendable: bool | None = None,
        platform: Architecture | tuple[Architecture, ...] | None = None,
    ) -> Image:
        """Return a changed copy, which is built under a tag of its own.

        Raises:
            ValueError: a layer is added to an image that cannot have more, or that has no name yet.
        """
        name = name or self.name
        if addl_layer is not None:
            self._require_extendable(addl_layer, name)
        secret = registry_secret or self._image_registry_secret
        if isinstance(secret, str):
            from flytex_cli.standin._core.settings.secret import Secret

            secret = Secret(key=secret)
        return self._replace(
            base_image=base_image or self.base_image,
            registry=registry or self.registry,
            name=name,
            platform=as_tuple(platform) if platform else self.platform,
            python_version=python_version or self.python_version,
            extendable=self.extendable if extendable is None else extendable,
            _is_cloned=True,
            _layers=(*self._layers, addl_layer) if addl_layer is not None else self._layers,
            _tag=None,
            _image_registry_secret=secret,
        )

    def _require_extendable(self, layer: Layer, name: str | None) -> None:
        what = f"cannot add the layer {type(layer).__name__} to the image {self.name or self.base_image!r}"
        if not self.extendable:
            raise ValueError(f"{what}: it is not extendable, use clone(name=..., extendable=True) first")
        if self.dockerfile:
            raise ValueError(f"{what}: it is built from the Dockerfile {self.dockerfile}, write the step there")
        if not name:
            raise ValueError(f"{what}: it has no name, use clone(name=..., extendable=True) first")

    def validate(self) -> None:
        """Refuse an image with a layer that cannot be built."""
        for layer in self._layers:
            layer.validate()

    @cached_property
    def uri(self) -> str:
        """The image's URI: an unchanged image's own, else `registry/name:tag` with the hash of all its parts."""
        return image_uri(self)

    @property
    def _final_tag(self) -> str:
        return self._tag or image_hash(self)


known_as("_image", Image)
