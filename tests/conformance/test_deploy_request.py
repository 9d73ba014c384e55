"""`--message deploy-request` is what `flyte deploy` really sends, captured on loopback and compared field by field."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tests.conformance.deploying import ENGINES, DeployError, deploy, installed_release, requests, shown
from tests.harness import FIXTURES

pytestmark = pytest.mark.sdk

CASES = {
    "hello.py": "env",
    "triggers.py": "env",
    "interfaces.py": "env",
    "environments.py": "copied",
    "secrets_and_env.py": "env",
    "reusable.py": "pool",
    "sidecar.py": "env",
    "container_task.py": "env",
    "resources.py": "trainer",
    "caching.py": "cached",
}


@pytest.mark.parametrize("bundle", [False, True], ids=["no bundle", "bundle"])
@pytest.mark.parametrize("fixture", CASES)
def test_a_deploy_request_is_what_flyte_deploy_sends(flytex, tmp_path, fixture, bundle):
    """Both engines: the same requests, with the version given, with and without a code bundle.

    SDK 2.6.13 takes the None of a container task's input for a default, and refuses it.
    """
    shutil.copy(FIXTURES / fixture, tmp_path)
    if fixture == "container_task.py" and installed_release() == "2.6.13":
        with pytest.raises(DeployError, match="Failed to convert default value"):
            deploy(tmp_path, fixture, CASES[fixture])
        return
    sent, bundles = deploy(tmp_path, fixture, CASES[fixture], copy_style="loaded_modules" if bundle else "none")
    assert sent, "flyte deploy sent nothing"
    for engine in ENGINES:
        ours = requests(flytex, tmp_path, fixture, engine, bundles=bundles)
        for request in sent:
            name = request.task_id.name
            assert shown(ours[name]) == shown(request), (engine, name)
            assert ours[name] == request, (engine, name)


def test_documentation_links_to_the_source_in_a_git_repository(flytex, tmp_path):
    """With a remote, the documentation entity carries the link that the SDK builds."""
    shutil.copy(FIXTURES / "hello.py", tmp_path)
    for command in (
        ["init", "-q", "-b", "main"],
        ["remote", "add", "origin", "https://github.com/acme/shop.git"],
        ["add", "hello.py"],
        ["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "first"],
    ):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    sent, bundles = deploy(tmp_path, "hello.py", "env", copy_style="none")
    assert "github.com/acme/shop/blob/" in sent[0].spec.documentation.source_code.link
    for engine in ENGINES:
        ours = requests(flytex, tmp_path, "hello.py", engine, bundles=bundles)
        assert [ours[request.task_id.name] for request in sent] == sent
