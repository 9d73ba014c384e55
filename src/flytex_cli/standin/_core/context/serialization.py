"""What a task is serialized for: version and place, code bundle, images, root folder."""

from __future__ import annotations

import os
import pathlib
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from flytex_cli.standin._core.common.repr import short_repr

from .transport import from_transport, to_transport


@short_repr
@dataclass(frozen=True, kw_only=True)
class CodeBundle:
    """The user's code as uploaded: a tar.gz of files, or one pickled task.

    Attributes:
        computed_version: hash of the contents.
        destination: folder it is unpacked into.
        tgz: address of the archive.
        pkl: address of the pickle.
        downloaded_path: where it lies once unpacked.
        files: what is in it.
    """

    computed_version: str
    destination: str = "."
    tgz: str | None = None
    pkl: str | None = None
    downloaded_path: pathlib.Path | None = None
    files: list[str] | None = None

    def __post_init__(self) -> None:
        if self.tgz is None and self.pkl is None:
            raise ValueError("CodeBundle needs tgz= or pkl=, the address of what was uploaded")

    def with_downloaded_path(self, path: pathlib.Path) -> CodeBundle:
        """Return a copy that knows where it was unpacked."""
        return replace(self, downloaded_path=path)


@dataclass
class RunIdentifierData:
    """Name of a run, kept beside the image it built."""

    org: str
    project: str
    domain: str
    name: str


@dataclass
class ImageCache:
    """Image URI by environment name, as handed to every task in `--image-cache`."""

    image_lookup: dict[str, str]
    build_run_ids: dict[str, RunIdentifierData] = field(default_factory=dict)
    serialized_form: str | None = None

    @property
    def to_transport(self) -> str:
        """The cache as base64 of gzipped JSON."""
        if self.serialized_form:
            return self.serialized_form
        return to_transport(
            {
                "image_lookup": self.image_lookup,
                "build_run_ids": {name: asdict(run) for name, run in self.build_run_ids.items()},
            }
        )

    @classmethod
    def from_transport(cls, s: str) -> ImageCache:
        """Read what `to_transport` wrote."""
        try:
            content: dict[str, Any] = from_transport(s)
        except (ValueError, OSError) as error:
            raise ValueError(f"not an image cache (base64 of gzipped JSON): {s[:40]!r}") from error
        runs = {name: RunIdentifierData(**run) for name, run in content.get("build_run_ids", {}).items()}
        return cls(image_lookup=content["image_lookup"], build_run_ids=runs, serialized_form=s)


@dataclass
class SerializationContext:
    """What the translation of a task needs beside the task.

    Attributes:
        version: goes into the task's identifier and its arguments.
        project: of the identifier.
        domain: of the identifier.
        org: of the identifier.
        code_bundle: the uploaded code, when there is any.
        input_path: template of the address of the inputs.
        output_path: template of the address of the outputs.
        interpreter_path: Python in the image.
        image_cache: URIs of built images.
        root_dir: the folder modules are named from.
    """

    version: str
    project: str | None = None
    domain: str | None = None
    org: str | None = None
    code_bundle: CodeBundle | None = None
    input_path: str = "{{.input}}"
    output_path: str = "{{.outputPrefix}}"
    interpreter_path: str = "/opt/venv/bin/python"
    image_cache: ImageCache | None = None
    root_dir: pathlib.Path | None = None

    def get_entrypoint_path(self, interpreter_path: str | None = None) -> str:
        """Return the path of the runtime's entry point, which lies beside the interpreter."""
        return os.path.join(os.path.dirname(interpreter_path or self.interpreter_path), "runtime.py")
