"""What loading a module yields: plain, frozen values that every command works from.

A `TaskRecord` carries the wire messages as bytes (a `flyteidl2.task.TaskSpec` and its `TaskTrigger`s) beside what the
user declared, so that lint, diff, inspect and podspec need neither the user's module nor an engine. An `AppRecord` does
the same for an app (a `flyteidl2.app.App`). An `ImageRecord` has what an image is built from.
"""

from flytex_cli.records.app import AppFacts, AppRecord
from flytex_cli.records.base import (
    CANNOT_IMPORT,
    Diagnostic,
    Json,
    Message,
    Remark,
    Severity,
    ShownLocation,
    SourceLocation,
    shown_path,
)
from flytex_cli.records.declared import (
    DeclaredApp,
    DeclaredTask,
    DeclaredValue,
    LoadedModule,
    Loss,
    LostValue,
    Reference,
    Referent,
    SourceRecord,
)
from flytex_cli.records.image import Build, ContextFile, ImageLayer, ImageRecord, Tag
from flytex_cli.records.inputs import Access, Doubt, Input, Inputs, Surroundings
from flytex_cli.records.report import EngineInfo, ModuleReport, Record
from flytex_cli.records.task import EnvironmentRecord, Facts, Parameter, TaskRecord

__all__ = [
    "CANNOT_IMPORT",
    "Access",
    "AppFacts",
    "AppRecord",
    "Build",
    "ContextFile",
    "DeclaredApp",
    "DeclaredTask",
    "DeclaredValue",
    "Diagnostic",
    "Doubt",
    "EngineInfo",
    "EnvironmentRecord",
    "Facts",
    "ImageLayer",
    "ImageRecord",
    "Input",
    "Inputs",
    "Json",
    "LoadedModule",
    "Loss",
    "LostValue",
    "Message",
    "ModuleReport",
    "Parameter",
    "Record",
    "Reference",
    "Referent",
    "Remark",
    "Severity",
    "ShownLocation",
    "SourceLocation",
    "SourceRecord",
    "Surroundings",
    "Tag",
    "TaskRecord",
    "shown_path",
]
