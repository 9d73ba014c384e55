"""Why a module could not be imported, in a sentence and a hint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flytex_cli.engine.plain import text
from flytex_cli.engine.problem import clipped, one_line
from flytex_cli.engine.reasons import reason_of
from flytex_cli.engine.shadow import shadow_behind
from flytex_cli.load.sandbox import NETWORK_HINT
from flytex_cli.load.stubs.errors import stub_behind
from flytex_cli.records import CANNOT_IMPORT

if TYPE_CHECKING:
    from flytex_cli.engine.refused.refusal import Refusal

UNSHOWABLE = (
    "the module raises an exception while it is imported, and showing that raises another one",
    "look at the methods of the exception's class",
)
"""What is said of an exception that cannot be explained."""


def _missing_hint(package: str) -> str:
    if package == "flyteplugins":
        return "install the plugin beside flytex (pip install --no-deps is enough): a stub cannot stand for it"
    return (
        f"install what provides {package!r} beside flytex, check --root-dir, or use --stub-imports to load without it"
    )


def refused(error: BaseException) -> Refusal | None:
    """Return what Flyte refuses, where that and no stub is why an import ended."""
    if not isinstance(error, (TypeError, ValueError, AttributeError, ImportError)):
        return None
    try:
        from flytex_cli.engine.refused import refusal_of  # where nothing fails, nobody needs it

        return refusal_of(error) if shadow_behind(error) is None and stub_behind(error) is None else None
    except BaseException:  # the exception, and what a module did to Python, is user code
        return None


def explain(error: BaseException) -> tuple[str, str | None]:
    """Explain the exception that ended an import.

    Raises:
        BaseException: what a method of the exception, or of its class, raises.
    """
    if isinstance(error, SyntaxError):
        quoted = f": {error.text.strip()}" if isinstance(error.text, str) else ""
        return clipped(f"the module has a syntax error: {error.msg}{quoted}"), None
    reason = reason_of(error)
    if reason is not None:
        return f"{CANNOT_IMPORT}{reason.sentence}", reason.hint
    shadow = shadow_behind(error)
    if shadow is not None:
        return f"{CANNOT_IMPORT}{one_line(error)}", f"{shadow.sentence}: {shadow.hint}"
    if isinstance(error, ModuleNotFoundError) and isinstance(error.name, str) and error.name:
        return (
            f"{CANNOT_IMPORT}no module named {error.name!r}",
            _missing_hint(error.name.partition(".")[0]),
        )
    if isinstance(error, SystemExit):
        return (
            f"the module ends the program while it is imported: sys.exit({clipped(text(error.code))})",
            'move what only the command line needs under if __name__ == "__main__":',
        )
    if isinstance(error, KeyboardInterrupt):
        return "the module raises KeyboardInterrupt while it is imported", None
    if isinstance(error, MemoryError):
        return "the module ran out of memory while it was imported", "raise --max-memory"
    if isinstance(error, OSError) and "flytex refused" in str(error):
        return f"the module uses the network while it is imported: {one_line(error)}", None
    if isinstance(error, OSError) and error.errno in (101,):
        return f"the module uses the network while it is imported: {one_line(error)}", NETWORK_HINT
    if not isinstance(error, Exception):
        return f"the module raises {one_line(error)} while it is imported, which is not an Exception", None
    package = stub_behind(error)
    if package is not None:
        return (
            f"{CANNOT_IMPORT}{_stubbed(error, package)}",
            f"install {package!r} beside flytex",
        )
    return f"{CANNOT_IMPORT}{one_line(error)}", None


def _stubbed(error: BaseException, package: str) -> str:
    if "is a stub here" in str(error):
        return one_line(error).partition(": ")[2]
    return f"{package} is a stub here (--stub-imports): {one_line(error)}"
