"""Parameters: what they are, where they go, and how they are written."""

import flyte.app
import flyte.io
from flyte.app import AppEndpoint, AppEnvironment, ArtifactValue, Parameter, RunOutput

FILE, FOLDER = flyte.io.File(path="s3://b/f"), flyte.io.Dir(path="s3://b/d")
RUN = {"run_name": "r"}

texts = AppEnvironment(
    name="texts",
    parameters=[
        Parameter("plain", "x"),
        Parameter("odd", 'ä "quoted"\\\n\t\x01\x7f'),
        Parameter(None, "unnamed"),
        Parameter("variable", "x", env_var="X_1"),
        Parameter("mounted", "x", mount="/m"),
        *(Parameter(kind, "s3://b/x", type=kind) for kind in ("string", "file", "directory", "app_endpoint")),
        Parameter("file-mounted", "s3://b/x", type="file", mount="/m"),
        Parameter("folder-ignoring", "s3://b/x", type="directory", download=False, ignore_patterns=["*.tmp", "a"]),
    ],
)
files = AppEnvironment(
    name="files",
    parameters=[
        Parameter("file", FILE),
        Parameter("file-left", FILE, download=False),
        Parameter("file-mounted", FILE, download=False, mount="/m"),
        Parameter("folder", FOLDER),
        Parameter("folder-left", FOLDER, download=False, env_var="F"),
        Parameter("folder-as-string", FOLDER, type="string"),
    ],
)
looked_up = AppEnvironment(
    name="looked-up",
    parameters=[
        Parameter("run-file", RunOutput(type="file", **RUN)),
        Parameter("run-folder", RunOutput(type=flyte.io.Dir, task_name="e.t", task_version="v"), mount="/m"),
        Parameter("run-string", RunOutput(type="string", task_name="e.t", task_auto_version="latest", getter=(1, "ä"))),
        Parameter("run-as-file", RunOutput(type="string", **RUN), type="file", download=False),
        Parameter("artifact", ArtifactValue(name="a"), mount="/m"),
        Parameter("artifact-file", ArtifactValue(name="a", type="file", version="3"), mount="/m"),
        Parameter("artifact-elsewhere", ArtifactValue(name="a", project="p", domain="d"), type="directory"),
        Parameter("artifact-mounted", ArtifactValue(name="a"), type="directory", mount="/m"),
    ],
)
endpoints = AppEnvironment(
    name="endpoints",
    parameters=[
        Parameter("inside", AppEndpoint(app_name="texts"), env_var="TEXTS"),
        Parameter("outside", AppEndpoint(app_name="texts", public=True)),
        Parameter("as-string", AppEndpoint(app_name="texts"), type="string"),
    ],
)
own_command = AppEnvironment(name="own-command", command="fserve --flag", parameters=[Parameter("a", "x")])
