"""Every name of the extension API behaves as in the SDK, or differs for a reason that is written down."""

from __future__ import annotations

import pytest

from tests.conformance.standin import (
    standin_rows_agents,
    standin_rows_apps,
    standin_rows_call,
    standin_rows_environment,
    standin_rows_extend,
    standin_rows_extras,
    standin_rows_hooks,
    standin_rows_models,
    standin_rows_override,
    standin_rows_pod,
    standin_rows_policies,
    standin_rows_refused,
    standin_rows_resources,
    standin_rows_rest,
    standin_rows_task,
    standin_rows_trigger,
)
from tests.conformance.standin.standin_harness import Check, Row, agree, all_checks, compare

pytestmark = pytest.mark.sdk

MODULES = (
    standin_rows_extend,
    standin_rows_task,
    standin_rows_call,
    standin_rows_hooks,
    standin_rows_override,
    standin_rows_environment,
    standin_rows_resources,
    standin_rows_policies,
    standin_rows_pod,
    standin_rows_trigger,
    standin_rows_extras,
    standin_rows_rest,
    standin_rows_apps,
    standin_rows_agents,
    standin_rows_models,
    standin_rows_refused,
)
ROWS = [row for module in MODULES for row in module.ROWS]


@pytest.mark.parametrize(("row", "check"), [pytest.param(r, c, id=f"{r.name}: {c.name}") for r, c in all_checks(ROWS)])
def test_the_stand_in_does_what_the_sdk_does(row: Row, check: Check) -> None:
    """Equal values, equal messages, errors of the same family; where a difference is meant, there is one."""
    sdk, standin = compare(check)
    if check.why is None:
        assert agree(sdk, standin), f"\nSDK:      {sdk!r}\nstand-in: {standin!r}"
    else:
        assert not agree(sdk, standin), f"no difference any more: drop the reason {check.why!r}"
