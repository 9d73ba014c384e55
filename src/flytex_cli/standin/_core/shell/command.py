"""The command of a shell task's container."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from flytex_cli.standin._core.io.folder import Dir

from .render import ScriptRenderer
from .types import FlagSpec, Glob, Stderr, Stdout

if TYPE_CHECKING:
    from .task import Shell


def build_command(shell: Shell) -> list[str]:
    """Return the command: folders are made, the script runs with its streams in files, its code is kept."""
    flags = {name: FlagSpec.coerce(name, shell.flag_aliases.get(name)) for name in shell.inputs}
    renderer = ScriptRenderer(shell.inputs, shell.outputs, flags, shell.input_data_dir, shell.output_data_dir)
    body, positional = renderer.render(shell.script)
    stdout = _stream_file(shell, Stdout, "_stdout")
    stderr = _stream_file(shell, Stderr, "_stderr")
    before, after = _debug_lines(shell, body, stdout, stderr) if shell.debug else ("", "")
    text = (
        f"{_make_folders(shell)} {before}set -o pipefail; ( {body} ) > {stdout} 2> {stderr}; _rc=$?; "
        f"{after}echo $_rc > {shell.output_data_dir / '_returncode'}; exit $_rc"
    )
    return [shell.shell, "-c", text, "_shell_task", *positional]


def _stream_file(shell: Shell, stream: type, default: str) -> str:
    names = [name for name, spec in shell.outputs.items() if isinstance(spec, stream)]
    return str(shell.output_data_dir / (names[-1] if names else default))


def _make_folders(shell: Shell) -> str:
    commands = [
        f"mkdir -p {shlex.quote(str(shell.output_data_dir / name))}"
        for name, spec in shell.outputs.items()
        if isinstance(spec, Glob) or (isinstance(spec, type) and issubclass(spec, Dir))
    ]
    return "; ".join(commands) + ";" if commands else ""


def _debug_lines(shell: Shell, body: str, stdout: str, stderr: str) -> tuple[str, str]:
    folder = shlex.quote(str(shell.input_data_dir))
    title = f"--- shell task {shell.name!r}:"
    before = (
        f'echo "{title} staged inputs ({shell.input_data_dir}) ---" >&2; ls -la {folder} >&2 || true; '
        f'echo "{title} rendered command ---" >&2; '
        f"cat <<'_FLYTE_SHELL_DEBUG_' >&2\n{body}\n_FLYTE_SHELL_DEBUG_\n"
    )
    after = (
        f'echo "{title} captured stdout ---" >&2; cat {stdout} >&2 || true; '
        f'echo "{title} captured stderr ---" >&2; cat {stderr} >&2 || true; '
    )
    return before, after
