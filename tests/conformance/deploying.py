"""What the real `flyte deploy` sends, and what flytex writes in its place."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from flytex_cli.facts.sdk_packages import SDK_RELEASE
from tests.conformance.recorder import Recorder, recording
from tests.forks import NO_SENTRY, flyte_command
from tests.harness import clean_environment

TIMEOUT = 120
"""What a command of the SDK may take, in seconds."""


def installed_release() -> str | None:
    """The release of the SDK beside this interpreter."""
    try:
        return version("flyte")
    except PackageNotFoundError:
        return None


def release_at_least(*parts: int) -> bool:
    """Whether the SDK at hand is this release or a later one."""
    return tuple(map(int, (installed_release() or "0").split(".")[: len(parts)])) >= parts


ENGINES = ("sdk", "standin") if installed_release() == SDK_RELEASE else ("sdk",)
"""The engines held against what is sent: the stand-in speaks as one release alone."""


class DeployError(Exception):
    """`flyte deploy` refuses."""


def requests(flytex, folder: Path, path: str, engine: str, *options: str, bundles=(), **environ: str):
    """The DeployTaskRequests flytex writes, by task name, with the code bundle that was uploaded, if one was."""
    found = written(flytex, folder, path, engine, *options, bundles=bundles, **environ)
    files = (file for file in found if file.stem != "app")
    return {request.task_id.name: request for request in map(parse, files)}


def app_requests(flytex, folder: Path, path: str, engine: str, *options: str, bundles=(), **environ: str):
    """The CreateRequests of apps flytex writes, by name, as `requests`."""
    from flyteidl2.app.app_payload_pb2 import CreateRequest

    files = written(flytex, folder, path, engine, *options, bundles=bundles, **environ)
    messages = [CreateRequest.FromString(file.read_bytes()) for file in files if file.stem == "app"]
    return {request.app.metadata.id.name: request for request in messages}


def written(flytex, folder: Path, path: str, engine: str, *options: str, bundles=(), **environ: str):
    """The files of the deploy requests that flytex writes."""
    for uri, version_of_code in bundles[:1]:
        options += ("--code-bundle-uri", uri, "--code-bundle-version", version_of_code)
    result = flytex(
        "serialize", path, "--message", "deploy-request", "--engine", engine, "-f", "pb", "-o", f"out-{engine}",
        "-p", "p", "-d", "d", "--org", "o", "--version", "v1", *options, cwd=folder, **environ,
    )  # fmt: skip
    assert result.code == 0, result.stderr
    return list((folder / f"out-{engine}").glob("*/*.pb"))


def deploy(folder: Path, *arguments: str, **options: str):
    """The DeployTaskRequests that `flyte deploy` sends, and the code bundles it uploaded; see `recorded`."""
    from flyteidl2.task.task_service_pb2 import DeployTaskRequest

    server = recorded(folder, *arguments, **options)
    return [DeployTaskRequest.FromString(body) for body in server.deployed], server.bundles


def deployed_apps(folder: Path, *arguments: str, **options: str):
    """The CreateRequests of apps that `flyte deploy` sends, by name, and the code bundles it uploaded."""
    from flyteidl2.app.app_payload_pb2 import CreateRequest

    server = recorded(folder, *arguments, **options)
    requests = map(CreateRequest.FromString, server.apps)
    return {request.app.metadata.id.name: request for request in requests}, server.bundles


def recorded(
    folder: Path, *arguments: str, copy_style: str = "none", host: str = "127.0.0.1", **environ: str
) -> Recorder:
    """What `flyte deploy` sends.

    SDK 2.0.0 uploads a code bundle whatever the copy style is.

    Raises:
        DeployError: it refuses, with what it says.
    """
    with recording() as server:
        url = server.url.replace("127.0.0.1", host)
        deploy_to(url, folder, *arguments, copy_style=copy_style, **environ)
        return server


def deploy_to(url: str, folder: Path, *arguments: str, copy_style: str = "none", **environ: str) -> None:
    """Run `flyte deploy`.

    Raises:
        DeployError: it refuses, with what it says.
    """
    flyte(
        url, folder, "deploy", "--project", "p", "--domain", "d", "--version", "v1", "--copy-style", copy_style,
        *arguments, **environ,
    )  # fmt: skip


def flyte(url: str, folder: Path, *arguments: str, **environ: str) -> bytes:
    """What a command of the SDK prints.

    Raises:
        DeployError: it refuses, with what it says.
    """
    environ = environment(folder, **environ)
    command = ("--endpoint", url, "--insecure", "--org", "o", *arguments)
    return printed(run_flyte(command, os.fspath(folder), environ, TIMEOUT))


def run_flyte(
    arguments: Sequence[str], cwd: str, environ: Mapping[str, str], timeout: float
) -> subprocess.CompletedProcess[bytes]:
    """Run `flyte` in a fresh interpreter; in a test session it is forked (`tests/conftest.py`)."""
    command = [flyte_command(), *arguments]
    return subprocess.run(command, cwd=cwd, env=environ, timeout=timeout, capture_output=True, check=False)


def client(folder: Path, *command: str | Path, **environ: str) -> bytes:
    """What a program prints that uses the SDK, in an environment of its own.

    Raises:
        DeployError: it fails, with what it says.
    """
    environ = environment(folder, **environ)
    return printed(subprocess.run(command, cwd=folder, capture_output=True, timeout=TIMEOUT, check=False, env=environ))


def printed(done: subprocess.CompletedProcess[bytes]) -> bytes:
    """What a process that has ended printed.

    Raises:
        DeployError: it failed, with what it says.
    """
    if done.returncode:
        raise DeployError(done.stdout.decode() + done.stderr.decode())
    return done.stdout


def environment(folder: Path, **environ: str) -> dict[str, str]:
    """The variables of a program that uses the SDK in a folder: a HOME beside it, and no docker."""
    home = folder.parent / f"{folder.name}-deploy-home"
    home.mkdir(exist_ok=True)
    clean = clean_environment(home)
    return clean | {"PATH": f"{no_docker(home)}:{clean['PATH']}"} | NO_SENTRY | environ


def no_docker(home: Path) -> Path:
    """A folder for PATH whose `docker` knows nothing, so that images are taken to exist and none is built."""
    folder = home / "bin"
    folder.mkdir(exist_ok=True)
    docker = folder / "docker"
    docker.write_text("#!/bin/sh\nexit 1\n")
    docker.chmod(0o755)
    return folder


def parse(path: Path):
    from flyteidl2.task.task_service_pb2 import DeployTaskRequest

    return DeployTaskRequest.FromString(path.read_bytes())


def shown(request):
    """The document a person compares."""
    from flytex_cli.wire.document import to_document

    return to_document(request)
