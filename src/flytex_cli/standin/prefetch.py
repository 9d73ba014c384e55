"""`flyte.prefetch`: models fetched ahead of their use. The settings can be made; fetching is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly

__all__ = ["HuggingFaceModelInfo", "ShardConfig", "StoredModelInfo", "VLLMShardArgs", "hf_model"]


@dataclass(kw_only=True)
class VLLMShardArgs:
    """How vLLM splits a model."""

    tensor_parallel_size: int = 1
    dtype: str = "auto"
    trust_remote_code: bool = True
    max_model_len: int | None = None
    file_pattern: str | None = "model-rank-{rank}-part-{part}.safetensors"
    max_file_size: int = 5 * 1024**3


@dataclass(kw_only=True)
class ShardConfig:
    """What splits a model, and how."""

    engine: Literal["vllm"] = "vllm"
    args: VLLMShardArgs = field(default_factory=VLLMShardArgs)


@dataclass(kw_only=True)
class HuggingFaceModelInfo:
    """A model of the Hugging Face hub."""

    repo: str
    artifact_name: str | None = None
    architecture: str | None = None
    task: str = "auto"
    modality: tuple[str, ...] = ("text",)
    serial_format: str | None = None
    model_type: str | None = None
    short_description: str | None = None
    shard_config: ShardConfig | None = None


@dataclass(kw_only=True)
class StoredModelInfo:
    """A model that was fetched."""

    artifact_name: str
    path: str
    metadata: dict[str, str]


hf_model = RuntimeOnly("flyte.prefetch.hf_model")
