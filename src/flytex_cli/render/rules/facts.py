"""What is known of a rule beside its text, in a sentence."""

from __future__ import annotations

from flytex_cli.lint.rule import Rule


def facts(rule: Rule) -> str:
    """Say its severity, whether it runs by default, and for which SDK releases."""
    default = "runs by default" if rule.default else f"runs only where it is selected (`--extend-select {rule.code}`)"
    since = "every SDK release" if rule.since == "2.0.0" else f"SDK {rule.since} and later"
    if rule.until is not None:
        since = f"SDK {rule.since} and later, but before {rule.until}, which refuses it when the module loads"
    severity = f"Severity **{rule.severity.value}**"
    if rule.otherwise is not None:
        other, where = rule.otherwise
        severity += f", **{other.value}** where {where}"
    return f"{severity}; {default}; for {since}."
