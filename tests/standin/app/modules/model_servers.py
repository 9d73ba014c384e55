"""Model servers of the official plugins; a copy of one has no way to be found, as in SDK 2.12.1."""

import flyte
from flyte.app import ArtifactValue, RunOutput
from flyteplugins.sglang import SGLangAppEnvironment
from flyteplugins.vllm import VLLMAppEnvironment

vllm = VLLMAppEnvironment(
    name="qwen", model_hf_path="Qwen/Qwen3-0.6B", model_id="qwen3", resources=flyte.Resources(gpu="L4:1")
)
streamed = VLLMAppEnvironment(
    name="streamed",
    model_path=RunOutput(type="directory", task_name="prefetch.model"),
    model_id="m",
    extra_args="--max-model-len 8192",
)
speculative = VLLMAppEnvironment(
    name="speculative",
    model_path="s3://models/m",
    draft_model_hf_path="Qwen/Qwen3-0.6B",
    speculative_config={"method": "eagle3", "num_speculative_tokens": 3},
    model_id="m",
)
copied = streamed.clone_with("copied", model_path="s3://models/n")
copied_without_path = vllm.clone_with("copied-without-path")
sglang = SGLangAppEnvironment(name="sg", model_path=ArtifactValue(name="m"), model_id="m", router=True)
