"""What a change of code means, as a table: old code, new code, the changes and their classes. Begin reading here.

`import flyte` is implied, as is `env = flyte.TaskEnvironment("e")` where the code names no environment.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from flytex_cli.api._diff_side import to_compared
from flytex_cli.diff.compare import compared
from flytex_cli.diff.compared import Compared
from flytex_cli.diff.effects import effects_of
from flytex_cli.load.protocol import LoadRequest
from flytex_cli.load.runner import load
from flytex_cli.records import Message
from tests.harness import modules_at

pytestmark = [pytest.mark.engines, pytest.mark.xdist_group("diff rows")]


class Row(NamedTuple):
    """One change of code.

    Attributes:
        changes: `class: meaning` of all that is not noise, in the order shown.
        effects: `kind: reason` of all effects, in the order shown.
    """

    old: str
    new: str
    changes: list[str]
    effects: list[str] = []  # noqa: RUF012  (never changed)


def task(signature: str, decorator: str = "", body: str = "...", env: str = "") -> str:
    """The code of one task."""
    environment = f'env = flyte.TaskEnvironment("e", {env})\n' if env else ""
    call = f"({decorator})" if decorator else ""
    return f"{environment}@env.task{call}\nasync def t{signature}: {body}\n"


X = "(x: int) -> int"
NIGHTLY = 'triggers=flyte.Trigger("nightly", flyte.Cron("0 2 * * *")'

SECOND = "@env.task(triggers={})\nasync def second() -> None: ...\n"
DAILY = "flyte.Trigger.daily()"
FIXED = "cache=flyte.Cache('override', version_override='v1')"


def image(layers: str) -> str:
    """The code of one task in an image that is built."""
    return task(
        X, env=f'image=flyte.Image.from_debian_base(name="a", registry="ghcr.io/acme", python_version=(3, 12)){layers}'
    )


RECORD = "from dataclasses import dataclass, field\nfrom typing import Literal\nimport pydantic\n"
INNER = "@dataclass\nclass Q:\n    b: int{}\n@dataclass\nclass P:\n    q: Q\n"
RECORDS = {
    "a required field added": (
        "@dataclass\nclass P:\n    a: int\n",
        "@dataclass\nclass P:\n    a: int\n    b: str\n",
        ["breaking: required field b added to input x, which callers do not pass"],
        ["behaviour: field b added to output o0"],
    ),
    "an optional field added": (
        "@dataclass\nclass P:\n    a: int\n",
        "@dataclass\nclass P:\n    a: int\n    b: int = 1\n",
        ["behaviour: optional field b added to input x"],
        ["behaviour: field b added to output o0"],
    ),
    "a field removed": (
        "@dataclass\nclass P:\n    a: int\n    b: int\n",
        "@dataclass\nclass P:\n    a: int\n",
        ["breaking: field b of input x removed, which callers pass"],
        ["breaking: field b of output o0 removed, which readers may use"],
    ),
    "a field retyped": (
        "@dataclass\nclass P:\n    a: int\n",
        "@dataclass\nclass P:\n    a: str | None\n",
        ["breaking: field a of input x retyped"],
        ["breaking: field a of output o0 retyped"],
    ),
    "a field required now": (
        "@dataclass\nclass P:\n    a: int = 1\n",
        "@dataclass\nclass P:\n    a: int\n",
        ["breaking: field a of input x required now, which callers may leave out"],
        ["behaviour: field a of output o0 required now"],
    ),
    "a field optional now": (
        "@dataclass\nclass P:\n    a: int\n",
        "@dataclass\nclass P:\n    a: int = 1\n",
        ["behaviour: field a of input x optional now"],
        ["behaviour: field a of output o0 optional now"],
    ),
    "a default of a field": (
        "@dataclass\nclass P:\n    a: int = 1\n",
        "@dataclass\nclass P:\n    a: int = 2\n",
        ["behaviour: default of field a of input x"],
        ["behaviour: default of field a of output o0"],
    ),
    "a field of a record in it": (
        INNER.format(""),
        INNER.format(" = 2"),
        ["behaviour: field q.b of input x optional now"],
        ["behaviour: field q.b of output o0 optional now"],
    ),
    "a choice more": (
        "@dataclass\nclass P:\n    a: Literal['a', 'b']\n",
        "@dataclass\nclass P:\n    a: Literal['a', 'b', 'c']\n",
        ["behaviour: field a of input x takes more values"],
        ["breaking: field a of output o0 retyped"],
    ),
    "a field of a model": (
        "class P(pydantic.BaseModel):\n    a: int = 1\n",
        "class P(pydantic.BaseModel):\n    a: int = 1\n    b: str\n",
        ["breaking: required field b added to input x, which callers do not pass"],
        ["behaviour: field b added to output o0"],
    ),
}
"""Of each change of a record the old and the new code, what it means of an input, and what of an output."""

ROWS = {
    # The interface.
    "an input removed": Row(
        task("(x: int, y: int) -> int"),
        task(X),
        ["breaking: input y removed"],
        ["rerun-on-recover: its interface; its source"],
    ),
    "an input retyped": Row(
        task(X),
        task("(x: str) -> int"),
        ["breaking: input x retyped"],
        ["rerun-on-recover: its interface; its source"],
    ),
    "an input made optional by its type": Row(
        task(X),
        task("(x: int | None) -> int"),
        ["breaking: input x retyped"],
        ["rerun-on-recover: its interface; its source"],
    ),
    "a required input added": Row(
        task(X),
        task("(x: int, y: int) -> int"),
        ["breaking: required input y added"],
        ["rerun-on-recover: its interface; its source"],
    ),
    "an input with a default added": Row(
        task(X),
        task("(x: int, y: int = 1) -> int"),
        ["behaviour: optional input y added"],
        ["rerun-on-recover: its interface; its source"],
    ),
    "an input with a default removed": Row(
        task("(x: int, y: int = 1) -> int"),
        task(X),
        ["breaking: input y removed"],
        ["rerun-on-recover: its interface; its source"],
    ),
    "an input renamed": Row(
        task(X),
        task("(z: int) -> int"),
        ["breaking: input x removed", "breaking: required input z added"],
        ["rerun-on-recover: its interface; its source"],
    ),
    "a default added": Row(
        task(X),
        task("(x: int = 1) -> int"),
        ["behaviour: input x is optional now"],
        ["rerun-on-recover: its source"],
    ),
    "a default removed": Row(
        task("(x: int = 1) -> int"),
        task(X),
        ["breaking: input x is required now"],
        ["rerun-on-recover: its source"],
    ),
    "a default changed": Row(
        task("(x: int = 1) -> int"),
        task("(x: int = 2) -> int"),
        ["behaviour: default of input x"],
        ["rerun-on-recover: its source"],
    ),
    "inputs in another order": Row(
        task("(x: int, y: int) -> int"),
        task("(y: int, x: int) -> int"),
        [],
        ["rerun-on-recover: its source"],
    ),
    "an output removed": Row(
        task("() -> tuple[int, str]"),
        task("() -> int"),
        ["breaking: output o1 removed"],
        ["rerun-on-recover: its interface; its source"],
    ),
    "an output added": Row(
        task("() -> int"),
        task("() -> tuple[int, str]"),
        ["behaviour: output o1 added"],
        ["rerun-on-recover: its interface; its source"],
    ),
    "an output retyped": Row(
        task("() -> int"),
        task("() -> float"),
        ["breaking: output o0 retyped"],
        ["rerun-on-recover: its interface; its source"],
    ),
    "the only output removed": Row(
        task("() -> int"),
        task("() -> None"),
        ["breaking: output o0 removed"],
        ["rerun-on-recover: its interface; its source"],
    ),
    "all inputs removed": Row(
        task(X),
        task("() -> int"),
        ["breaking: input x removed"],
        ["rerun-on-recover: its interface; its source"],
    ),
    "a field added to a record": Row(
        "from dataclasses import dataclass\n@dataclass\nclass P:\n    a: int\n" + task("(x: P) -> int"),
        "from dataclasses import dataclass\n@dataclass\nclass P:\n    a: int\n    b: int = 1\n" + task("(x: P) -> int"),
        ["behaviour: optional field b added to input x"],
        ["rerun-on-recover: its interface"],
    ),
    "a default inside a record": Row(
        "from dataclasses import dataclass\n@dataclass\nclass P:\n    a: int = 1\n" + task("(x: P) -> int"),
        "from dataclasses import dataclass\n@dataclass\nclass P:\n    a: int = 2\n" + task("(x: P) -> int"),
        ["behaviour: default of field a of input x"],
        ["rerun-on-recover: its interface"],
    ),
    "a field of a record named default": Row(
        "from dataclasses import dataclass\n@dataclass\nclass P:\n    default: int\n" + task("(x: P) -> int"),
        "from dataclasses import dataclass\n@dataclass\nclass P:\n    default: str\n" + task("(x: P) -> int"),
        ["breaking: field default of input x retyped"],
        ["rerun-on-recover: its interface"],
    ),
    "values of a Literal in another order": Row(
        "from typing import Literal\n" + task("(x: Literal['a', 'b']) -> int"),
        "from typing import Literal\n" + task("(x: Literal['b', 'a']) -> int"),
        [],
        ["rerun-on-recover: its interface; its source"],
    ),
    "a value of a Literal removed": Row(
        "from typing import Literal\n" + task("(x: Literal['a', 'b']) -> int"),
        "from typing import Literal\n" + task("(x: Literal['a']) -> int"),
        ["breaking: input x retyped"],
        ["rerun-on-recover: its interface; its source"],
    ),
    "one amount written in two ways": Row(
        task(X, env='resources=flyte.Resources(cpu="1", memory="1Gi")'),
        task(X, env='resources=flyte.Resources(cpu="1000m", memory="1024Mi")'),
        [],
    ),
    "a description inside a record": Row(
        "import pydantic\nclass P(pydantic.BaseModel):\n    a: int = pydantic.Field(description='one')\n"
        + task("(x: P) -> int"),
        "import pydantic\nclass P(pydantic.BaseModel):\n    a: int = pydantic.Field(description='two')\n"
        + task("(x: P) -> int"),
        ["cosmetic: description inside the type of input x"],
        ["rerun-on-recover: descriptions in its interface, which count too"],
    ),
    "a choice added to an enum": Row(
        task("(x: Literal['a']) -> int").replace("@", "from typing import Literal\n@", 1),
        task("(x: Literal['a', 'b']) -> int").replace("@", "from typing import Literal\n@", 1),
        ["breaking: input x retyped"],
        ["rerun-on-recover: its interface; its source"],
    ),
    # Tasks.
    "a task added": Row(task(X), task(X) + "@env.task\nasync def more() -> None: ...\n", ["behaviour: task added"]),
    "a task removed": Row(
        task(X) + "@env.task\nasync def more() -> None: ...\n",
        task(X),
        ["breaking: task removed"],
        ["orphan: a task that is gone stays registered, and can still be run"],
    ),
    "a task renamed": Row(
        task(X, "retries=3"),
        task(X, "retries=3").replace("def t(", "def better("),
        ["breaking: likely renamed from e.t"],
        [
            "orphan: a task that is gone stays registered, and can still be run",
            "rerun-on-recover: its name; its source",
        ],
    ),
    "a task renamed and changed": Row(
        task(X, "retries=3"),
        task(X, "retries=4").replace("def t(", "def better("),
        ["breaking: likely renamed from e.t", "behaviour: retries"],
        [
            "orphan: a task that is gone stays registered, and can still be run",
            "rerun-on-recover: its name; its source",
        ],
    ),
    "another task in its place": Row(
        task(X),
        task("(text: str) -> str").replace("def t(", "def other("),
        ["behaviour: task added", "breaking: task removed"],
        ["orphan: a task that is gone stays registered, and can still be run"],
    ),
    "an environment renamed": Row(
        task(X, env="cache='disable'"),
        task(X, env="cache='disable'").replace('"e"', '"f"'),
        ["breaking: likely renamed from e.t"],
        ["orphan: a task that is gone stays registered, and can still be run", "rerun-on-recover: its name"],
    ),
    # Triggers.
    "a trigger removed": Row(
        task("() -> None", f"{NIGHTLY})"),
        task("() -> None"),
        ["breaking: trigger nightly removed"],
        [
            "keeps-firing: trigger nightly was the task's last: a deployment does not remove that (flyteorg/flyte of 2026-08-21)",
            "rerun-on-recover: its source",
        ],
    ),
    "a trigger added": Row(
        task("() -> None"),
        task("() -> None", f"{NIGHTLY})"),
        ["behaviour: trigger nightly added"],
        ["rerun-on-recover: its source"],
    ),
    "a schedule changed": Row(
        task("() -> None", f"{NIGHTLY})"),
        task("() -> None", f"{NIGHTLY})".replace("0 2", "0 3")),
        ["behaviour: schedule of trigger nightly"],
        ["rerun-on-recover: its source"],
    ),
    "a time zone changed": Row(
        task("() -> None", f"{NIGHTLY})"),
        task("() -> None", f"{NIGHTLY})".replace('* *")', '* *", timezone="Asia/Tokyo")')),
        ["behaviour: schedule of trigger nightly"],
        ["rerun-on-recover: its source"],
    ),
    "a trigger switched off": Row(
        task("() -> None", f"{NIGHTLY})"),
        task("() -> None", f"{NIGHTLY}, auto_activate=False)"),
        ["behaviour: activation of trigger nightly"],
        ["rerun-on-recover: its source"],
    ),
    "a trigger's input changed": Row(
        task(X, f"{NIGHTLY}, inputs={{'x': 1}})"),
        task(X, f"{NIGHTLY}, inputs={{'x': 2}})"),
        ["behaviour: inputs of trigger nightly"],
        ["rerun-on-recover: its source"],
    ),
    "a trigger described": Row(
        task("() -> None", f"{NIGHTLY})"),
        task("() -> None", f"{NIGHTLY}, description='At night')"),
        ["cosmetic: description of trigger nightly"],
        ["rerun-on-recover: its source"],
    ),
    # What runs.
    "another image": Row(
        task(X, env="image='ghcr.io/acme/a:1'"), task(X, env="image='ghcr.io/acme/a:2'"), ["behaviour: image"]
    ),
    "an image without Python": Row(
        task(X, env="image='python:3.11'"), task(X, env="image='alpine:3.20'"), ["breaking: image without Python"]
    ),
    "an image without Python where there was none before": Row(
        task(X, env="image='debian:12'"), task(X, env="image='debian:13'"), ["behaviour: image"]
    ),
    "another Python": Row(
        task(X, env="image=flyte.Image.from_debian_base(python_version=(3, 12))"),
        task(X, env="image=flyte.Image.from_debian_base(python_version=(3, 13))"),
        ["behaviour: image"],
    ),
    "more memory": Row(
        task(X, env="resources=flyte.Resources(cpu=1, memory='1Gi')"),
        task(X, env="resources=flyte.Resources(cpu=1, memory='2Gi')"),
        ["behaviour: resources"],
    ),
    "a GPU": Row(
        task(X, env="resources=flyte.Resources(cpu=1)"),
        task(X, env="resources=flyte.Resources(cpu=1, gpu='A100:1')"),
        ["behaviour: resources", "behaviour: resources"],
    ),
    "a secret": Row(task(X, env="secrets='a'"), task(X, env="secrets=['a', 'b']"), ["behaviour: secrets"]),
    "an environment variable added": Row(
        task(X, env="env_vars={'B': '1'}"),
        task(X, env="env_vars={'A': '1', 'B': '1'}"),
        ["behaviour: environment variables"],
    ),
    "an environment variable changed": Row(
        task(X, env="env_vars={'B': '1'}"), task(X, env="env_vars={'B': '2'}"), ["behaviour: environment variables"]
    ),
    "environment variables in another order": Row(
        task(X, env="env_vars={'A': '1', 'B': '1'}"), task(X, env="env_vars={'B': '1', 'A': '1'}"), []
    ),
    "a plain environment made reusable": Row(
        task(X, env="image='ghcr.io/acme/a:1'"),
        task(X, env="image='ghcr.io/acme/a:1', reusable=flyte.ReusePolicy(replicas=2, idle_ttl=60)"),
        ["behaviour: kind of task", "behaviour: debuggable", "behaviour: reuse", "behaviour: reuse"],
    ),
    "more replicas": Row(
        task(X, env="image='ghcr.io/acme/a:1', reusable=flyte.ReusePolicy(replicas=2, idle_ttl=60)"),
        task(X, env="image='ghcr.io/acme/a:1', reusable=flyte.ReusePolicy(replicas=3, idle_ttl=60)"),
        ["behaviour: reuse", "behaviour: reuse", "behaviour: reuse", "behaviour: reuse"],
    ),
    # How it runs.
    "the body alone": Row(
        task(X, body="return x"),
        task(X, body="return x + 1"),
        [],
        ["rerun-on-recover: its source"],
    ),
    "a cache by the body": Row(
        task(X),
        task(X, "cache='auto'"),
        ["behaviour: cache policy"],
        ["rerun-on-recover: its source"],
    ),
    "a cached body": Row(
        task(X, "cache='auto'", "return x"),
        task(X, "cache='auto'", "return x + 1"),
        [],
        ["recompute: its source", "rerun-on-recover: its source"],
    ),
    "a cache version": Row(
        task(X, "cache=flyte.Cache('override', version_override='v1')"),
        task(X, "cache=flyte.Cache('override', version_override='v2')"),
        ["behaviour: cache version"],
        ["recompute: its version, set by hand: v1 -> v2", "rerun-on-recover: its version, set by hand: v1 -> v2"],
    ),
    "an input that the cache ignores": Row(
        task(X, "cache=flyte.Cache('auto')"),
        task(X, "cache=flyte.Cache('auto', ignored_inputs=('x',))"),
        ["behaviour: cache policy"],
        ["recompute: its source; the inputs it ignores: none -> x", "rerun-on-recover: its source"],
    ),
    "retries": Row(
        task(X),
        task(X, "retries=3"),
        ["behaviour: retries"],
        ["rerun-on-recover: its source"],
    ),
    "a timeout": Row(
        task(X, "timeout=60"),
        task(X, "timeout=90"),
        ["behaviour: timeout"],
        ["rerun-on-recover: its source"],
    ),
    "interruptible": Row(
        task(X),
        task(X, "interruptible=True"),
        ["behaviour: interruptible"],
        ["rerun-on-recover: its source"],
    ),
    "a report": Row(
        task(X),
        task(X, "report=True"),
        ["behaviour: report"],
        ["rerun-on-recover: its source"],
    ),
    # What it does: caches, images, and what a deployment leaves behind.
    "a salt": Row(
        task(X, env="cache=flyte.Cache('auto', salt='a')"),
        task(X, env="cache=flyte.Cache('auto', salt='b')"),
        [],
        ["recompute: the salt of its cache", "rerun-on-recover: the salt of its cache"],
    ),
    "a cache ended": Row(
        task(X, env="cache='auto'"),
        task(X, env="cache='disable'"),
        ["behaviour: cache policy"],
        ["recompute: it is not cached any more"],
    ),
    "a version by hand instead of by the source": Row(
        task(X, env="cache='auto'"),
        task(X, env=FIXED),
        ["behaviour: cache version"],
        [
            "recompute: its version, set by hand: by its code -> v1",
            "rerun-on-recover: its version, set by hand: by its code -> v1",
        ],
    ),
    "a description of an input of a cached task": Row(
        task(X, env=FIXED, body="'''Do.\n\n    Args:\n        x: one\n    '''"),
        task(X, env=FIXED, body="'''Do.\n\n    Args:\n        x: two\n    '''"),
        ["cosmetic: description of input x"],
        [
            "recompute: descriptions in its interface, which count too",
            "rerun-on-recover: descriptions in its interface, which count too",
        ],
    ),
    "a cached task renamed": Row(
        task(X, env=FIXED),
        task(X, env=FIXED).replace("def t(", "def better("),
        ["breaking: likely renamed from e.t"],
        [
            "orphan: a task that is gone stays registered, and can still be run",
            "recompute: its name",
            "rerun-on-recover: its name",
        ],
    ),
    "the image of a cached task": Row(
        task(X, env="cache='auto', image='ghcr.io/acme/a:1'"),
        task(X, env="cache='auto', image='ghcr.io/acme/a:2'"),
        ["behaviour: image"],
    ),
    "one trigger of two removed": Row(
        SECOND.format(f"({DAILY}, flyte.Trigger.hourly())"),
        SECOND.format(DAILY),
        ["breaking: trigger hourly removed"],
        ["rerun-on-recover: its source"],
    ),
    "an inactive trigger removed": Row(
        SECOND.format('flyte.Trigger("daily", flyte.Cron("@daily"), auto_activate=False)'),
        SECOND.format("()"),
        ["breaking: trigger daily removed"],
        ["rerun-on-recover: its source"],
    ),
    "a task with a trigger removed": Row(
        task(X) + SECOND.format(DAILY),
        task(X),
        ["breaking: task removed"],
        [
            "keeps-firing: trigger daily of a task that is gone stays",
            "orphan: a task that is gone stays registered, and can still be run",
        ],
    ),
    "a task with a trigger renamed": Row(
        SECOND.format(DAILY),
        SECOND.format(DAILY).replace("second", "other"),
        ["breaking: likely renamed from e.second"],
        [
            "keeps-firing: trigger daily of a task that is gone stays",
            "orphan: a task that is gone stays registered, and can still be run",
            "rerun-on-recover: its name; its source",
        ],
    ),
    "a package more": Row(
        image('.with_pip_packages("pandas")'),
        image('.with_pip_packages("pandas", "torch")'),
        ["behaviour: image"],
        [
            "rebuild-image: ghcr.io/acme/a:e92391d6915b66d98c40ba54abbdba1c -> ghcr.io/acme/a:7e80895cf3c9df531c855f67fd5d3c6a"
        ],
    ),
    "an image that is built now": Row(
        task(X, env="image='ghcr.io/acme/a:1'"),
        image('.with_apt_packages("git")'),
        ["behaviour: image"],
        ["rebuild-image: ghcr.io/acme/a:1 -> ghcr.io/acme/a:0f2eb2563a6a030144808f9bdc78b910"],
    ),
    "an image that is not built any more": Row(
        image('.with_apt_packages("git")'), task(X, env="image='ghcr.io/acme/a:1'"), ["behaviour: image"]
    ),
    "another image of the same tag": Row(
        image('.with_apt_packages("graphviz")'),
        image('.with_pip_packages("graphviz")'),
        [],
        [
            "stale-image: the image is another one and its tag is not, so that the build is skipped: ghcr.io/acme/a:007d5a660da7456f0ff06fd7bf96fbe8"
        ],
    ),
    "a new task with an image of its own": Row(
        "x = 1\n",
        image('.with_apt_packages("git")'),
        ["behaviour: task added"],
        ["rebuild-image: ghcr.io/acme/a:0f2eb2563a6a030144808f9bdc78b910, which is new"],
    ),
    # What people read.
    "a docstring": Row(
        task(X, body="'''One.'''"),
        task(X, body="'''Two.'''"),
        ["cosmetic: documentation"],
        ["rerun-on-recover: its source"],
    ),
    "an input described": Row(
        task(X, body="'''Do.\n\n    Args:\n        x: one\n    '''"),
        task(X, body="'''Do.\n\n    Args:\n        x: two\n    '''"),
        ["cosmetic: description of input x"],
        ["rerun-on-recover: descriptions in its interface, which count too; its source"],
    ),
    "an environment described": Row(
        task(X, env="description='one'"),
        task(X, env="description='two'"),
        ["cosmetic: description of the environment"],
    ),
    "a short name": Row(
        task(X),
        task(X, "short_name='nice'"),
        ["cosmetic: short name"],
        ["rerun-on-recover: its source"],
    ),
    "something breaking among cosmetics": Row(
        task(X, body="'''One.'''"),
        task("(x: str) -> int", "short_name='nice'", "'''Two.'''"),
        ["breaking: input x retyped", "cosmetic: short name", "cosmetic: documentation"],
        ["rerun-on-recover: its interface; its source"],
    ),
    "nothing": Row(task(X), task(X) + "# a comment\n", []),
}


APP = 'AppEnvironment(name="a", image="i:1"'


def app(fields: str) -> str:
    """The code of one app."""
    return f"from flyte.app import *\na = {APP}, {fields})\n"


APP_ROWS = {
    "an app removed": Row(
        app("port=1"),
        "x = 1\n",
        ["breaking: app removed, and its address"],
        ["orphan: an app that is gone stays deployed"],
    ),
    "an app added": Row("x = 1\n", app("port=1"), ["behaviour: app added"]),
    "an app renamed": Row(
        app("port=1"),
        app("port=1").replace('"a"', '"b"'),
        ["breaking: app removed, and its address", "behaviour: app added"],
        ["orphan: an app that is gone stays deployed"],
    ),
    "a subdomain given": Row(
        app("port=1"),
        app('port=1, domain=Domain(subdomain="x")'),
        ["breaking: subdomain: the address changes"],
        ["address-change: whoever calls the app by its old address must be told"],
    ),
    "a subdomain changed": Row(
        app('domain=Domain(subdomain="x")'),
        app('domain=Domain(subdomain="y")'),
        ["breaking: subdomain: the address changes"],
        ["address-change: whoever calls the app by its old address must be told"],
    ),
    "a domain changed": Row(
        app('domain=Domain(custom_domain="x.example.com")'),
        app(""),
        ["breaking: domain: the address changes"],
        ["address-change: whoever calls the app by its old address must be told"],
    ),
    "a port": Row(app("port=8000"), app("port=8001"), ["breaking: port"]),
    "a protocol": Row(app("port=8000"), app('port=Port(8000, "h2c")'), ["breaking: port"]),
    "a parameter removed": Row(
        app("parameters=[Parameter('x', 'a'), Parameter('y', 'b')]"),
        app("parameters=[Parameter('x', 'a')]"),
        ["breaking: parameter y removed"],
    ),
    "all parameters removed": Row(app("parameters=[Parameter('x', 'a')]"), app(""), ["breaking: parameter x removed"]),
    "a parameter added": Row(
        app("parameters=[Parameter('x', 'a')]"),
        app("parameters=[Parameter('x', 'a'), Parameter('y', 'b')]"),
        ["behaviour: parameter y added"],
    ),
    "a parameter's value": Row(
        app("parameters=[Parameter('x', 'a')]"), app("parameters=[Parameter('x', 'b')]"), ["behaviour: parameter x"]
    ),
    "a parameter's variable": Row(
        app("parameters=[Parameter('x', 'a', env_var='A')]"),
        app("parameters=[Parameter('x', 'a', env_var='B')]"),
        ["behaviour: parameter x"],
    ),
    "auth required": Row(
        app("requires_auth=False"), app("requires_auth=True"), ["breaking: callers must be signed in now"]
    ),
    "auth required, beside secrets": Row(
        app("requires_auth=False, secrets='s'"), app("secrets='s'"), ["breaking: callers must be signed in now"]
    ),
    "auth lifted": Row(
        app("requires_auth=True"),
        app("requires_auth=False"),
        ["behaviour: NO AUTH ANY MORE: whoever has the address may call the app"],
    ),
    "auth lifted, beside secrets": Row(
        app("secrets='s'"),
        app("requires_auth=False, secrets='s'"),
        ["behaviour: NO AUTH ANY MORE: whoever has the address may call the app"],
    ),
    "an app's secret": Row(app("secrets='s'"), app("secrets='t'"), ["behaviour: secrets", "behaviour: secrets"]),
    "the first secret": Row(app(""), app("secrets='s'"), ["behaviour: secrets"]),
    "an image": Row(app(""), app("").replace("i:1", "i:2"), ["behaviour: image"]),
    "resources": Row(
        app("resources=flyte.Resources(cpu=1)"), app("resources=flyte.Resources(cpu=2)"), ["behaviour: resources"]
    ),
    "resources in another notation": Row(
        app("resources=flyte.Resources(memory='1Gi')"), app("resources=flyte.Resources(memory='1024Mi')"), []
    ),
    "a device": Row(
        app("resources=flyte.Resources(gpu='T4:1')"),
        app("resources=flyte.Resources(gpu='L4:1')"),
        ["behaviour: resources"],
    ),
    "replicas": Row(app(""), app("scaling=Scaling(replicas=(1, 3))"), ["behaviour: scaling", "behaviour: scaling"]),
    "the scaling metric": Row(app(""), app("scaling=Scaling(metric=Scaling.Concurrency(2))"), ["behaviour: scaling"]),
    "a command": Row(app("command='a b'"), app("command='a c'"), ["behaviour: command"]),
    "arguments": Row(app("args='a b'"), app("args='a c'"), ["behaviour: arguments"]),
    "a variable": Row(app("env_vars={'A': '1'}"), app("env_vars={'A': '2'}"), ["behaviour: environment variables"]),
    "an app's timeout": Row(app(""), app("timeouts=Timeouts(request=5)"), ["behaviour: timeout"]),
    "a cluster": Row(app(""), app("cluster_pool='gpu'"), ["behaviour: cluster"]),
    "the module's variable": Row(app("").replace("a =", "b ="), app(""), ["behaviour: where it is imported from"]),
    "a description": Row(app("description='a'"), app("description='b'"), ["cosmetic: description"]),
    "links": Row(app(""), app("links=[Link('/a', 'A')]"), ["cosmetic: links"]),
    "nothing of an app": Row(app(""), app("") + "# a comment\n", []),
}
ROWS |= APP_ROWS
for name, (before, after, of_input, of_output) in RECORDS.items():
    for side, signature, changes in (("an input", "(x: P) -> int", of_input), ("an output", "() -> P", of_output)):
        one, other = (f"{RECORD}{each}{task(signature)}" for each in (before, after))
        ROWS[f"{name}, of {side}"] = Row(one, other, changes, ["rerun-on-recover: its interface"])


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> tuple[Mapping[str, dict[str, Compared]], ...]:
    """The tasks of all rows by row, loaded in one run a side."""
    return tuple(loaded(side, tmp_path_factory.mktemp(side)) for side in ("old", "new"))


def loaded(side: str, folder: Path) -> dict[str, dict[str, Compared]]:
    for index, row in enumerate(ROWS.values()):
        code = getattr(row, side)
        environment = "" if "TaskEnvironment" in code else 'env = flyte.TaskEnvironment("e")\n'
        (folder / f"row{index}.py").write_text(f"import flyte\n{environment}{code}")
    request = LoadRequest(message=Message.DEPLOY_REQUEST, folder=str(folder))
    reports = load(modules_at(["."], folder=folder), request).reports
    by_file = {report.file: report for report in reports}
    tasks = {}
    for index, name in enumerate(ROWS):
        report = by_file[f"row{index}.py"]
        assert not report.diagnostics, (name, report.diagnostics)
        tasks[name] = {record.name: to_compared(record, python="3.11") for record in report.deployed}
    return tasks


@pytest.mark.parametrize("name", ROWS)
def test_a_change_of_code_means(name: str, sides) -> None:
    """Exactly these changes, beside noise."""
    old, new = (side[name] for side in sides)
    every = compared(old, new)
    changes = [change for change in every if change.noise is None]
    assert [f"{change.impact.value}: {change.why}" for change in changes] == ROWS[name].changes, [
        (change.path, change.old, change.new) for change in changes
    ]
    effects = effects_of(old, new, every)
    assert [f"{effect.kind.value}: {effect.why}" for effect in effects] == ROWS[name].effects


def test_the_table_is_long_enough() -> None:
    """Each class has rows of its own."""
    assert len(ROWS) >= 120
    for impact in ("breaking", "behaviour", "cosmetic"):
        assert sum(any(change.startswith(impact) for change in row.changes) for row in ROWS.values()) >= 5
