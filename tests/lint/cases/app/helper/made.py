"""Makes apps for other modules."""

from flyte.app import AppEnvironment


def make(name: str) -> AppEnvironment:
    app = AppEnvironment(name, image="ghcr.io/acme/api:1")  # expect: APP010
    app.server(serve)
    return app


def serve() -> None:
    print("up")
