"""Which modules of the user's own tree a module has loaded."""

from __future__ import annotations

import pytest

from flytex_cli.load.protocol import LoadRequest
from flytex_cli.load.runner import Run
from flytex_cli.records import LoadedModule
from tests.harness import modules_at

pytestmark = pytest.mark.engines


def test_what_was_loaded_of_the_own_tree_is_reported(write, tmp_path):
    """No installed package, nothing of another folder, nothing without a file; only where it is asked for."""
    write("root/flow.py", "import json, sys\nimport pkg.a, odd\nsys.modules['strange'] = 3\nimport flyte\n")
    write("root/pkg/__init__.py", "")
    write("root/pkg/a.py", "def f():\n    import pkg.b\n")
    write("root/pkg/b.py", "")
    write("root/odd.py", "__file__ = 3\n")
    root = tmp_path / "root"
    modules = modules_at([root / "flow.py"], root_dir=root)
    (report,) = Run(modules, LoadRequest(loaded=True)).results().reports
    assert report.loaded == (
        LoadedModule("flow", str(root / "flow.py")),
        LoadedModule("pkg", str(root / "pkg/__init__.py")),
        LoadedModule("pkg.a", str(root / "pkg/a.py")),
    )
    (silent,) = Run(modules, LoadRequest()).results().reports
    assert silent.loaded == ()
