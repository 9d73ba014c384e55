"""What an override takes is what SDK 2.12.1 takes."""

from __future__ import annotations

import dataclasses
import inspect

import pytest

from flytex_cli.facts.overrides import FIELDS, KIND_OF_FUNCTION, OVERRIDES, REFUSED_OVERRIDES


@pytest.mark.sdk
def test_the_names_are_those_of_the_sdk() -> None:
    """Keywords of its own, and what `dataclasses.replace` takes."""
    from flyte._task import AsyncFunctionTaskTemplate

    keywords = {
        each.name
        for each in inspect.signature(AsyncFunctionTaskTemplate.override).parameters.values()
        if each.kind is inspect.Parameter.KEYWORD_ONLY
    }
    fields = {each.name for each in dataclasses.fields(AsyncFunctionTaskTemplate) if each.init}
    assert AsyncFunctionTaskTemplate.__name__ == KIND_OF_FUNCTION
    assert keywords == OVERRIDES
    assert fields - OVERRIDES - REFUSED_OVERRIDES == FIELDS
