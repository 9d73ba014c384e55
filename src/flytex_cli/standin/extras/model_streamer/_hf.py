"""A `transformers` model with its weights."""

from __future__ import annotations

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly

load_hf_model = RuntimeOnly("flyte.extras.model_streamer.load_hf_model")
