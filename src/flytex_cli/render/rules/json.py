"""Rules as JSON: one array; its schema is `docs/schemas/rule.schema.json`."""

from __future__ import annotations

from flytex_cli.lint.report import RuleReport
from flytex_cli.lint.rule import Rule
from flytex_cli.render.common.json_text import to_json


def render(report: RuleReport) -> bytes:
    """Write all that is known of each rule."""
    return to_json([_object(rule) for rule in report.rules])


def _object(rule: Rule) -> dict[str, object]:
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
