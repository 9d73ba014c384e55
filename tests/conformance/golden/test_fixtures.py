"""Each fixture's specs, whole, as a person reads them; the same bytes with either engine.

The files were made with Python 3.11. A cache version is a hash of the function's syntax tree and an image's tag one of its
layers: both depend on the Python version, as does the default image's tag. With another Python these lines are left out of
the comparison, and only these.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from flytex_cli import api
from flytex_cli.render.specs import SpecFormat
from tests.harness import FIXTURES

pytestmark = pytest.mark.engines

GOLDEN = Path(__file__).parent
CASES = [*sorted(path.stem for path in FIXTURES.glob("*.py")), "shop"]

DEPENDS_ON_PYTHON = re.compile(r"(discoveryVersion: |image: |version: )[^\s]*[0-9a-f]{12,}.*|image: .*py3\.\d+.*")


@pytest.mark.parametrize("case", CASES)
def test_a_fixture_serializes_to_its_golden_file(case, request):
    """The whole YAML, comments included."""
    path = FIXTURES / case if case == "shop" else FIXTURES / f"{case}.py"
    root = FIXTURES / "shop" / "src" if case == "shop" else FIXTURES
    result = api.serialize(api.Modules([path], root_dir=root))
    assert result.diagnostics == ()
    written = SpecFormat.YAML.render(result.records).decode()
    golden = GOLDEN / f"{case}.yaml"
    if request.config.getoption("--update-golden"):
        golden.write_text(written)
    assert comparable(written) == comparable(golden.read_text())


def comparable(text: str) -> str:
    """The text, without what another Python version changes."""
    return text if sys.version_info[:2] == (3, 11) else DEPENDS_ON_PYTHON.sub(r"\1...", text)
