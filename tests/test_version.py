from __future__ import annotations

import flytex_cli


def test_the_package_says_its_version():
    assert flytex_cli.__version__.count(".") == 2
