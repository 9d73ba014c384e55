"""`flyte.extras.model_streamer`: a store's weights straight to a GPU. A streamer can be made, not used."""

from __future__ import annotations

from ._hf import load_hf_model
from ._streamer import LoadResult, ModelStreamer, empty_weights, missing_parameters

__all__ = ["LoadResult", "ModelStreamer", "empty_weights", "load_hf_model", "missing_parameters"]
