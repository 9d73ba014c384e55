"""`flytex policy`."""

from __future__ import annotations

import dataclasses
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from flytex_cli import api
from flytex_cli.cli.exits import ExitCode, exiting
from flytex_cli.cli.loading import LoadOptions, TalkOptions, to_request
from flytex_cli.cli.spread import spread
from flytex_cli.records import Message


class PolicyAction(str, Enum):
    """What is done with policies."""

    TEST = "test"


@spread
@exiting
def policy(
    action: Annotated[PolicyAction, typer.Argument(metavar="test", help="Try policies on their cases.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A TOML file of [[policy]] tables.")],
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[CASE]...", help="Modules to try them on.", show_default="those below FILE's folder"),
    ] = None,
    *,
    load: LoadOptions,
    conversation: TalkOptions,
) -> ExitCode:
    """Try a team's policies on modules that it keeps beside them.

    A case is a module. Each line with a finding ends with `# expect: CODE`, or several codes with commas; everything
    else must pass. Exits 1 when a case is not as it says, 3 when one cannot be loaded.

    \b
    Examples:
      flytex policy test policies/acme.toml
      flytex policy test policies/acme.toml policies/cases/gpu.py
    """
    from flytex_cli.cli.lint_settings import read_policy_file
    from flytex_cli.render.policies.text import tried_lines

    talk, output = conversation.conversation(), conversation.output()
    rules = read_policy_file(file)
    where = paths or [file.parent]
    options_ = load if load.root_dir is not None else dataclasses.replace(load, root_dir=file.parent)
    with talk.progress() as progress:
        result = api.try_policies(to_request(options_, where, Message.TASKSPEC, talk), rules, progress)
    output.write_lines(tried_lines(result))
    for code in result.untried:
        talk.note(f"no case has a finding of {code}")
    if any(case.problem is not None for case in result.cases):
        return ExitCode.INPUT
    return ExitCode.FINDINGS if result.failed else ExitCode.OK
