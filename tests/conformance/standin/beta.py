"""Compare the stand-in with SDK 2.0.0b6, the release of the seed, where its names differ from today's.

    python -m tests.conformance.standin.beta PYTHON

PYTHON is an interpreter with flyte 2.0.0b6. Prints a row for each callable of the seed: how many of the beta's parameters
the stand-in takes, and what each sets. Exits 1 when one is refused or sets something else.
"""

from __future__ import annotations

import json
import subprocess
import sys
import types
from collections.abc import Callable
from typing import Any

PROBE = r"""
import inspect, json, typing
import flyte, flyte.extend
from flyte.extend import AsyncFunctionTaskTemplate as Template

def names(call):
    kinds = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    return [p.name for p in inspect.signature(call).parameters.values() if p.kind in kinds and p.name not in ("self", "_func")]

print(json.dumps({
    "version": flyte.__version__,
    "extend": sorted(flyte.extend.__all__),
    "primary": flyte.extend.PRIMARY_CONTAINER_DEFAULT_NAME,
    "initialized": flyte.extend.is_initialized(),
    "miss": repr(flyte.extend.TaskPluginRegistry.find(dict)),
    "TaskEnvironment": names(flyte.TaskEnvironment),
    "TaskEnvironment.task": names(flyte.TaskEnvironment.task),
    "AsyncFunctionTaskTemplate": names(Template),
    "override": names(Template.override),
    "members": [n for n in dir(Template) if not n.startswith("_")],
}))
"""


DELIBERATE = {
    ("TaskEnvironment.task", "name"): "SDK 2.12.1 refuses it: the short name is `short_name` there",
    ("TaskEnvironment.task", "secrets"): "SDK 2.12.1 refuses it: secrets are set on the environment or by override",
    ("members", "env"): "taken when given; read as `env_vars`",
    ("members", "friendly_name"): "taken when given; read as `short_name`",
    ("members", "interruptable"): "taken when given; read as `interruptible`",
}
"""Differences that are meant, because the stand-in is SDK 2.12.1's first."""


def values(flyte: types.ModuleType) -> dict[str, tuple[Any, Callable[[Any], Any], Any]]:
    """For each beta parameter a value, where it shows on the task or environment, and what must stand there."""
    policy = flyte.ReusePolicy(replicas=1, idle_ttl=60)
    resources = flyte.Resources(cpu=2)
    environment = flyte.TaskEnvironment("beta-dependency")
    return {
        "depends_on": ([environment], lambda x: x.depends_on, [environment]),
        "pod_template": ("pool", lambda x: x.pod_template, "pool"),
        "description": ("d", lambda x: x.description, "d"),
        "secrets": ("key", lambda x: x.secrets, "key"),
        "env": ({"A": "1"}, lambda x: x.env_vars, {"A": "1"}),
        "resources": (resources, lambda x: x.resources, resources),
        "image": ("auto", lambda x: x.image is not None, True),
        "cache": ("auto", lambda x: getattr(x.cache, "behavior", x.cache), "auto"),
        "reusable": (policy, lambda x: x.reusable, policy),
        "plugin_config": (None, lambda x: x.plugin_config, None),
        "retries": (3, lambda x: x.retries.count, 3),
        "timeout": (60, lambda x: x.timeout, 60),
        "docs": (None, lambda x: True, True),
        "report": (True, lambda x: x.report, True),
        "max_inline_io_bytes": (7, lambda x: x.max_inline_io_bytes, 7),
        "friendly_name": ("f", lambda x: x.short_name, "f"),
        "interruptable": (True, lambda x: x.interruptible, True),
        "task_type": ("t", lambda x: x.task_type, "t"),
        "task_type_version": (3, lambda x: x.task_type_version, 3),
        "parent_env": (None, lambda x: x.parent_env, None),
        "_call_as_synchronous": (True, lambda x: x._call_as_synchronous, True),
    }


def sample(x: int = 1) -> int:
    """A function to wrap."""
    return x


def main() -> int:
    beta = json.loads(subprocess.run([sys.argv[1], "-c", PROBE], capture_output=True, check=True).stdout)
    from flytex_cli import standin as flyte
    from flytex_cli.standin import extend

    known = values(flyte)
    base = flyte.TaskEnvironment("beta-base")
    interface = flyte.models.NativeInterface.from_callable(sample)
    Template = extend.AsyncFunctionTaskTemplate

    def template(**given: Any) -> Any:
        return Template(**{"name": "n", "interface": interface, "func": sample, **given})

    makers: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
        "TaskEnvironment": (lambda **given: flyte.TaskEnvironment(**{"name": "e", **given}), {"name": ("e2", "name")}),
        "TaskEnvironment.task": (lambda **given: base.task(sample, **given), {"name": ("shown", "short_name")}),
        "AsyncFunctionTaskTemplate": (
            template,
            {"name": ("m", "name"), "interface": (interface, "interface"), "func": (sample, "func")},
        ),
        "override": (lambda **given: template().override(**given), {}),
    }
    failed = 0
    print(f"stand-in against SDK {beta['version']}, where its names differ")
    for row, (make, special) in makers.items():
        refused = []
        for name in beta[row]:
            value, look, expected = known[name] if name in known and name not in special else (None, None, None)
            if name in special:
                value, attribute = special[name]
                look, expected = (lambda made, attribute=attribute: getattr(made, attribute)), value
            try:
                made = make(**{name: value})
                if look is None or look(made) != expected:
                    refused.append(f"{name} (sets something else)")
            except Exception as error:
                refused.append(f"{name} ({type(error).__name__}: {error})")
        print(f"{row:<40} {len(beta[row]):>3} parameters {len(beta[row]) - len(refused):>3} taken")
        failed += explain(row, refused)
    checks = {
        "names of flyte.extend": [name for name in beta["extend"] if not hasattr(extend, name)],
        "members of AsyncFunctionTaskTemplate": [
            name for name in beta["members"]
            if not hasattr(Template, name) and name not in Template.__dataclass_fields__
        ],
        "PRIMARY_CONTAINER_DEFAULT_NAME": [] if beta["primary"] == extend.PRIMARY_CONTAINER_DEFAULT_NAME else ["differs"],
        "is_initialized() before init": [] if extend.is_initialized() == beta["initialized"] else ["differs"],
        "TaskPluginRegistry.find on a miss": [] if repr(extend.TaskPluginRegistry.find(dict)) == beta["miss"] else ["differs"],
    }  # fmt: skip
    for row, missing in checks.items():
        print(f"{row:<40} {'equal' if not missing else 'different'}")
        failed += explain("members", missing)
    return 1 if failed else 0


def explain(row: str, differences: list[str]) -> int:
    """Print why each difference is there; returns how many nobody has explained."""
    unexplained = 0
    for text in differences:
        why = DELIBERATE.get((row, text.partition(" ")[0]))
        unexplained += why is None
        print(f"    {text}: {why or 'UNEXPLAINED'}")
    return unexplained


if __name__ == "__main__":
    sys.exit(main())
