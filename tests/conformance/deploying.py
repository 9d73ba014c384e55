"""What the real `flyte deploy` sends, and what flytex writes in its place."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.conformance.recorder import recording
from tests.harness import clean_environment


class DeployError(Exception):
    """`flyte deploy` refuses."""


def requests(flytex, folder: Path, path: str, engine: str, *options: str, **environ: str):
    """The DeployTaskRequests flytex writes, by task name."""
    result = flytex(
        "serialize", path, "--message", "deploy-request", "--engine", engine, "-f", "pb", "-o", f"out-{engine}",
        "-p", "p", "-d", "d", "--org", "o", "--version", "v1", *options, cwd=folder, **environ,
    )  # fmt: skip
    assert result.code == 0, result.stderr
    return {request.task_id.name: request for request in map(parse, (folder / f"out-{engine}").glob("*/*.pb"))}


def deploy(folder: Path, *arguments: str, copy_style: str = "none", **environ: str):
    """The DeployTaskRequests that `flyte deploy` sends, and the code bundles it uploaded.

    Raises:
        DeployError: it refuses, with what it says.
    """
    from flyteidl2.task.task_service_pb2 import DeployTaskRequest

    home = folder.parent / f"{folder.name}-deploy-home"
    home.mkdir(exist_ok=True)
    with recording() as server:
        done = subprocess.run(
            [
                str(Path(sys.executable).with_name("flyte")), "--endpoint", server.url, "--insecure", "--org", "o",
                "deploy", "--project", "p", "--domain", "d", "--version", "v1", "--copy-style", copy_style,
                *arguments,
            ],
            cwd=folder, capture_output=True, timeout=120, check=False,
            env=clean_environment(home) | {"FLYTE_DISABLE_SENTRY": "true", **environ},
        )  # fmt: skip
        if done.returncode:
            raise DeployError(done.stdout.decode() + done.stderr.decode())
        return [DeployTaskRequest.FromString(body) for body in server.deployed], server.bundles


def parse(path: Path):
    from flyteidl2.task.task_service_pb2 import DeployTaskRequest

    return DeployTaskRequest.FromString(path.read_bytes())


def shown(request):
    """The document a person compares."""
    from flytex_cli.wire.document import to_document

    return to_document(request)
