"""What a model is told before it writes code for the sandbox."""

from __future__ import annotations

ORCHESTRATOR_SYNTAX_PROMPT = """\
The code runs in a sandbox that understands a part of Python:
- Functions are given: call them directly, without `await`. `flyte_map("name", values)` calls one for each value.
- Importable: math, json, re, datetime, collections, itertools, functools. Nothing else, and no clock.
- No files, no network, no `yield`, no `del`, no classes of your own.
- Values are int, float, str, bool, bytes, None, and list, dict, tuple and set of these; File, Dir and DataFrame are
  passed on unopened.
- The last expression is the result."""
