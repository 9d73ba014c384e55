"""`flytex verify`."""

from __future__ import annotations

from flytex_cli import api
from flytex_cli.cli import options
from flytex_cli.cli.console import write_stdout
from flytex_cli.cli.exits import ExitCode, exiting
from flytex_cli.cli.loading import LoadOptions, TalkOptions, say_stubs, to_request
from flytex_cli.cli.spread import spread
from flytex_cli.errors import UsageError
from flytex_cli.records import Message


@spread
@exiting
def verify(
    paths: options.Paths = None,
    message: options.MessageKind = Message.TASKSPEC,
    *,
    load: LoadOptions,
    conversation: TalkOptions,
) -> ExitCode:
    """Compare the stand-in with the installed SDK on your own modules.

    Serializes with both engines and shows every difference, field by field. Exits 0 when all tasks are equal, 1 when
    one differs, 3 when one side cannot load or translate what the other can.

    \b
    Examples:
      flytex verify src
      flytex verify src --message deploy-request
    """
    if not paths:
        raise UsageError("no path is given", hint="name a .py file, a package or a folder, or set `paths`")
    talk = conversation.conversation()
    request = to_request(load, paths, message, talk)
    with talk.progress() as progress:
        result = api.verify(request, progress)
    say_stubs(result.reports, talk)
    from flytex_cli.render.verification import render

    write_stdout(render(result))
    if result.one_sided:
        return ExitCode.INPUT
    return ExitCode.FINDINGS if result.different else ExitCode.OK
