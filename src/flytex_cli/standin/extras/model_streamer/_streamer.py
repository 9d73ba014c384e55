"""A streamer of the weights in a folder of a store."""

from __future__ import annotations

import os
from dataclasses import dataclass

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly

empty_weights = RuntimeOnly("flyte.extras.model_streamer.empty_weights")
missing_parameters = RuntimeOnly("flyte.extras.model_streamer.missing_parameters")


@dataclass
class LoadResult:
    """What did not fit: names that got no weights, and weights that have no such name."""

    missing_keys: list[str]
    unexpected_keys: list[str]


class ModelStreamer:
    """The weights in a folder; how they are fetched is set here or in the environment."""

    stream = RuntimeOnly("flyte.extras.model_streamer.ModelStreamer.stream")
    stream_sync = RuntimeOnly("flyte.extras.model_streamer.ModelStreamer.stream_sync")
    load_into = RuntimeOnly("flyte.extras.model_streamer.ModelStreamer.load_into")
    state_dict = RuntimeOnly("flyte.extras.model_streamer.ModelStreamer.state_dict")
    download_metadata = RuntimeOnly("flyte.extras.model_streamer.ModelStreamer.download_metadata")

    def __init__(self, path: str, *, chunk_size: int | None = None, max_concurrency: int | None = None) -> None:
        self.path = path.rstrip("/")
        self.chunk_size = chunk_size or int(os.environ.get("FLYTE_MODEL_LOADER_CHUNK_SIZE", 16 * 1024**2))
        self.max_concurrency = max_concurrency or int(os.environ.get("FLYTE_MODEL_LOADER_MAX_CONCURRENCY", 32))
