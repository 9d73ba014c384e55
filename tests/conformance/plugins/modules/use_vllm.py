import flyte
import flyte.app
from flyteplugins.vllm import VLLMAppEnvironment

app = VLLMAppEnvironment(
    name="vllm-app",
    model_path="s3://models/small",
    model_id="small",
    resources=flyte.Resources(cpu=4, memory="16Gi", gpu="L40s:1"),
    scaling=flyte.app.Scaling(replicas=(0, 1), scaledown_after=300),
)
env = flyte.TaskEnvironment("vllm-clients", depends_on=[app])


@env.task
async def ask(prompt: str) -> str: ...
