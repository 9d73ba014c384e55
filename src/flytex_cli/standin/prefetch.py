"""`flyte.prefetch`: models fetched ahead of their use. The settings can be made; fetching is refused."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnlyPlain

__all__ = ["HuggingFaceModelInfo", "ShardConfig", "StoredModelInfo", "VLLMShardArgs", "hf_model"]


class VLLMShardArgs(BaseModel):
    """How vLLM splits a model."""

    tensor_parallel_size: int = 1
    dtype: str = "auto"
    trust_remote_code: bool = True
    max_model_len: int | None = None
    file_pattern: str | None = "model-rank-{rank}-part-{part}.safetensors"
    max_file_size: int = 5 * 1024**3

    def get_vllm_args(self, model_path: str) -> dict[str, Any]:
        """Return the arguments of vLLM's constructor."""
        named = self.model_dump(include={"tensor_parallel_size", "dtype", "trust_remote_code", "max_model_len"})
        return {"model": model_path, **{name: value for name, value in named.items() if value is not None}}


class ShardConfig(BaseModel):
    """What splits a model, and how."""

    engine: Literal["vllm"] = "vllm"
    args: VLLMShardArgs = Field(default_factory=VLLMShardArgs)


class HuggingFaceModelInfo(BaseModel):
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


class StoredModelInfo(BaseModel):
    """A model that was fetched."""

    artifact_name: str
    path: str
    metadata: dict[str, str]


hf_model = RuntimeOnlyPlain("flyte.prefetch.hf_model")
