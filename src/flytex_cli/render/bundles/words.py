"""How bundles are spoken of."""

from __future__ import annotations

from flytex_cli.bundle.listed import Reason
from flytex_cli.bundle.model import Bundle, BundledFile
from flytex_cli.render.common.escape import escape_line
from flytex_cli.render.common.renderer import assert_never
from flytex_cli.render.common.sizes import size
from flytex_cli.render.common.text import Line


def why(file: BundledFile) -> str:
    """Say why a file is in a bundle."""
    match file.reason:
        case Reason.MODULE:
            return "module"
        case Reason.LOADED:
            return f"imported at {file.cause}" if file.cause else "loaded"
        case Reason.STATIC:
            return f"imported at {file.cause}, not yet loaded"
        case Reason.INCLUDE:
            return f"include of {file.cause}"
        case Reason.ALL:
            return "all"
        case _:
            assert_never(file.reason)


def heading(bundle: Bundle) -> Line:
    """Name a bundle among several."""
    return [("bundle of ", ""), (escape_line(", ".join(bundle.environments)), "bold")]


def total(bundle: Bundle) -> Line:
    """Say how much a bundle is."""
    if not bundle.files:
        return [("nothing is uploaded", "bold")]
    count = len(bundle.files)
    digest = f", digest {bundle.digest}" if bundle.digest else ", no digest"
    return [(f"{count} file{'s'[: count != 1]}, {size(bundle.size)}", "bold"), (digest, "dim")]
