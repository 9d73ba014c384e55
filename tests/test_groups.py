"""What tests share is made once: those of a group run on one worker."""

from __future__ import annotations

import pytest


@pytest.mark.xdist_group("a group")
def test_a_group_is_told_to_xdist(request):
    """By the test's id, which pytest 9.2 keeps from xdist 3.8: each worker would make what a group shares."""
    if not getattr(request.config.option, "loadgroup", False):
        pytest.skip("no --dist loadgroup")
    assert request.node.nodeid.endswith("@a group")
