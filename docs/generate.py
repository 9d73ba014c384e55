"""Write the pages that are generated: on each rule, their index, and on the commands and options.

python docs/generate.py            write them
python docs/generate.py --check    exit 1 if one is not as it should be
"""

from __future__ import annotations

import importlib
import sys
from itertools import groupby
from pathlib import Path

import cli_reference

from flytex_cli.lint.registry import all_rules
from flytex_cli.lint.rule import Rule
from flytex_cli.render.rules.markdown import to_page

ROOT = Path(__file__).parent.parent


def main() -> int:
    check = "--check" in sys.argv[1:]
    wanted = pages()
    stale = [file for file, text in wanted.items() if not file.exists() or file.read_text("utf-8") != text]
    gone = [file for file in sorted((ROOT / "docs" / "rules").glob("*.md")) if file not in wanted]
    if check:
        for file in [*stale, *gone]:
            print(f"{file.relative_to(ROOT)} is not what `make generate` writes")
        return 1 if stale or gone else 0
    for file in stale:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(wanted[file], "utf-8")
    for file in gone:
        file.unlink()
    return 0


def pages() -> dict[Path, str]:
    """Return every generated file as it should be."""
    folder = ROOT / "docs" / "rules"
    made = {folder / f"{rule.code}.md": to_page(rule) for rule in all_rules()}
    made[folder / "README.md"] = index()
    made[ROOT / "docs" / "reference" / "cli.md"] = cli_reference.page()
    return made


def index() -> str:
    """Return all rules, group by group."""
    parts = [
        f"# All rules\n\n{len(all_rules())} rules in {len(groups())} groups. `flytex rule CODE` shows a page in the "
        "terminal; [flytex lint](../lint.md) says how to choose and suppress them.\n"
    ]
    for group, rules in groups():
        parts.append(f"## {group}: {title(group)}\n\n| code | name | severity | finds |\n|---|---|---|---|\n")
        for rule in rules:
            opt_in = "" if rule.default else ", opt-in"
            summary = rule.summary.replace("|", "\\|")
            parts[-1] += (
                f"| [{rule.code}]({rule.code}.md) | {rule.slug} | {rule.severity.value}{opt_in} | {summary} |\n"
            )
    return "\n".join(parts)


def groups() -> list[tuple[str, list[Rule]]]:
    """Return the rules by the letters of their codes."""
    return [(group, list(rules)) for group, rules in groupby(all_rules(), key=lambda rule: rule.group)]


def title(group: str) -> str:
    """Return what a group is about, from its package's docstring."""
    text = importlib.import_module(f"flytex_cli.lint.rules.{group.lower()}").__doc__ or ""
    return text.partition(": ")[2].strip().removesuffix(".")


if __name__ == "__main__":
    sys.exit(main())
