"""Makes apps for others."""

from flyte.app import AppEnvironment

shared = AppEnvironment(name="shared")


def make_app(name: str) -> AppEnvironment:
    return AppEnvironment(name=name)
