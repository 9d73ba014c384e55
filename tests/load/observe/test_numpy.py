"""NumPy's own generator, of which no event and no function of Python's tells."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from flytex_cli.load.observe.around import _numpy_drew


@pytest.mark.parametrize(("position", "drew"), [(623, False), (624, False), (2, True)])
def test_a_generator_that_gave_numbers(monkeypatch: pytest.MonkeyPatch, position: int, drew: bool) -> None:
    """It stands elsewhere than a new or a seeded one (measured with NumPy 2)."""
    generator = SimpleNamespace(get_state=lambda legacy: {"state": {"pos": position}})
    monkeypatch.setitem(sys.modules, "numpy.random.mtrand", SimpleNamespace(_rand=generator))
    assert _numpy_drew() is drew


def test_without_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is nothing to ask."""
    monkeypatch.delitem(sys.modules, "numpy.random.mtrand", raising=False)
    assert not _numpy_drew()
