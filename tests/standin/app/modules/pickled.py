"""Apps for a pickled code bundle: it needs a server, and holds no files."""

from flyte.app import AppEnvironment

served = AppEnvironment(name="served")
with_files = AppEnvironment(name="with-files", include=("a.txt",))


@served.server
async def serve() -> None: ...


@with_files.server
async def serve_files() -> None: ...
