"""Layers that install a uv or Poetry project, or what a uv script declares."""

from __future__ import annotations

from pathlib import Path

from flytex_cli.standin._core.image.pip_layers import PipPackages
from flytex_cli.standin._core.image.plain_layers import AptPackages
from flytex_cli.standin._core.image.project_layers import PoetryProject, UVProject
from flytex_cli.standin._core.image.script_layers import UVScript
from flytex_cli.standin._core.image.scripts import parse_uv_script

from .context import Context
from .lines import bind, cache, env, run, secrets, words
from .pip import packages
from .plain import apt

VENV = "VIRTUAL_ENV=${VIRTUAL_ENV-/opt/venv}"
SYNC = f"{VENV} uv sync --active --inexact"
HOME = "/root/.flyte"
POETRY_CACHE = "/tmp/poetry_cache"


def uv_project(layer: UVProject, context: Context) -> str:
    """Install the dependencies alone, from the project's files, or the whole project.

    Editable dependencies, which the builder has `uv export` tell, are not looked up.
    """
    options = words(layer.get_pip_install_args())
    if layer.project_install_mode != "dependencies_only":
        place = _whole_project(context, layer.pyproject, layer.uvlock, "uv.lock")
        inside = f"{HOME}/{place}"
        return run(
            cache(),
            bind(inside, place, writable=True),
            secrets(layer.secret_mounts),
            f"{SYNC} --no-editable",
            f" {options} --project {inside}",
        )
    if "--no-install-project" not in options:
        options += " --no-install-project"
    project = bind("pyproject.toml", context.add(layer.pyproject))
    lock = [] if layer.uvlock is None else [bind("uv.lock", context.add(layer.uvlock), writable=True)]
    editables = ""
    return run(cache(), *lock, project, editables, secrets(layer.secret_mounts), f"{SYNC} {options}")


def uv_script(layer: UVScript, context: Context) -> str:
    """Install the packages that a script names, then the projects."""
    declared = parse_uv_script(layer.script)
    text = ""
    if declared.dependencies:
        options = {
            name: getattr(layer, name)
            for name in ("index_url", "extra_index_urls", "pre", "extra_args", "secret_mounts")
        }
        text += packages(PipPackages(packages=tuple(declared.dependencies), **options), context)
    if declared.pyprojects:
        text += apt(AptPackages(packages=("git",)), context)
    for folder in map(Path, declared.pyprojects):
        lock = folder / "uv.lock"
        project = UVProject(
            pyproject=folder / "pyproject.toml",
            uvlock=lock if lock.exists() else None,
            project_install_mode="install_project",
            secret_mounts=layer.secret_mounts,
            pre=layer.pre,
            extra_args=layer.extra_args,
        )
        text += uv_project(project, context)
    return text


def poetry_project(layer: PoetryProject, context: Context) -> str:
    """Install Poetry, then the dependencies alone or the whole project."""
    options = layer.extra_args or ""
    variables = {"POETRY_CACHE_DIR": POETRY_CACHE}
    install = f"{VENV} poetry install"
    if layer.project_install_mode == "dependencies_only":
        project, lock = context.add(layer.pyproject), context.add(layer.poetry_lock)
        variables["POETRY_VIRTUALENVS_IN_PROJECT"] = "true"
        mounts = [bind("poetry.lock", lock), bind("pyproject.toml", project)]
        install += f" {options if '--no-root' in options else f'{options} --no-root'}"
    else:
        place = _whole_project(context, layer.pyproject, layer.poetry_lock, "poetry.lock")
        mounts = [bind(f"{HOME}/{place}", place, writable=True)]
        install += f" {options} -C {HOME}/{place}"
    return "\n".join(
        (
            run(cache(), "uv pip install poetry"),
            env(variables),
            run(cache(POETRY_CACHE, "poetry"), *mounts, secrets(layer.secret_mounts), install),
        )
    )


def _whole_project(context: Context, pyproject: Path, lock: Path | None, lock_name: str) -> str:
    """Add the folder of a project; its own files are there whatever is ignored."""
    place = context.add(pyproject.parent)
    if lock is not None:
        context.require(place, lock, lock_name)
    context.require(place, pyproject, "pyproject.toml")
    return place
