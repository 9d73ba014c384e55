"""FastAPI applications: of one file, and a copy."""

import flyte
import flyte.app
from fastapi import FastAPI
from flyte.app.extras import FastAPIAppEnvironment, FastAPIPassthroughAuthMiddleware

app = FastAPI(title="Shop", version="1")
app.add_middleware(FastAPIPassthroughAuthMiddleware, excluded_paths={"/health"})

env = FastAPIAppEnvironment(
    name="shop-api",
    app=app,
    image=flyte.Image.from_debian_base(name="api").with_pip_packages("fastapi", "uvicorn"),
    resources=flyte.Resources(cpu=1, memory="512Mi"),
    requires_auth=False,
    links=[flyte.app.Link(path="/admin", title="Admin", is_relative=True)],
)
copy = env.clone_with("shop-api-2", port=9000)


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}
