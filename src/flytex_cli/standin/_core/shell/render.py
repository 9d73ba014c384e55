"""A script template as shell: `{inputs.x}`, `{flags.x}` and `{outputs.x}` filled, with the lines they need above it."""

from __future__ import annotations

import pathlib
import re
from typing import Any

from .flags import flag_line
from .types import FlagSpec, Kind, Stderr, Stdout, classify, without_none

_PLACEHOLDER = re.compile(r"\{(inputs|flags|outputs)\.([a-zA-Z_][a-zA-Z0-9_]*)\}")
_LEFT_OVER = re.compile(r"\{[a-zA-Z_]\w*\.[a-zA-Z_]\w*\}")


class ScriptRenderer:
    """Fills one script.

    Values travel as positional arguments of the shell, which keeps any content as it is.
    """

    def __init__(
        self,
        inputs: dict[str, Any],
        outputs: dict[str, Any],
        flags: dict[str, FlagSpec],
        input_folder: pathlib.Path,
        output_folder: pathlib.Path,
    ) -> None:
        self._inputs, self._outputs, self._flags = inputs, outputs, flags
        self._input_folder, self._output_folder = input_folder, output_folder
        self._kinds = {name: classify(name, kind) for name, kind in inputs.items()}
        self._lines: list[str] = []
        self._positional: dict[str, str] = {}
        self._arrays: set[str] = set()
        self._flags_set: set[str] = set()

    def render(self, script: str) -> tuple[str, list[str]]:
        """Return the shell text and its positional arguments."""
        body = _PLACEHOLDER.sub(self._fill, script)
        left_over = _LEFT_OVER.search(body)
        if left_over:
            raise ValueError(
                f"the script has {left_over.group(0)}, which stands for nothing; "
                "write {inputs.<name>}, {flags.<name>} or {outputs.<name>}"
            )
        return "\n".join([*self._lines, body]), list(self._positional.values())

    def _fill(self, match: re.Match[str]) -> str:
        space, name = match.groups()
        if space == "outputs":
            return self._output(name)
        if name not in self._kinds:
            raise KeyError(f"the script has {match.group(0)}, but there is no input {name!r}: declare it in inputs")
        return self._input(name) if space == "inputs" else self._flag(name)

    def _output(self, name: str) -> str:
        if name not in self._outputs:
            raise KeyError(f"the script has {{outputs.{name}}}; the declared outputs are {list(self._outputs)}")
        if isinstance(self._outputs[name], (Stdout, Stderr)):
            raise KeyError(
                f"the script has {{outputs.{name}}}, a stream of the script itself: nothing is written to it"
            )
        return str(self._output_folder / name)

    def _input(self, name: str) -> str:
        kind = self._kinds[name]
        if kind is Kind.DIR:
            return str(self._input_folder / name)
        if kind in (Kind.FILE, Kind.FILES):
            return f"{self._input_folder / name}/*"
        if kind is Kind.DICT:
            return f'"${{{self._array(name)}[@]}}"'
        return f'"${{{self._value(name)}}}"'

    def _flag(self, name: str) -> str:
        kind, variable = self._kinds[name], f"_FLAG_{name}"
        if name not in self._flags_set:
            self._flags_set.add(name)
            self._lines.append(
                flag_line(
                    name,
                    kind,
                    self._flags[name],
                    variable,
                    value_of=self._value,
                    array_of=self._array,
                    folder=self._input_folder / name,
                    optional=without_none(self._inputs[name])[0],
                )
            )
        if kind in (Kind.FILE, Kind.FILES, Kind.DICT):
            return f'"${{{variable}[@]}}"'
        return f"${{{variable}}}"

    def _value(self, name: str) -> str:
        variable = f"_VAL_{name}"
        if name not in self._positional:
            self._positional[name] = f"{{{{.inputs.{name}}}}}"
            self._lines.append(f'{variable}="${{{len(self._positional)}}}"')
        return variable

    def _array(self, name: str) -> str:
        value, array = self._value(name), f"_ARR_{name}"
        if name not in self._arrays:
            self._arrays.add(name)
            self._lines.append(
                f'{array}=(); if [ -n "${{{value}}}" ]; then IFS=$\'\\x1e\' read -ra {array} <<< "${{{value}}}"; fi'
            )
        return array
