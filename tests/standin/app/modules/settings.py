"""Every setting of an app, and ways to write it."""

from datetime import timedelta

import flyte
import flyte.app
from flyte.app import AppEnvironment, ConnectorEnvironment, Domain, Link, Port, Scaling, Subdomain, Timeouts

IMAGE = flyte.Image.from_debian_base(name="web").with_pip_packages("httpx")

bare = AppEnvironment(name="bare")
by_uri = AppEnvironment(name="by-uri", image="nginx:1")
by_image = AppEnvironment(name="by-image", image=IMAGE)
args = AppEnvironment(name="args", args=["a", "b c"])
args_text = AppEnvironment(name="args-text", args="a 'b c'")
no_args = AppEnvironment(name="no-args", args="")
command = AppEnvironment(name="command", command=["run", "a b"])
command_text = AppEnvironment(name="command-text", command="run 'a b'", args="x")
port = AppEnvironment(name="port", port=9000)
named_port = AppEnvironment(name="named-port", port=Port(9000, "http1"))
described = AppEnvironment(name="described", type="web", description="Serves")
open_to_all = AppEnvironment(name="open", requires_auth=False)
one_secret = AppEnvironment(name="one-secret", secrets="key")
secrets = AppEnvironment(name="secrets", secrets=[flyte.Secret("key", group="g"), "other"], requires_auth=False)
no_secrets = AppEnvironment(name="no-secrets", secrets=[])
account = AppEnvironment(name="account", service_account="reader")
variables = AppEnvironment(name="variables", env_vars={"A": "b", "_F_SYS_PATH": "x", "C": ""})
cpu = AppEnvironment(name="cpu", resources=flyte.Resources(cpu=(1, 2), memory="1Gi", disk="10Gi", shm="auto"))
gpu = AppEnvironment(name="gpu", resources=flyte.Resources(gpu="A100:2"))
bare_gpu = AppEnvironment(name="bare-gpu", resources=flyte.Resources(gpu=1, shm="2Gi"))
mac = AppEnvironment(name="mac", image=IMAGE, resources=flyte.Resources(gpu="AppleSilicon"), env_vars={"A": "b"})
mac_uri = AppEnvironment(name="mac-uri", image="web:1", resources=flyte.Resources(gpu="AppleSilicon"))
fixed = AppEnvironment(name="fixed", scaling=Scaling(replicas=3))
zero = AppEnvironment(name="zero", scaling=Scaling(replicas=0, scaledown_after=0))
concurrent = AppEnvironment(name="concurrent", scaling=Scaling((1, 5), Scaling.Concurrency(3), 60))
rated = AppEnvironment(
    name="rated", scaling=Scaling((0, 9), Scaling.RequestRate(7), timedelta(minutes=1, microseconds=5))
)
backwards = AppEnvironment(name="backwards", scaling=Scaling(scaledown_after=-timedelta(seconds=1, microseconds=5)))
timeout = AppEnvironment(name="timeout", timeouts=Timeouts(30))
no_timeout = AppEnvironment(name="no-timeout", timeouts=Timeouts(timedelta(0)))
pool = AppEnvironment(name="pool", cluster_pool="gpu")
pinned = AppEnvironment(name="pinned", cluster="blue")
no_domain = AppEnvironment(name="no-domain", domain=None)
domain = AppEnvironment(name="domain", domain=Domain("sales", "sales.example.com"))
hashed = AppEnvironment(name="hashed", domain=Domain(Subdomain.from_app_name("shop")))
placed = AppEnvironment(name="placed", domain=Domain(Subdomain.from_app_name("shop", "default")))
computed = AppEnvironment(
    name="computed", domain=Domain(Subdomain.from_function(lambda app, to: f"{app.name}-{to.version}"))
)
links = AppEnvironment(name="links", links=[Link("/docs", "Docs", True), Link("https://example.com", "Home")])
connector = ConnectorEnvironment(name="connector")
connector_modules = ConnectorEnvironment(name="connector-modules", include=["a.py", "b/c", "d/e.py"])
connector_args = ConnectorEnvironment(name="connector-args", args="c0 --port 1", port=8081)
connector_command = ConnectorEnvironment(name="connector-command", command="c1", include=["a.py"])
everything_changed = described.clone_with(
    "changed",
    image="web:2",
    resources=flyte.Resources(cpu=1),
    env_vars={"A": "b"},
    secrets="key",
    depends_on=[bare],
    description="Serves more",
    service_account="reader",
    type="api",
    port=9001,
    args="a",
    command="run",
    requires_auth=False,
    scaling=Scaling(2),
    domain=Domain("x"),
    links=[Link("/a", "A")],
    include=["a.txt"],
    cluster="blue",
    timeouts=Timeouts(1),
)
