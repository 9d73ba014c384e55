"""Environment variables that a process asks for."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import os
from flytex_cli.load.observe.environment import RecordedEnvironment
recorded = RecordedEnvironment(lambda frame: False)
recorded.install()
{code}
print(*recorded.names)
"""


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("os.environ.get('A'); os.getenv('B', '1'); 'C' in os.environ; os.environ.setdefault('D', '1')", "A B C D"),
        ("os.environb.get(b'A')", "A"),
        ("os.environ['A'] = '1'", ""),
        ("os.path.expandvars('$A/${B}')", "A B"),
        ("list(os.environ)", "*"),
        ("dict(os.environ)", "*"),
        ("os.environ.copy(); os.environ.get('A')", "*"),
        ("{name: value for name, value in os.environ.items()}", "*"),
        ("len(os.environ)", "*"),
        ("repr(os.environ)", "*"),
        ("os.environ == {}", "*"),
        ("{**os.environ}", "*"),
        ("os.environ | {}", "*"),
        ("import urllib.request; urllib.request.getproxies()", "*_proxy"),
    ],
)
def test_what_is_asked_for(code: str, names: str) -> None:
    """Names, or all of them, however code asks."""
    done = subprocess.run([sys.executable, "-c", PROGRAM.format(code=code)], capture_output=True, check=True, text=True)
    assert done.stdout.split() == names.split()
