"""What the container of an app finds where it looks for it."""

from flyte.app import AppEnvironment

IMAGE = "ghcr.io/acme/api:1"


def serve() -> None:
    print("up")


first = AppEnvironment("first", image=IMAGE)
first.server(serve)
second = AppEnvironment("second", image=IMAGE)  # expect: APP010
second.server(serve)
with_args = AppEnvironment("with-args", image=IMAGE, args="serve")  # expect: APP010
with_command = AppEnvironment("with-command", image=IMAGE, command="serve")
copied = first.clone_with("copied")  # expect: APP010
copied.server(serve)
command_copied = first.clone_with("command-copied", command="serve")
listed = [AppEnvironment("listed", image=IMAGE)]  # expect: APP010
listed[0].server(serve)
