"""Print the conformance table: row, checks, equal, different, and why for each deliberate difference.

Run it where SDK 2.12.1 is installed: `python -m tests.conformance.standin.report`. A difference without reason fails.
"""

from __future__ import annotations

import contextlib
import io
import sys

from tests.conformance.standin.standin_harness import SDK_RELEASE, agree, compare
from tests.conformance.standin.test_standin_rows import ROWS


def main() -> int:
    lines = [f"stand-in against SDK {SDK_RELEASE}", f"{'row':<60} {'checks':>6} {'equal':>6} {'different':>9}"]
    totals = [0, 0, 0]
    unexplained = 0
    for row in ROWS:
        reasons: dict[str, list[str]] = {}
        equal = 0
        for check in row.checks:
            with contextlib.redirect_stderr(io.StringIO()):
                same = agree(*compare(check))
            equal += same
            if not same:
                reasons.setdefault(check.why or "UNEXPLAINED", []).append(check.name)
                unexplained += check.why is None
        counts = [len(row.checks), equal, len(row.checks) - equal]
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
        lines.append(f"{row.name[:60]:<60} {counts[0]:>6} {counts[1]:>6} {counts[2]:>9}")
        lines += [f"    {', '.join(names)}: {why}" for why, names in reasons.items()]
    lines.append(f"{'total':<60} {totals[0]:>6} {totals[1]:>6} {totals[2]:>9}")
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
