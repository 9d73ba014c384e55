"""A graph whose names are as hostile as names can be, made without loading a module."""

from __future__ import annotations

from flytex_cli.graph.model import Call, Graph, Link, Unresolved
from flytex_cli.inspect.model import CacheSummary, EnvironmentSummary, ImageSummary, TaskSummary
from flytex_cli.records import ShownLocation

HOSTILE = 'a "b" </script> #d `e`'


def task(name: str, environment: str | None, signature: str, line: int, docs: str | None = None) -> TaskSummary:
    return TaskSummary(
        name=name,
        environment=environment,
        type="python",
        location=ShownLocation("flows/shop.py", line),
        signature=signature,
        docs=docs,
        inputs=(),
        outputs=(),
        image=ImageSummary("ghcr.io/acme/a:1"),
        resources={},
        cache=CacheSummary(),
        retries=0,
        timeout=None,
        interruptible=False,
        report=False,
        secrets=(),
        env={},
        command=(),
        reuse=None,
        pod_template=None,
        triggers=(),
    )


def sample() -> Graph:
    """Two environments, a task of none, one outside."""
    hostile_docs = "<img src=x onerror=alert(1)>\u2028</script><script>alert(2)</script>"
    child = task("a.child", HOSTILE, "async def child(x: str = '</script><b>')", 3, hostile_docs)
    main, loose = task("low.main", "low", "async def main()", 9), task("\x1b[31mloose", None, "loose()", 20)
    place = ShownLocation("flows/shop.py", 12)
    return Graph(
        environments=(
            EnvironmentSummary(HOSTILE, "TaskEnvironment", place, None, (), (child,)),
            EnvironmentSummary("low", "TaskEnvironment", place, None, (HOSTILE,), (main,)),
        ),
        tasks=(child, main, loose),
        apps=(),
        calls=(
            Call("low.main", "a.child", (Link.MAP,), ("shop:helper",), (place,)),
            Call("low.main", "low.main", (Link.CALL,), (), (place,)),
            Call("\x1b[31mloose", "far.away", (Link.PASS,), (), (place,)),
        ),
        outside=("far.away",),
        unresolved=(Unresolved("low.main", place, 'fn["x"]', "a parameter"),),
    )
