"""The settings that pages show are settings, and the site has every page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.harness import REPOSITORY, Flytex

DOCS = REPOSITORY / "docs"
TASK = (
    'import flyte\n\nenv = flyte.TaskEnvironment("env")\n\n\n@env.task\nasync def one(x: int) -> int:\n    return x\n'
)


@pytest.mark.parametrize("name", ["settings.md", "getting-started.md"])
def test_the_settings_of_a_page_work(name: str, flytex: Flytex, tmp_path: Path) -> None:
    blocks = re.findall(r"^```toml\n(.*?)^```$", (DOCS / name).read_text(), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 1
    for file, text in {"pyproject.toml": blocks[0], "src/flow.py": TASK, "deploy/flyte.yaml": "plugins: {}\n"}.items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(text)
    for command in ("lint", "podspec", "serialize"):
        run = flytex(command, "--engine", "standin")
        assert run.code == 0, run.stderr


def test_every_page_is_in_the_navigation_or_is_a_rule() -> None:
    nav = re.findall(r"[\w./-]+\.md", yaml.dump(yaml.safe_load((REPOSITORY / "mkdocs.yml").read_text())["nav"]))
    pages = {str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md")}
    assert pages - set(nav) == {f"rules/{path.name}" for path in DOCS.glob("rules/[A-Z][A-Z][A-Z][0-9]*.md")}
    assert set(nav) <= pages
