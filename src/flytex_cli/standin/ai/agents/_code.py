"""What agents do with code that a model writes: prompts are made here, code is run at run time only."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Callable, Mapping
from typing import Any

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly
from flytex_cli.standin._core.sandbox.prompt import ORCHESTRATOR_SYNTAX_PROMPT

from ._tools import AgentTool, function_of, signature_of

build_sandbox_tools = RuntimeOnly("flyte.ai.agents.build_sandbox_tools")

_BLOCK = re.compile(r"```(?:python|py)?[ \t]*\n?(.*?)```", re.DOTALL)


def extract_python_code(text: str | None) -> str | None:
    """Return the first block of code in a text; None where there is none."""
    found = _BLOCK.search(text or "")
    return (found[1].strip() or None) if found else None


def build_code_system_prompt(instructions: str, registry: Mapping[str, AgentTool], skills_block: str = "") -> str:
    """Return the prompt of an agent that writes code: instructions, functions, what the code may do, skills."""
    functions = "\n\n".join(map(_described, registry.values())) or "    (none)"
    return (
        f"{instructions}\n\n"
        "Answer with one block of Python code for the next step, or with plain text when the work is done. The value "
        "of the code's last expression is shown to you. The code may call these functions:\n"
        f"{functions}\n\n{ORCHESTRATOR_SYNTAX_PROMPT}{skills_block}"
    )


def _described(tool: AgentTool) -> str:
    function = function_of(tool.target)
    heading = signature_of(tool) if function is None else f"{function.__name__}{_signature(function)}"
    text = (function and inspect.getdoc(function)) or tool.description
    return f"    - {heading}" + (f"\n{textwrap.indent(text, ' ' * 8)}" if text else "")


def _signature(function: Callable[..., Any]) -> str:
    try:
        return str(inspect.signature(function))
    except (TypeError, ValueError):  # built in
        return "(...)"
