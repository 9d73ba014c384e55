"""The commands of flytex, known without importing any of them."""

from __future__ import annotations

COMMANDS = {
    "serialize": "Write the task specs and apps that the cluster would get.",
    "podspec": "Write the Pods that would run, and the Services of apps.",
    "lint": "Find what will fail at deploy, in the cluster or at the end of the run.",
    "rule": "Explain a rule of `flytex lint`, or list them all.",
    "diff": "Show what a code change does to tasks and apps.",
    "affected": "Say which environments, tasks, apps and tests a change of files touches.",
    "inspect": "Look at environments, tasks and apps: what they are, where, and when they run.",
    "graph": "Show what tasks and apps call and need.",
    "bundle": "Show which files flyte deploy would ship, and why.",
    "image": "Show what images are built from: the Dockerfile, layer by layer, and the files that it needs.",
    "plan": "Say what flyte deploy would do, before it does it.",
    "verify": "Compare the stand-in with the installed SDK on your own modules.",
    "policy": "Try a team's policies on modules that it keeps beside them.",
    "cache": "Say what the cache of --cache holds, or empty it.",
}
"""What each does, in short. It is a function of its name in the module of its name in `cli/`, imported when it runs."""

LOADING = tuple(command for command in COMMANDS if command not in ("rule", "cache"))
"""Those that load modules."""

EARLY = frozenset(LOADING) - {"verify", "policy"}
"""Those that load with the one engine that the command line names, so that it can start before they run."""

WITHOUT_PATHS = frozenset({"podspec"})
"""Those of them that have something to do without a path too."""
