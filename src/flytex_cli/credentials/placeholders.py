"""Values that stand for a credential and are none."""

from __future__ import annotations

import re

REFERENCE = re.compile(
    r"\$\w|\$[({]|\{\{|\{\w*\}|<[^<>]*>|%\(\w+\)|\[[A-Za-z_ -]+\]"
    r"|^(?:secrets?|vault|arn|projects|env|file|op|ssm|awssm|gcpsm|azurekv)(?:://|:|/)",
)
"""A variable, a template's field, or where a secret lies."""
DUMMY = re.compile(
    r"change[-_ ]?me|place[-_ ]?holder|example|dummy|fake|redacted|replace|insert|to-?do|fix-?me|your[-_ ]|my[-_ ]"
    r"|not[-_ ]?(?:set|used|needed|required|real)|unused|none|null|undefined|n/a|\.\.\.|\*\*\*|xxx+",
    re.IGNORECASE,
)
ONE_CHARACTER = re.compile(r"(.)\1*")
WORDS = frozenset(
    {
        *(
            "",
            "0",
            "1",
            "auto",
            "bearer",
            "credential",
            "credentials",
            "default",
            "disabled",
            "enabled",
            "false",
            "key",
        ),
        *("no", "off", "on", "pass", "passwd", "password", "secret", "test", "tests", "token", "true", "yes"),
    }
)


def is_placeholder(value: str) -> bool:
    """Return whether a value plainly stands for something else."""
    text = value.strip().strip("\"'")
    return (
        text.lower() in WORDS
        or ONE_CHARACTER.fullmatch(text) is not None
        or REFERENCE.search(text) is not None
        or DUMMY.search(text) is not None
    )
