"""What agents do with code that a model writes: all of it at run time."""

from __future__ import annotations

from flytex_cli.standin._core.common.needs_cluster import RuntimeOnly

build_code_system_prompt = RuntimeOnly("flyte.ai.agents.build_code_system_prompt")
build_sandbox_tools = RuntimeOnly("flyte.ai.agents.build_sandbox_tools")
extract_python_code = RuntimeOnly("flyte.ai.agents.extract_python_code")
