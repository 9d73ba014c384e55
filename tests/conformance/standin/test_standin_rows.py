"""Every name of the extension API behaves as in the SDK, or differs for a reason that is written down."""

from __future__ import annotations

import pytest
import standin_rows_extend
import standin_rows_settings
import standin_rows_task
from standin_harness import Check, Row, agree, all_checks, compare

pytestmark = pytest.mark.sdk

ROWS = [*standin_rows_extend.ROWS, *standin_rows_task.ROWS, *standin_rows_settings.ROWS]


@pytest.mark.parametrize(("row", "check"), [pytest.param(r, c, id=f"{r.name}: {c.name}") for r, c in all_checks(ROWS)])
def test_the_stand_in_does_what_the_sdk_does(row: Row, check: Check) -> None:
    """Equal values, equal messages, errors of the same family; where a difference is meant, there is one."""
    sdk, standin = compare(check)
    if check.why is None:
        assert agree(sdk, standin), f"\nSDK:      {sdk!r}\nstand-in: {standin!r}"
    else:
        assert not agree(sdk, standin), f"no difference any more: drop the reason {check.why!r}"
