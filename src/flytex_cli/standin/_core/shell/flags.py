"""The line of shell that sets a flag's variable. The text goes on the wire, so it is the SDK's to the letter."""

from __future__ import annotations

import pathlib
import shlex
from collections.abc import Callable

from .types import FlagSpec, Kind


def flag_line(
    name: str,
    kind: Kind,
    spec: FlagSpec,
    variable: str,
    *,
    value_of: Callable[[str], str],
    array_of: Callable[[str], str],
    folder: pathlib.Path,
    optional: bool,
) -> str:
    """Return the line.

    Args:
        name: the input.
        kind: its kind.
        spec: how its flag looks.
        variable: the variable to set.
        value_of: gives the variable that holds an input's value.
        array_of: gives the array that holds a dict's keys and values.
        folder: where the input's files are.
        optional: whether the input may be None.
    """
    flag, separator = spec.flag, spec.separator
    if kind is Kind.BOOL:
        return f'if [ "${{{value_of(name)}}}" = "true" ]; then {variable}={shlex.quote(flag)}; else {variable}=""; fi'
    if kind is Kind.SCALAR:
        value = value_of(name)
        shown = f'{shlex.quote(flag + separator)}"${{{value}}}"'
        return f'if [ -n "${{{value}}}" ]; then {variable}={shown}; else {variable}=""; fi'
    if kind is Kind.DIR:
        return _folder_line(variable, flag + separator, folder, optional)
    if kind is Kind.DICT:
        return _dict_line(variable, flag, spec, array_of(name))
    return _files_line(variable, flag, spec, folder)


def _folder_line(variable: str, prefix: str, folder: pathlib.Path, optional: bool) -> str:
    value = shlex.quote(prefix + str(folder))
    if not optional:
        return f"{variable}={value}"
    path = shlex.quote(str(folder))
    # A folder that was not given shows up as a file.
    return f'if [ -d {path} ] && [ -n "$(ls -A {path} 2>/dev/null)" ]; then {variable}={value}; else {variable}=""; fi'


def _files_line(variable: str, flag: str, spec: FlagSpec, folder: pathlib.Path) -> str:
    quoted = shlex.quote(flag)
    if spec.list_mode == "join":
        return (
            f'{variable}=(); shopt -s nullglob; for _f in {folder}/*; do {variable}+=("$_f"); done; shopt -u nullglob; '
            f'if [ "${{#{variable}[@]}}" -gt 0 ]; then {variable}=({quoted} "${{{variable}[@]}}"); fi'
        )
    if spec.list_mode == "repeat":
        return (
            f"{variable}=(); shopt -s nullglob; "
            f'for _f in {folder}/*; do {variable}+=({quoted} "$_f"); done; shopt -u nullglob'
        )
    return (
        f'_joined=""; shopt -s nullglob; for _f in {folder}/*; do _joined="${{_joined}}${{_joined:+,}}$_f"; done; '
        f'shopt -u nullglob; {variable}=(); if [ -n "$_joined" ]; then {variable}=({quoted} "$_joined"); fi'
    )


def _dict_line(variable: str, flag: str, spec: FlagSpec, array: str) -> str:
    if spec.dict_mode == "pairs":
        return f'{variable}=("${{{array}[@]}}")'
    return (
        f"{variable}=(); for ((_i=0; _i<${{#{array}[@]}}; _i+=2)); do "
        f'{variable}+=({shlex.quote(flag)}"${{{array}[_i]}}=${{{array}[_i+1]}}"); done'
    )
