"""Each fixture's specs and apps, whole, as a person reads them; the same bytes with either engine.

The files were made with Python 3.11. A cache version is a hash of the function's syntax tree and an image's tag one of its
layers: both depend on the Python version, as does the default image's tag, and an app's parameters are compressed. With
another Python these lines are left out of the comparison, and only these.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from flytex_cli import api
from flytex_cli.load.protocol import LoadRequest
from flytex_cli.records import Message, Severity
from flytex_cli.render.specs import SpecFormat
from tests.harness import FIXTURES

pytestmark = pytest.mark.engines

GOLDEN = Path(__file__).parent
CASES = [*sorted(path.stem for path in FIXTURES.glob("*.py")), "shop"]
APPS = sorted(path.stem for path in (FIXTURES / "apps").glob("*.py"))

DEPENDS_ON_PYTHON = re.compile(
    r"(discoveryVersion: |image: |version: )[^\s]*[0-9a-f]{12,}.*|- H4sI.*|image: .*py3\.\d+.*"
)


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


@pytest.mark.parametrize("case", APPS)
def test_the_apps_of_a_fixture_serialize_to_its_golden_file(case, request):
    """The whole YAML, outside of a repository: within one the message names its remote."""
    load = LoadRequest(message=Message.APP, without_git=True)
    result = api.serialize(api.Modules([FIXTURES / "apps" / f"{case}.py"], root_dir=FIXTURES / "apps", load=load))
    assert [each for each in result.diagnostics if each.severity is Severity.ERROR] == []
    written = SpecFormat.YAML.render(result.apps).decode()
    golden = GOLDEN / "apps" / f"{case}.yaml"
    if request.config.getoption("--update-golden"):
        golden.write_text(written)
    assert comparable(written) == comparable(golden.read_text())


def comparable(text: str) -> str:
    """The text, without what another Python version changes."""
    return text if sys.version_info[:2] == (3, 11) else DEPENDS_ON_PYTHON.sub(r"\1...", text)
