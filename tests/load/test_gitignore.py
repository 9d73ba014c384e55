"""Patterns of `.gitignore` and `--exclude`, those that do not compile or would match for ever among them."""

from __future__ import annotations

import pytest

from flytex_cli.errors import UsageError
from flytex_cli.load.repository.ignore import IgnoreRules

BAD = {
    "a range that runs backwards": ("[z-a].py", "is not valid"),
    "a lone backslash": ("\\", "is not valid"),
    "stars that backtrack": ("a*" * 20 + "b", "more than 4 stars"),
    "double stars that backtrack": ("**/" * 12 + "x", "more than 4"),
}


def ignored(rules: IgnoreRules, path) -> bool:
    return rules.ignores(path, is_dir=False)


@pytest.mark.parametrize("case", BAD)
def test_a_bad_line_of_a_file_matches_nothing_and_the_others_count(tmp_path, case):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text(f"\n# all * of * these * are * generated *\n{BAD[case][0]}\nb*.py\n")
    rules = IgnoreRules.above(tmp_path).entering(tmp_path)
    assert ignored(rules, tmp_path / "build.py")
    assert not ignored(rules, tmp_path / f"{'a' * 200}.py")


@pytest.mark.parametrize("case", BAD)
def test_a_bad_pattern_to_exclude_is_refused(tmp_path, case):
    pattern, message = BAD[case]
    with pytest.raises(UsageError, match=message):
        IgnoreRules.above(tmp_path, ["good", pattern])


@pytest.mark.parametrize("pattern", ["", "*.py", "**/gen_*_*.py", "[!a]*", "a/**/b/**", "*" * 30])
def test_a_usual_pattern_is_taken(tmp_path, pattern):
    assert ignored(IgnoreRules.above(tmp_path, [pattern, "x.py"]), tmp_path / "x.py")
