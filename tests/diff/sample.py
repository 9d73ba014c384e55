"""A comparison with something of everything, made without loading a module."""

from __future__ import annotations

import copy
from typing import Any

from flytex_cli.diff.compare import compared
from flytex_cli.diff.comparison import Comparison, Unknown
from flytex_cli.diff.task import ComparedTask
from flytex_cli.diff.view import to_view
from flytex_cli.records import ShownLocation


def variable(key: str, kind: str, **more: str) -> dict[str, Any]:
    return {"key": key, "value": {"type": {"simple": kind}, **more}}


def task(name: str, line: int, image: str = "ghcr.io/acme/a:1", body: str = "ab" * 8) -> ComparedTask:
    environment, _, short = name.rpartition(".")
    document = {
        "taskTemplate": {
            "id": {"resourceType": "TASK", "name": name, "version": "v1"},
            "type": "python",
            "metadata": {"runtime": {"version": "2.12.1"}, "retries": {}, "discoveryVersion": body},
            "interface": {
                "inputs": {"variables": [variable("x", "INTEGER", description="a number"), variable("y", "STRING")]},
                "outputs": {"variables": [variable("o0", "INTEGER")]},
            },
            "container": {
                "image": image,
                "args": [
                    "a0",
                    "--inputs",
                    "{{.input}}",
                    "--version",
                    "v1",
                    "--resolver",
                    "r",
                    "mod",
                    "m",
                    "instance",
                    short,
                ],
                "resources": {"requests": [{"name": "CPU", "value": "1"}]},
                "env": [{"key": "LOG", "value": "info"}],
            },
        },
        "shortName": short,
        "environment": {"name": environment},
        "documentation": {"shortDescription": f"Do {short}."},
    }
    return ComparedTask(name, to_view(document), ShownLocation("flows/shop.py", line))


def sample() -> Comparison:
    """Two sides of a shop."""
    same, hashed, gone, lost = (
        task("shop.same", 5),
        task("shop.hashed", 9),
        task("shop.gone", 30),
        task("shop.lost", 40),
    )
    train, old_name = task("shop.train", 12), task("shop.fit", 20)
    train.view["triggers"] = [
        {
            "name": "nightly",
            "spec": {"active": True},
            "automationSpec": {"schedule": {"cron": {"expression": "0 2 * * *", "timezone": "UTC"}}},
        }
    ]
    changed = copy.deepcopy(train)
    template = changed.view["taskTemplate"]
    template["interface"]["inputs"]["variables"] = [
        variable("x", "FLOAT", description="a float"),
        variable("z", "STRING"),
    ]
    template["container"]["image"] = "alpine:3.20"
    template["container"]["resources"]["requests"][0]["value"] = "2"
    template["metadata"]["discoveryVersion"] = "cd" * 8
    template["metadata"]["runtime"]["version"] = "2.13.0"
    changed.view["triggers"] = []
    changed.view["documentation"]["shortDescription"] = "Train | it\n`now` <b>\x1b[31m\u202e"
    changed.view["taskTemplate"]["container"]["env"].append({"key": "A::B", "value": "%0A]]>"})
    olds = {each.name: each for each in (same, hashed, gone, train, old_name)}
    news = {each.name: each for each in (same, task("shop.hashed", 9, body="ef" * 8), changed)}
    news["shop.better"] = task("shop.better", 22)
    news["shop.extra"] = task("shop.extra", 50, image="ghcr.io/acme/b:1")
    del news["shop.extra"].view["taskTemplate"]["interface"]["inputs"]["variables"][0]
    return Comparison(
        old="git:main",
        new="flows",
        olds=olds,
        news=news,
        changes=tuple(compared(olds, news)),
        unknown=(Unknown(lost.name, "flows"),),
    )
