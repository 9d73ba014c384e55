"""Every rule's file is registered, once, under the code it is named by."""

from __future__ import annotations

import re
from pathlib import Path

import flytex_cli.lint.rules
from flytex_cli.lint.registry import all_rules

FILES = {
    file.name.partition("_")[0].upper(): file
    for file in Path(flytex_cli.lint.rules.__file__).parent.rglob("*.py")
    if re.match(r"[a-z]{3}\d{3}_", file.name)
}


def test_a_rule_file_that_is_not_registered_is_found_here() -> None:
    """A rule that never runs is worse than none."""
    assert {rule.code for rule in all_rules()} == set(FILES)


def test_a_rule_lies_in_its_groups_folder() -> None:
    for code, file in FILES.items():
        assert file.parent.name == code[:3].lower(), file
