"""Rows: apps, their parameters, and the apps that come with the SDK."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from typing import Any
from unittest import mock

from tests.conformance.standin.standin_fakes import FastAPI, FastMCP, with_packages
from tests.conformance.standin.standin_harness import Row, spec
from tests.conformance.standin.standin_rows_task import add

Call = Callable[[Any], Any]


def app(flyte: Any, **settings: Any) -> Any:
    return flyte.app.AppEnvironment(**{"name": "serve", "image": "python:3.11", **settings})


def fields(*names: str) -> Callable[[Any], Any]:
    return lambda made: [getattr(made, name) for name in names]


VALUES = Row("RunOutput, ArtifactValue, AppEndpoint, Parameter")


def model(name: str, /, **settings: Any) -> Call:
    """Return what a value says of itself; types that depend on the package are functions of it."""

    def call(flyte: Any) -> Any:
        given = {key: value(flyte) if callable(value) else value for key, value in settings.items()}
        made = getattr(flyte.app, name)(**given)
        return [made.model_dump(), made.model_dump_json(), repr(made), made.model_copy(update={"type": "string"})]

    return call


def is_model(flyte: Any) -> Any:
    from pydantic import BaseModel

    app_models = [getattr(flyte.app, name) for name in ("RunOutput", "ArtifactValue", "AppEndpoint")]
    names = ("ShardConfig", "VLLMShardArgs", "HuggingFaceModelInfo", "StoredModelInfo")
    models = [*app_models, *(getattr(flyte.prefetch, name) for name in names), flyte.extras.webhooks.WebhookEvent]
    return [(issubclass(each, BaseModel), each.model_json_schema()["properties"]) for each in models]


VALUES.table(
    {
        "they are models": is_model,
        "run": model("RunOutput", type="file", run_name="r"),
        "run of a task": model("RunOutput", type="file", task_name="e.t", task_auto_version="latest"),
        "run with a getter": model("RunOutput", type="file", run_name="r", getter=[0, "a"]),
        "run of no version": model("RunOutput", type="file", task_name="e.t", task_auto_version="newest"),
        "run without a type": model("RunOutput", run_name="r"),
        "run, type Dir": model("RunOutput", type=lambda flyte: flyte.io.Dir, run_name="r"),
        "run, type File": model("RunOutput", type=lambda flyte: flyte.io.File, run_name="r"),
        "run, type str": model("RunOutput", type=lambda flyte: str, run_name="r"),
        "run, type int": model("RunOutput", type=lambda flyte: int, run_name="r"),
        "artifact": model("ArtifactValue", name="a"),
        "artifact of a version": model("ArtifactValue", name="a", version="1", project="p", domain="d"),
        "artifact, type File": model("ArtifactValue", name="a", type=lambda flyte: flyte.io.File),
        "artifact of a type that is none": model("ArtifactValue", name="a", type="folder"),
        "artifact without a name": model("ArtifactValue", type="file"),
        "artifact, a name that is none": model("ArtifactValue", name=3),
        "endpoint": model("AppEndpoint", app_name="a"),
        "public endpoint": model("AppEndpoint", app_name="a", public=True),
        "endpoint of another type": model("AppEndpoint", app_name="a", type="file"),
        "read again": lambda flyte: flyte.app.RunOutput.model_validate_json('{"type": "file", "run_name": "r"}'),
        "parameter without a name": lambda flyte: flyte.app.Parameter(name=None, value="x").name,
        "parameter of a run": lambda flyte: flyte.app.Parameter(
            name="x", value=flyte.app.RunOutput(type="file", run_name="r")
        ),
        "parameter of an int": lambda flyte: flyte.app.Parameter(name="x", value=3),
        "parameter in no variable": lambda flyte: flyte.app.Parameter(name="x", value="y", env_var="a-b"),
        "no parameters": lambda flyte: flyte.app.get_parameter("x"),
    }
)

PREFETCH = Row("flyte.prefetch")
PREFETCH.table(
    {
        "shards": lambda flyte: flyte.prefetch.ShardConfig(
            args=flyte.prefetch.VLLMShardArgs(tensor_parallel_size=2)
        ).model_dump(),
        "shards of a dict": lambda flyte: flyte.prefetch.ShardConfig(args={"tensor_parallel_size": "2"}),
        "shards of another engine": lambda flyte: flyte.prefetch.ShardConfig(engine="sglang"),
        "model": lambda flyte: flyte.prefetch.HuggingFaceModelInfo(repo="a/b").model_dump_json(),
        "model without a repository": lambda flyte: flyte.prefetch.HuggingFaceModelInfo(),
        "arguments": lambda flyte: flyte.prefetch.VLLMShardArgs().get_vllm_args("/m"),
        "arguments with a length": lambda flyte: flyte.prefetch.VLLMShardArgs(max_model_len=8).get_vllm_args("/m"),
    }
)

CONTEXT = Row("flyte.app.ctx")


def context(**variables: str) -> Call:
    def call(flyte: Any) -> Any:
        with mock.patch.dict(os.environ, variables):
            return flyte.app.ctx()

    return call


CONTEXT.table(
    {
        "without anything": context(),
        "of a project": context(FLYTE_INTERNAL_EXECUTION_PROJECT="shop", FLYTE_INTERNAL_EXECUTION_DOMAIN="dev"),
        "local": context(_RUN_MODE="local", _FLYTE_APP_RAW_DATA_PATH="s3://b"),
    }
)

ENVIRONMENT = Row("AppEnvironment")


def endpoint(**variables: str) -> Call:
    def call(flyte: Any) -> Any:
        with mock.patch.dict(os.environ, variables):
            return app(flyte).endpoint

    return call


ENVIRONMENT.table(
    {
        "name with a dot": lambda flyte: app(flyte, name="a.b").name,
        "name in capitals": lambda flyte: app(flyte, name="A").name,
        "local endpoint": endpoint(_RUN_MODE="local"),
        "endpoint of the cluster": endpoint(INTERNAL_APP_ENDPOINT_PATTERN="http://{app_fqdn}.apps"),
        "clone": lambda flyte: fields("name", "port", "args")(app(flyte, args=["a"]).clone_with("other", port=9000)),
        "clone with an image": lambda flyte: app(flyte).clone_with("other", "python:3.12").image,
        "clone with a word that is unknown": lambda flyte: app(flyte).clone_with("other", colour="red"),
        "clone with a field that is not its to change": lambda flyte: app(flyte).clone_with("other", _server=None),
        "signature of ConnectorEnvironment": lambda flyte: inspect.signature(flyte.app.ConnectorEnvironment),
        "signature of AppEnvironment": lambda flyte: inspect.signature(flyte.app.AppEnvironment),
    }
)

FASTAPI = Row("FastAPIAppEnvironment")


def fastapi_app(**settings: Any) -> Call:
    def call(flyte: Any) -> Any:
        made = flyte.app.extras.FastAPIAppEnvironment(**{"name": "api", "image": "python:3.11", **settings})
        return [made.type, made.links, made.container_command(None), made.app.routes, made._server is not None]

    return with_packages(call)


FASTAPI.table(
    {
        "signature": lambda flyte: inspect.signature(flyte.app.extras.FastAPIAppEnvironment),
        "an app": fastapi_app(app=FastAPI()),
        "headers": lambda flyte: [
            getattr(flyte.app.extras.FastAPIPassthroughAuthMiddleware, name)(mock.Mock(headers={"cookie": "c"}))
            for name in ("extract_authorization_header", "extract_cookie_header")
        ],
        "a header": lambda flyte: flyte.app.extras.FastAPIPassthroughAuthMiddleware.extract_custom_header("X-Key")(
            mock.Mock(headers={"x-key": "k"})
        ),
    }
)
FASTAPI.table(
    {"an app that is none": fastapi_app(app=object())}, why="the SDK changes the app before it looks whether it is one"
)

HOOKS = Row("FlyteWebhookAppEnvironment")


def hooks(**settings: Any) -> Call:
    def call(flyte: Any) -> Any:
        made = flyte.app.extras.FlyteWebhookAppEnvironment(**{"name": "hooks", **settings})
        shown = [made.type, made.links, made.image.uri, made.app.settings, sorted(made.app.routes), repr(made)]
        return [*shown, made.app.middleware, isinstance(made, flyte.app.extras.FastAPIAppEnvironment)]

    return with_packages(call)


def own_endpoint(flyte: Any) -> Any:
    made = flyte.app.extras.FlyteWebhookAppEnvironment(name="hooks", endpoints=[])

    @made.app.get("/ping")
    def ping() -> str:
        return "pong"

    return made.app.routes


def private(flyte: Any, name: str) -> Any:
    import importlib

    return importlib.import_module(f"{flyte.__name__}.{name}")


HOOKS.table(
    {
        "signature": lambda flyte: list(inspect.signature(flyte.app.extras.FlyteWebhookAppEnvironment).parameters),
        "all": hooks(),
        "titled": hooks(title="Hooks"),
        "some groups": hooks(endpoint_groups=["core", "prefetch"]),
        "a group that is none": hooks(endpoint_groups=["nope"]),
        "some endpoints": hooks(endpoints=("health", "get_run")),
        "an endpoint that is none": hooks(endpoints=["nope"]),
        "both": hooks(endpoints=["health"], endpoint_groups=["core"]),
        "allowed tasks": hooks(endpoints=[], task_allowlist=["a"], app_allowlist=["b"], trigger_allowlist=["c"]),
        "an application": hooks(app=FastAPI()),
        "a word that is unknown": hooks(colour="red"),
        "an endpoint of one's own": with_packages(own_endpoint),
        "names": lambda flyte: [
            private(flyte, "app.extras._webhook_app").ALL_WEBHOOK_ENDPOINTS,
            private(flyte, "app.extras._webhook_app").ALL_WEBHOOK_ENDPOINT_GROUPS,
            private(flyte, "app.extras._webhook_app").ENDPOINT_GROUP_MAPPING,
        ],
        "allow lists": lambda flyte: [
            private(flyte, "app.extras._webhook_app").is_task_allowed(allowed, "d", "p", "t")
            for allowed in (None, [], ["t"], ["p/t"], ["d/p/t"], ["d/t"])
        ],
    }
)

MCP = Row("MCPAppEnvironment, FlyteMCPAppEnvironment")


def mcp(of: str = "FlyteMCPAppEnvironment", **settings: Any) -> Call:
    def call(flyte: Any) -> Any:
        made = getattr(flyte.ai.mcp, of)(**{"name": "tools", **settings})
        return [
            made.type,
            made.mcp_mount_path,
            made.transport,
            [(link.path, link.title) for link in made.links],
            made.resources,
            made.image if isinstance(made.image, str) else made.image.uri,
            made._server is not None,
            getattr(made, "enabled_tools", None) and sorted(made.enabled_tools),
            [getattr(made, each, None) for each in ("sdk_examples_path", "docs_examples_path", "full_docs_path")],
            type(made.mcp).__name__,
        ]

    return with_packages(call)


SERVER: dict[str, Any] = {"of": "MCPAppEnvironment", "mcp": FastMCP()}
MCP.table(
    {
        "signature of Flyte's": lambda flyte: inspect.signature(flyte.ai.mcp.FlyteMCPAppEnvironment),
        "signature": lambda flyte: inspect.signature(flyte.ai.mcp.MCPAppEnvironment),
        "Flyte's": mcp(),
        "titled": mcp(title="Tools", allowed_hosts=["a"], allowed_origins=["https://a"]),
        "with an image": mcp(image="python:3.11"),
        "by sse": mcp(transport="sse"),
        "by stdio": mcp(transport="stdio"),
        "by pigeon": mcp(transport="pigeon"),
        "at no path": mcp(mcp_mount_path="tools"),
        "a path that is none": mcp(mcp_mount_path=None),
        "groups and tools": mcp(tools=["whoami"], tool_groups=["task"]),
        "a server of one's own": mcp(**SERVER),
        "a server at a path": mcp(**SERVER, mcp_mount_path="/x", transport="sse"),
        "no server": mcp("MCPAppEnvironment"),
        "the task's image": with_packages(
            lambda flyte: spec(
                flyte,
                flyte.TaskEnvironment("jobs", image=flyte.ai.mcp.FlyteMCPAppEnvironment(name="tools").image).task(add),
            )
        ),
        "hosts": with_packages(
            lambda flyte: flyte.ai.mcp.FlyteMCPAppEnvironment(name="t", allowed_hosts=["a"]).resolved_allowed_hosts()
        ),
    }
)

CHAT = Row("AgentChatAppEnvironment, CustomTheme")


def chat(**settings: Any) -> Call:
    def call(flyte: Any) -> Any:
        agent = flyte.ai.agents.Agent(name="a", instructions="Help.")
        made = flyte.ai.chat.AgentChatAppEnvironment(**{"name": "chat", "agent": agent, "image": "i", **settings})
        shown = ("type", "title", "prompt_nudges", "additional_buttons", "passthrough_auth_excluded_paths", "links")
        return [fields(*shown)(made), made.container_command(None), made._server is not None]

    return call


CHAT.table(
    {
        "signature": lambda flyte: inspect.signature(flyte.ai.chat.AgentChatAppEnvironment),
        "chat": chat(),
        "open paths": chat(passthrough_auth=True, passthrough_auth_excluded_paths={"/health"}),
        "no agent": chat(agent=None),
        "no protocol": chat(agent=object()),
        "a task without credentials": chat(task_entrypoint=add),
        "a task": chat(task_entrypoint=add, passthrough_auth=True),
        "a word that is unknown": chat(uvicorn_config=None),
        "colours": lambda flyte: flyte.ai.chat.CustomTheme(accent_color="#abc"),
        "a colour that is none": lambda flyte: flyte.ai.chat.CustomTheme(accent_color="red"),
        "a colour of four digits": lambda flyte: flyte.ai.chat.CustomTheme(button_text_color="#abcd"),
    }
)

RECEIVER = Row("flyte.extras.webhooks")


def provider(flyte: Any, name: str = "github", secret: str = "GITHUB_SECRET") -> Any:
    return flyte.extras.webhooks.Provider(name=name, secret_env=secret, verify=None, parse=None)


def receiver(*names: str, **settings: Any) -> Call:
    def call(flyte: Any) -> Any:
        providers = [provider(flyte, name, f"{name.upper()}_SECRET") for name in names]
        given = {"name": "hooks", "image": "i", "providers": providers, **settings}
        made = flyte.extras.webhooks.WebhookAppEnvironment(**given)
        return [made.type, made.links, made.secrets, made.app.settings, made.app.routes, made.recent_events.maxlen]

    return with_packages(call)


def on_event(*args: Any, **kwargs: Any) -> Call:
    def call(flyte: Any) -> Any:
        class Pull(flyte.extras.webhooks.EventType):  # type: ignore[misc,name-defined]
            ANY = "pull"
            OPENED = "pull.opened"

        class Push(flyte.extras.webhooks.EventType):  # type: ignore[misc,name-defined]
            MADE = "push.made"

        kinds = {"Pull": Pull, "Pull.OPENED": Pull.OPENED, "Push": Push}
        made = flyte.extras.webhooks.WebhookAppEnvironment(name="h", image="i", providers=[provider(flyte)])
        made.on_event(*(kinds.get(each, each) for each in args), **kwargs)(add)
        return [[pattern for pattern, _ in made.event_handlers], f"{Pull.OPENED}", str(Pull.ANY)]

    return with_packages(call)


def event(flyte: Any, **settings: Any) -> Any:
    return flyte.extras.webhooks.WebhookEvent(provider="github", event_type="pull", **settings)


RECEIVER.table(
    {
        "classes": lambda flyte: [
            isinstance(getattr(flyte.extras.webhooks, name), type)
            for name in sorted(flyte.extras.webhooks.__all__)
            if not name.endswith("Fn") and name != "EventHandler"
        ],
        "signature": lambda flyte: inspect.signature(flyte.extras.webhooks.WebhookAppEnvironment),
        "receiver": receiver("github", "slack"),
        "no provider": receiver(),
        "a provider that is none": receiver(providers=["github"]),
        "two of a name": receiver("github", "github"),
        "a secret of one's own": receiver("github", secrets="github-secret"),
        "another prefix": receiver("github", webhook_prefix="/in", max_recent_events=3),
        "any event": on_event(),
        "kind": on_event("Pull"),
        "constant": on_event("Pull.OPENED"),
        "string": on_event("push.made"),
        "action": on_event("command", action="/deploy"),
        "action of nothing": on_event(action="deploy"),
        "action twice": on_event("Pull.OPENED", action="x"),
        "kind without all": on_event("Push"),
        "qualified": lambda flyte: [event(flyte).qualified_type, event(flyte, action="opened").qualified_type],
        "key": lambda flyte: [event(flyte, delivery_id="1").dedupe_key(), event(flyte, resource_id="2").dedupe_key()],
        "secrets": lambda flyte: [
            flyte.extras.webhooks.constant_time_equals("a", "ä"),
            flyte.extras.webhooks.hex_hmac_sha256("s", b"body"),
            flyte.extras.webhooks.lower_headers({"A": "b"}),
        ],
        "bodies": lambda flyte: [flyte.extras.webhooks.json_body(each) for each in (b"", b'{"a": 1}', b"[1]")],
        "a body that is none": lambda flyte: flyte.extras.webhooks.json_body(b"{"),
        "a body that is no text": lambda flyte: flyte.extras.webhooks.json_body(b"\xff"),
        "label": lambda flyte: flyte.extras.webhooks.DUPE_LABEL_KEY,
        "result": lambda flyte: flyte.extras.webhooks.RunOnceResult("r", created=True),
        "streamer": lambda flyte: vars(
            flyte.extras.model_streamer.ModelStreamer("s3://b/m/", chunk_size=3, max_concurrency=4)
        ),
        "what did not fit": lambda flyte: flyte.extras.model_streamer.LoadResult(["a"], []),
    }
)

ROWS = [VALUES, PREFETCH, CONTEXT, ENVIRONMENT, FASTAPI, HOOKS, MCP, CHAT, RECEIVER]
