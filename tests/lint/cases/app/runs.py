"""A file that deploys itself: the SDK looks into the very module that is run."""

import flyte
from flyte.app import AppEnvironment

first = AppEnvironment("first", image="ghcr.io/acme/api:1")
second = AppEnvironment("second", image="ghcr.io/acme/api:1")


@first.server
@second.server
def serve() -> None:
    print("up")


if __name__ == "__main__":
    flyte.init_from_config()
    flyte.deploy(first, second)
