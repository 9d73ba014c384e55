"""The forms that rules are explained in."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from enum import Enum

from flytex_cli.lint.rule import Rule


class RuleFormat(str, Enum):
    """A form of rules."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"

    def render(self, rules: Sequence[Rule]) -> bytes:
        """Some rules in one document."""
        if self is RuleFormat.JSON:
            return (json.dumps([to_document(rule) for rule in rules], indent=2, ensure_ascii=False) + "\n").encode()
        if self is RuleFormat.MARKDOWN:
            return "\n".join(map(to_markdown, rules)).encode()
        return "".join(f"{line}\n" for line in to_list(rules)).encode()


def to_document(rule: Rule) -> dict[str, object]:
    """All that is known of a rule."""
    return {
        "code": rule.code,
        "slug": rule.slug,
        "severity": rule.severity.value,
        "default": rule.default,
        "summary": rule.summary,
        "why": rule.why,
        "bad": rule.bad.strip(),
        "good": rule.good.strip(),
        "since": rule.since,
        "until": rule.until,
        "page": rule.page,
        "url": rule.url,
    }


def to_list(rules: Sequence[Rule]) -> list[str]:
    """A line each: code, severity, whether it is opt-in, slug, summary."""
    width = max(len(rule.slug) for rule in rules)
    return [
        f"{rule.code}  {rule.severity.value:<7}  {'' if rule.default else 'opt-in':<6}  "
        f"{rule.slug:<{width}}  {rule.summary}"
        for rule in rules
    ]


def plain(rule: Rule) -> str:
    """A page without any markup."""
    parts = [f"{rule.code} {rule.slug}\n{rule.summary}.", facts(rule).replace("**", ""), rule.why]
    parts += [
        f"{title}:\n\n{textwrap.indent(text.strip(), '    ')}"
        for title, text in (("Bad", rule.bad), ("Good", rule.good))
        if text
    ]
    parts += [f"Suppress it where it is meant: # flytex: ignore[{rule.code}] reason", f"Page: {rule.url}"]
    return "\n\n".join(parts) + "\n"


def to_markdown(rule: Rule) -> str:
    """A page."""
    parts = [f"# {rule.code} {rule.slug}", f"{rule.summary}.", facts(rule), rule.why]
    for title, text in (("Bad", rule.bad), ("Good", rule.good)):
        if text:
            parts.append(f"## {title}\n\n```python\n{text.strip()}\n```")
    parts.append(f"Suppress it where it is meant: `# flytex: ignore[{rule.code}] reason`.")
    return "\n\n".join(parts) + "\n"


def facts(rule: Rule) -> str:
    """Severity, default and SDK range in a sentence."""
    default = "runs by default" if rule.default else f"runs only where it is selected (`--extend-select {rule.code}`)"
    since = "every SDK release" if rule.since == "2.0.0" else f"SDK {rule.since} and later"
    if rule.until is not None:
        since = f"SDK {rule.since} to below {rule.until}, which refuses it when the module loads"
    return f"Severity **{rule.severity.value}**; {default}; for {since}."
