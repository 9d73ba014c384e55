"""The same answers as the library of Flyte's backend, recorded.

`robfig_cron.tsv` holds, for random expressions, what `ParseStandard("CRON_TZ=" + zone + " " + expression)` of robfig/cron
3.0.1 (Debian's golang-github-robfig-cron-dev) says: `refused`, or the next six fire times after a moment, in UTC. Of 20,000
such rows 17 differed, all in America/Asuncion, where October 2023 began without a midnight: there the library passes over
months, and flytex does not. The rows kept here are of other zones.
"""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest

from flytex_cli.schedule.cron import parse_cron
from flytex_cli.schedule.errors import CronError

ROWS = [line.split("\t") for line in (Path(__file__).parent / "robfig_cron.tsv").read_text().splitlines()]


def test_there_are_rows_of_both_kinds():
    """So that the comparison compares something."""
    assert sum(row[3] == "refused" for row in ROWS) == 180
    assert sum(row[3] != "refused" for row in ROWS) == 220


@pytest.mark.parametrize("start", range(0, len(ROWS), 50))
def test_the_same_answer(start):
    """Refused, or the same six times."""
    for expression, zone, moment, answer in ROWS[start : start + 50]:
        assert answered(expression, zone, moment) == answer, (expression, zone, moment)


def answered(expression: str, zone: str, moment: str) -> str:
    try:
        cron = parse_cron(expression, zone)
    except CronError:
        return "refused"
    now: datetime | None = datetime.fromisoformat(moment.replace("Z", "+00:00"))
    times = []
    for _ in range(6):
        if now is None or (now := cron.after(now)) is None:
            break
        times.append(now.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"))
    return " ".join(times)
