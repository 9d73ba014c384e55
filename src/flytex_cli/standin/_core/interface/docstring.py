"""Docstrings of tasks, parsed when somebody asks. Fill `documentation` and the descriptions of variables."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any


class Docstring:
    """A function's docstring in parts; any style `docstring_parser` reads."""

    def __init__(self, docstring: str | None = None, callable_: Callable[..., Any] | None = None) -> None:
        self.text = docstring if docstring is not None else (getattr(callable_, "__doc__", None) or "")

    @cached_property
    def _parsed(self) -> Any:
        import docstring_parser

        return docstring_parser.parse(self.text)

    def __getstate__(self) -> dict[str, str]:
        return {"text": self.text}

    @property
    def input_descriptions(self) -> dict[str, str | None]:
        """Descriptions by argument."""
        return {param.arg_name: param.description for param in self._parsed.params}

    @property
    def output_descriptions(self) -> dict[str, str | None]:
        """Descriptions by name of the return value, where it has one."""
        returns = self._parsed.many_returns
        return {value.return_name: value.description for value in returns if value.return_name is not None}

    @property
    def short_description(self) -> str | None:
        """The first paragraph."""
        text: str | None = self._parsed.short_description
        return text

    @property
    def long_description(self) -> str | None:
        """What stands between the first paragraph and the sections."""
        text: str | None = self._parsed.long_description
        return text
