"""The SDK's side is made by processes that are forked: it is what fresh interpreters make."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conformance.deploying import recorded
from tests.conformance.releases import REFERENCE
from tests.forks import Forks
from tests.harness import FIXTURES, REPOSITORY

pytestmark = pytest.mark.sdk


def test_a_forked_deployment_sends_what_a_fresh_one_does(tmp_path: Path) -> None:
    """A variable of Python's own makes it fresh."""
    shutil.copy(FIXTURES / "triggers.py", tmp_path)
    sent = []
    for variables in ({}, {"PYTHONNOUSERSITE": "1"}):
        server = recorded(tmp_path, "triggers.py", "env", copy_style="loaded_modules", **variables)
        sent.append((sorted(server.deployed), server.bundles, sorted(server.calls)))
    assert sent[0] == sent[1]
    assert sent[0][0]


def test_a_forked_reference_is_a_fresh_one(tmp_path: Path) -> None:
    """The release's own TaskSpecs, byte for byte."""
    made = []
    for side in ("forked", "fresh"):
        out = tmp_path / side
        out.mkdir()
        arguments = [str(FIXTURES / "interfaces.py"), str(FIXTURES), str(out)]
        if side == "fresh":
            subprocess.run([sys.executable, "-m", REFERENCE, *arguments], cwd=REPOSITORY, check=True)
        else:
            with Forks(os.environ) as forks:
                assert forks.module(REFERENCE, arguments).returncode == 0
        made.append({file.name: file.read_bytes() for file in out.iterdir()})
    assert made[0] == made[1]
    assert made[0]
