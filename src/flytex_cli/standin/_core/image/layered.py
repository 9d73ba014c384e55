"""The `with_...()` methods of `flyte.Image`: each returns the image with one more layer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from . import layers
from .layer import FILE, FOLDER, InstallMode, Layer, as_tuple
from .layer import secret_mounts as as_mounts

if TYPE_CHECKING:
    from flytex_cli.standin._core.settings.secret import SecretRequest

    from .image import Image

Urls = str | list[str] | tuple[str, ...] | None

DIST_FOLDER = Path(__file__).parent / "dist"
"""Where a checkout of the SDK has its own wheels; an installed SDK has none, and neither has the stand-in."""


class LayeredImage:
    """Adds layers. The order of the calls is the order of the layers."""

    def clone(self, *, addl_layer: Layer) -> Image:
        """Return a copy with one more layer."""
        raise NotImplementedError

    def with_workdir(self, workdir: str) -> Image:
        """Set the working directory."""
        return self.clone(addl_layer=layers.WorkDir(workdir))

    def with_env_vars(self, env_vars: dict[str, str]) -> Image:
        """Set environment variables."""
        return self.clone(addl_layer=layers.Env.from_dict(env_vars))

    def with_commands(self, commands: list[str], secret_mounts: SecretRequest | None = None) -> Image:
        """Run shell commands."""
        return self.clone(addl_layer=layers.Commands(as_tuple(commands), as_mounts(secret_mounts)))

    def with_apt_packages(self, *packages: str, secret_mounts: SecretRequest | None = None) -> Image:
        """Install system packages."""
        return self.clone(addl_layer=layers.AptPackages(packages, as_mounts(secret_mounts)))

    def with_pip_packages(
        self,
        *packages: str,
        index_url: str | None = None,
        extra_index_urls: Urls = None,
        pre: bool = False,
        extra_args: str | None = None,
        secret_mounts: SecretRequest | None = None,
    ) -> Image:
        """Install Python packages."""
        options = _pip_options(index_url, extra_index_urls, pre, extra_args, secret_mounts)
        return self.clone(addl_layer=layers.PipPackages(packages=packages or None, **options))

    def with_requirements(
        self,
        file: str | Path,
        index_url: str | None = None,
        extra_index_urls: Urls = None,
        pre: bool = False,
        extra_args: str | None = None,
        secret_mounts: SecretRequest | None = None,
    ) -> Image:
        """Install the Python packages that a requirements file lists."""
        if Path(file).suffix != ".txt":
            raise ValueError(f"requirements file {file} of the image must have the extension .txt")
        options = _pip_options(index_url, extra_index_urls, pre, extra_args, secret_mounts)
        return self.clone(addl_layer=layers.Requirements(file=Path(file), **options))

    def with_uv_project(
        self,
        pyproject_file: str | Path,
        uvlock: Path | None = None,
        index_url: str | None = None,
        extra_index_urls: Urls = None,
        pre: bool = False,
        extra_args: str | None = None,
        secret_mounts: SecretRequest | None = None,
        project_install_mode: InstallMode = "dependencies_only",
    ) -> Image:
        """Install a uv project's dependencies, or all of it; the `uv.lock` beside the file counts if there is one."""
        pyproject = Path(pyproject_file)
        options = _pip_options(index_url, extra_index_urls, pre, extra_args, secret_mounts)
        if options["extra_index_urls"] is not None:
            options["extra_index_urls"] = extra_index_urls  # unlike elsewhere, SDK 2.12.1 takes it as it is
        return self.clone(
            addl_layer=layers.UVProject(
                pyproject=pyproject,
                uvlock=uvlock or _if_exists(pyproject.parent / "uv.lock"),
                project_install_mode=project_install_mode,
                **options,
            )
        )

    def with_poetry_project(
        self,
        pyproject_file: str | Path,
        poetry_lock: Path | None = None,
        extra_args: str | None = None,
        secret_mounts: SecretRequest | None = None,
        project_install_mode: InstallMode = "dependencies_only",
    ) -> Image:
        """Install a Poetry project's dependencies, or all of it; its `poetry.lock` must lie beside the file."""
        pyproject = Path(pyproject_file)
        return self.clone(
            addl_layer=layers.PoetryProject(
                pyproject=pyproject,
                poetry_lock=poetry_lock or pyproject.parent / "poetry.lock",
                extra_args=extra_args,
                secret_mounts=as_mounts(secret_mounts),
                project_install_mode=project_install_mode,
            )
        )

    def with_pixi_project(
        self,
        manifest_file: str | Path,
        pixi_lock: Path | None = None,
        environment: str = "default",
        extra_args: str | None = None,
        secret_mounts: SecretRequest | None = None,
        project_install_mode: InstallMode = "dependencies_only",
    ) -> Image:
        """Install a pixi project's dependencies, or all of it; a folder stands for the manifest in it."""
        manifest = Path(manifest_file)
        if manifest.is_dir():
            manifest = _if_exists(manifest / "pixi.toml") or manifest / "pyproject.toml"
        return self.clone(
            addl_layer=layers.PixiProject(
                manifest=manifest,
                pixi_lock=pixi_lock or _if_exists(manifest.parent / "pixi.lock"),
                environment=environment,
                extra_args=extra_args,
                secret_mounts=as_mounts(secret_mounts),
                project_install_mode=project_install_mode,
            )
        )

    def with_source_folder(self, src: Path, dst: str = ".", copy_contents_only: bool = False) -> Image:
        """Copy a folder, or only its contents, into the image."""
        if dst == "." and not copy_contents_only:
            dst = f"./{src.name}"
        return self.clone(addl_layer=layers.CopyConfig(FOLDER, src, dst))

    def with_source_file(self, src: Path | list[Path], dst: str = ".") -> Image:
        """Copy a file or several files into the image."""
        files = src if isinstance(src, list) else [src]
        names = [file.name for file in files]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"several source files of the image have one name and would overwrite each other: {twice}")
        image: Any = self
        for file in files:
            image = image.clone(addl_layer=layers.CopyConfig(FILE, file, dst))
        return image  # type: ignore[no-any-return]

    def with_code_bundle(
        self, copy_style: Literal["loaded_modules", "all"] = "loaded_modules", dst: str = "."
    ) -> Image:
        """Copy the user's own code into the image when it is not sent as a code bundle."""
        return self.clone(addl_layer=layers.CodeBundleLayer(copy_style, dst))

    def with_dockerignore(self, path: Path) -> Image:
        """Name the `.dockerignore` that counts for the source layers."""
        return self.clone(addl_layer=layers.DockerIgnore(str(path)))

    def with_local_v2(self) -> Image:
        """Install Flyte from the wheels of a checkout of the SDK."""
        return self.clone(addl_layer=layers.PythonWheels(wheel_dir=DIST_FOLDER, package_name="flyte"))

    def with_local_rs_controller(self) -> Image:
        """Install the Rust controller from the wheels of a checkout of the SDK."""
        return self.clone(addl_layer=layers.PythonWheels(wheel_dir=DIST_FOLDER, package_name="flyte_controller_base"))

    def with_local_v2_plugins(self, plugins: str | list[str] | None = None) -> Image:
        """Install Flyte plugins from the wheels of a checkout of the SDK."""
        image: Any = self
        for plugin in [plugins] if isinstance(plugins, str) else plugins or []:
            if not plugin.startswith("flyteplugins-"):
                raise ValueError(f"plugin {plugin!r} must start with 'flyteplugins-'")
            wheel = layers.PythonWheels(wheel_dir=DIST_FOLDER, package_name=plugin.replace("-", "_"))
            image = image.clone(addl_layer=wheel)
        return image  # type: ignore[no-any-return]


def _pip_options(
    index_url: str | None,
    extra_index_urls: Urls,
    pre: bool,
    extra_args: str | None,
    secret_mounts: SecretRequest | None,
) -> dict[str, Any]:
    return {
        "index_url": index_url,
        "extra_index_urls": as_tuple(extra_index_urls) if extra_index_urls else None,
        "pre": pre,
        "extra_args": extra_args,
        "secret_mounts": as_mounts(secret_mounts),
    }


def _if_exists(path: Path) -> Path | None:
    return path if path.exists() else None
