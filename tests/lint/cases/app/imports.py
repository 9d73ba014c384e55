"""The container of an app without a command of its own imports its module."""

import hypothesis  # expect: IMG009

import flyte
from flyte.app import AppEnvironment

bare = AppEnvironment("bare", image=flyte.Image.from_debian_base(name="bare").with_pip_packages("fastapi"))


@bare.server
def serve() -> None:
    hypothesis.note("up")
