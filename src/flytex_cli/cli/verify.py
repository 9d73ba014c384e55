"""`flytex verify`."""

from __future__ import annotations

from typing import Annotated

import typer

from flytex_cli import api
from flytex_cli.cli import options
from flytex_cli.cli.exits import ExitCode, exiting
from flytex_cli.cli.loading import LoadOptions, TalkOptions, say_loading, to_request
from flytex_cli.cli.spread import spread
from flytex_cli.records import Message
from flytex_cli.render.verifications import VerifyFormat
from flytex_cli.render.verifications.text import refusal_lines


@spread
@exiting
def verify(
    paths: options.Paths = None,
    message: options.MessageKind = Message.TASKSPEC,
    format: Annotated[
        VerifyFormat,
        typer.Option("--format", "-f", help="Output format.", rich_help_panel=options.OUTPUT),
    ] = VerifyFormat.TEXT,
    *,
    load: LoadOptions,
    conversation: TalkOptions,
) -> ExitCode:
    """Compare the stand-in with the installed SDK on your own modules.

    Serializes with both engines and shows every difference, field by field. Exits 0 when all tasks are equal, 1 when
    one differs, 3 when one side cannot load or translate what the other can. What both refuse is counted, and
    listed with --verbose.

    \b
    Examples:
      flytex verify src
      flytex verify src --message deploy-request
      flytex verify src --stub-imports -f json
    """
    talk = conversation.conversation()
    request = to_request(load, paths, message, talk)
    with talk.progress() as progress:
        result = api.verify(request, progress)
    say_loading(result, talk)
    for refused in result.refused:
        if not refused.one_sided:
            for line in refusal_lines(refused):
                talk.detail(line)
    conversation.output().write(format.render(result))
    if result.one_sided:
        return ExitCode.INPUT
    return ExitCode.FINDINGS if result.different else ExitCode.OK
