"""Rows: the extension points of a template."""

from __future__ import annotations

import inspect
from typing import Any

from tests.conformance.standin.standin_harness import Row, context, spec
from tests.conformance.standin.standin_rows_task import add, bare, task


def hooks(flyte: Any, **overrides: Any) -> Any:
    """Return the spec of a task of a plugin's class with extension points of its own."""
    cls = type("Hooked", (flyte.extend.AsyncFunctionTaskTemplate,), overrides)
    interface = flyte.models.NativeInterface.from_callable(add)
    made = cls(name="conform.hooked", interface=interface, func=add, parent_env_name="conform", image="python:3")
    return spec(flyte, made)


def sql_message(_self: Any, _context: Any) -> Any:
    from flyteidl2.core.tasks_pb2 import Sql

    return Sql(statement="select 1", dialect=Sql.ANSI)


def loading(_self: Any, _context: Any) -> Any:
    from flyteidl2.core.tasks_pb2 import DataLoadingConfig

    return DataLoadingConfig(enabled=True, input_path="/in")


def hook_row(name: str, default: Any, override: Any) -> Row:
    row = Row(name)
    row.table(
        {
            "signature": lambda flyte: inspect.signature(getattr(flyte.extend.AsyncFunctionTaskTemplate, name)),
            "default": lambda flyte: getattr(task(flyte), name)(context(flyte)),
            "default of a bare template": lambda flyte: getattr(bare(flyte), name)(context(flyte)),
            "overridden": lambda flyte: hooks(flyte, **{name: override}),
        }
    )
    return row


CONFIG = hook_row("config", {}, lambda self, sctx: {"a": sctx.version, "b": "2"})


CUSTOM_CONFIG = hook_row("custom_config", {}, lambda self, sctx: {"a": 1, "nested": {"b": [1, 2.5, None, "x"]}})


DATA_LOADING = hook_row("data_loading_config", None, loading)


SQL = hook_row("sql", None, sql_message)


CONTAINER_ARGS = hook_row("container_args", [], lambda self, sctx: ["run", sctx.version])


def bundle(flyte: Any, **settings: Any) -> Any:
    return flyte.models.CodeBundle(computed_version="abc", **settings)


def image_cache(flyte: Any, **settings: Any) -> Any:
    module = __import__(f"{flyte.__name__}._internal.image_cache", fromlist=["ImageCache"])
    return module.ImageCache(image_lookup={"conform": "registry/image:1"}, **settings)


CONTAINER_ARGS.table(
    {
        "tgz": lambda flyte: task(flyte).container_args(context(flyte, code_bundle=bundle(flyte, tgz="s3://b/c.tgz"))),
        "tgz with destination": lambda flyte: task(flyte).container_args(
            context(flyte, code_bundle=bundle(flyte, tgz="s3://b/c.tgz", destination="/root"))
        ),
        "pkl": lambda flyte: task(flyte).container_args(context(flyte, code_bundle=bundle(flyte, pkl="s3://b/c.pkl"))),
        "pkl without root": lambda flyte: task(flyte).container_args(
            context(flyte, root_dir=None, code_bundle=bundle(flyte, pkl="s3://b/c.pkl"))
        ),
        "no root": lambda flyte: task(flyte).container_args(context(flyte, root_dir=None)),
        "other root": lambda flyte: task(flyte).container_args(context(flyte, root_dir="/nowhere")),
        "image cache": lambda flyte: task(flyte).container_args(context(flyte, image_cache=image_cache(flyte))),
        "image cache, serialized": lambda flyte: task(flyte).container_args(
            context(flyte, image_cache=image_cache(flyte, serialized_form="xyz"))
        ),
        "image from the cache": lambda flyte: spec(flyte, task(flyte), image_cache=image_cache(flyte)),
        "spec with a pickle": lambda flyte: spec(flyte, task(flyte), code_bundle=bundle(flyte, pkl="s3://b/c.pkl")),
        "spec with an archive": lambda flyte: spec(flyte, task(flyte), code_bundle=bundle(flyte, tgz="s3://b/c.tgz")),
        "paths": lambda flyte: task(flyte).container_args(context(flyte, input_path="i", output_path="o")),
        "bundle of nothing": lambda flyte: bundle(flyte),
    }
)


ROWS = [CONFIG, CUSTOM_CONFIG, DATA_LOADING, SQL, CONTAINER_ARGS]
