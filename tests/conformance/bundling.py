"""The SDK's own code bundles: its functions, in a process that has loaded the modules as `flyte deploy` does.

`python -m tests.conformance.bundling` imports the SDK once and forks for each line of JSON that it reads.
"""

from __future__ import annotations

import asyncio
import functools
import importlib.util
import json
import os
import sys
import tarfile
import traceback
from pathlib import Path
from typing import Any


def bundles(root: str, path: str, styles: list[list[Any]], work: str) -> list[list[dict[str, Any]]]:
    """For each copy style, with ruff or without, the bundle of each plan: its files, its digest, its archive's members."""
    from flyte._deploy import plan_deploy
    from flyte._environment import list_loaded_environments

    _load(Path(root), path)
    environments = list_loaded_environments()
    plans = plan_deploy(*environments) if _includes() else [plan_deploy(environments[0])[0]]
    return [[_bundle(Path(root), plan, style, ruff, Path(work, f"{number}-{i}")) for i, plan in enumerate(plans)]
            for number, (style, ruff) in enumerate(styles)]  # fmt: skip


def _load(root: Path, path: str) -> None:
    from flyte._utils import module_loader

    os.chdir(root)
    sys.path.insert(0, str(root))
    if path.endswith(".py"):
        module_loader._load_module_from_file(Path(path))
    else:
        _, failed = module_loader.load_python_modules(Path(path), root, recursive=True)
        assert not failed, failed


def _includes() -> bool:
    return importlib.util.find_spec("flyte._code_bundle._includes") is not None


def _bundle(root: Path, plan: Any, style: str, ruff: str | None, to: Path) -> dict[str, Any]:
    from flyte._code_bundle import _utils, build_code_bundle

    if hasattr(getattr(_utils, "_ruff_is_available", None), "cache_clear"):
        _utils._ruff_is_available.cache_clear()
    os.environ["PATH"] = f"{ruff}:/usr/bin:/bin" if ruff else "/usr/bin:/bin"
    to.mkdir(parents=True)
    more: dict[str, Any] = {}
    if _includes():
        from flyte._code_bundle._includes import collect_env_include_files

        more["additional_files"] = collect_env_include_files(plan.envs.values())
    build = getattr(build_code_bundle, "__wrapped__", build_code_bundle)
    try:
        asyncio.run(build(from_dir=root, dryrun=True, copy_bundle_to=to, copy_style=style, **more))
    except Exception as error:
        return {"refused": f"{type(error).__name__}: {error}"}
    (archive,) = to.iterdir()
    with tarfile.open(archive) as opened:
        members = {each.name: _content(opened, each) for each in opened}
    return {"digest": archive.name.removeprefix("fast").removesuffix(".tar.gz"), "members": members}


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    if member.issym():
        return f"-> {member.linkname}"
    file = archive.extractfile(member)
    assert file is not None
    return file.read().hex()


def _remember_where_modules_lie() -> None:
    """Ask once for what is installed: the SDK resolves the path of every module that is loaded, in each bundle."""
    from flyte._code_bundle import _utils

    _utils._file_is_in_directory = functools.cache(_utils._file_is_in_directory)
    _utils.list_imported_modules_as_files(os.getcwd(), list(sys.modules.values()))


def main() -> None:
    for name in ("flyte._deploy", "flyte._utils", "flyte.app", "flyte.remote", "flyte.remote._data"):
        importlib.import_module(name)
    _remember_where_modules_lie()

    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # the SDK speaks on stdout
    print(file=answers, flush=True)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            try:
                print(json.dumps(bundles(**json.loads(line))), file=answers, flush=True)
            except BaseException:
                print(json.dumps({"failed": traceback.format_exc()}), file=answers, flush=True)
            finally:
                os._exit(0)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
