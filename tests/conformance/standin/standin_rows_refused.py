"""Rows: settings that the SDK refuses where they are written, and values that plugins ask for while they are imported."""

from __future__ import annotations

import asyncio
import inspect
import typing
from collections.abc import Callable
from typing import Any

from tests.conformance.standin.standin_harness import Row
from tests.conformance.standin.standin_rows_task import add, task

Call = Callable[[Any], Any]

RUN = Row("with_runcontext, init")


def context(**settings: Any) -> Call:
    return lambda flyte: flyte.with_runcontext(**settings) is not None


def outputs(func: Any, **inputs: Any) -> Call:
    """Return the outputs of a local run."""

    def call(flyte: Any) -> Any:
        given = flyte.with_runcontext(mode="local").run(task(flyte, func), **inputs).outputs()
        return [tuple(given), given.named_outputs, [getattr(given, name) for name in given.named_outputs], repr(given)]

    return call


def nothing(x: int) -> None: ...


def two(x: int) -> tuple[int, str]:
    return x, "a"


def several(x: int) -> list[int]:
    return [x]


RUN.table(
    {
        "signature": lambda flyte: inspect.signature(flyte.with_runcontext),
        **{
            f"signature of {name}": lambda flyte, name=name: inspect.signature(getattr(flyte, name).fn)
            for name in ("init", "init_from_config", "init_from_api_key", "init_in_cluster", "init_passthrough")
        },
        "a word that is unknown": context(mode="local", bogus=1),
        "a mode that is none": context(mode="elsewhere"),
        "one action at a time": context(mode="local", max_action_concurrency=1),
        "fewer than none": context(max_action_concurrency=-1),
        "any number": context(max_action_concurrency=0),
        "two": context(max_action_concurrency=2),
        "no copies and no version": context(copy_style="none"),
        "no copies of a version": context(copy_style="none", version="v"),
        "copies of one's own": context(copy_style="custom"),
        "init with a word that is unknown": lambda flyte: flyte.init(bogus=1),
        "init_in_cluster with a word that is unknown": lambda flyte: flyte.init_in_cluster(root_dir="."),
        "output": outputs(add, x=1),
        "no output": outputs(nothing, x=1),
        "two outputs": outputs(two, x=1),
        "output of a list": outputs(several, x=1),
    }
)

BATCHERS = Row("DynamicBatcher, TokenBatcher")


def batcher(name: str, **settings: Any) -> Call:
    def call(flyte: Any) -> Any:
        made = getattr(flyte.extras, name)(**settings)
        shown = ("_target_batch_cost", "_max_batch_size", "_min_batch_size", "_batch_timeout_s", "_default_cost")
        return [made.stats.total_batches, made.is_running, [getattr(made, each) for each in shown]]

    return call


BATCHERS.table(
    {
        "signature": lambda flyte: inspect.signature(flyte.extras.DynamicBatcher),
        "signature for tokens": lambda flyte: inspect.signature(flyte.extras.TokenBatcher),
        "nothing": batcher("DynamicBatcher"),
        "nothing for tokens": batcher("TokenBatcher"),
        "a function": batcher("DynamicBatcher", process_fn=add),
        "a function for tokens": batcher("TokenBatcher", inference_fn=add),
        "costs for tokens": batcher("TokenBatcher", process_fn=add, target_batch_tokens=3, default_token_estimate=4),
        "a word that is unknown": batcher("DynamicBatcher", process_fn=add, colour="red"),
    }
)

SANDBOX = Row("flyte.sandbox.create")


def sandbox(**settings: Any) -> Call:
    return lambda flyte: flyte.sandbox.create(**settings)


SANDBOX.table(
    {
        "code": sandbox(name="calc", code="y = x + 1", inputs={"x": int}, outputs={"y": int}, packages=["numpy"]),
        "command": sandbox(command=["ls"], arguments=["-l"], retries=3, env_vars={"a": "b"}, cache="disable"),
        "code and command": sandbox(code="x", command=["ls"]),
        "of a type that is none": sandbox(code="x", inputs={"x": list}),
        "by position": lambda flyte: flyte.sandbox.create("calc", "code"),
    }
)

SYNCIFY = Row("syncify of an iterator")


class Count:
    """An async iterator that is no generator."""

    def __init__(self) -> None:
        self.number = 0

    def __aiter__(self) -> Count:
        return self

    async def __anext__(self) -> int:
        self.number += 1
        if self.number > 2:
            raise StopAsyncIteration
        return self.number


def counted(flyte: Any) -> Any:
    async def count() -> Count:
        return Count()

    return flyte.syncify.syncify(count)


async def counted_aio(flyte: Any) -> list[int]:
    return [each async for each in await counted(flyte).aio()]


SYNCIFY.table(
    {
        "in sync code": lambda flyte: list(counted(flyte)()),
        "in async code": lambda flyte: asyncio.run(counted_aio(flyte)),
    }
)

ENGINE = Row("TypeEngine")


class Pair(typing.NamedTuple):
    a: int
    b: list[str]


class Odd(typing.NamedTuple):
    a: complex


def engine(call: Callable[[Any], Any]) -> Call:
    """Return what a method of the type engine gives, awaited."""

    def wrapped(flyte: Any) -> Any:
        async def awaited() -> Any:
            value = call(flyte.types.TypeEngine)
            return await value if inspect.isawaitable(value) else value

        return asyncio.run(awaited())

    return wrapped


def converted(python_type: Any, value: Any) -> Call:
    """Return what the conversion of a type makes of a value, asked directly."""
    return engine(
        lambda e: e.get_transformer(python_type).to_literal(value, python_type, e.to_literal_type(python_type))
    )


class Shown:
    def to_html(self, value: Any) -> str:
        return f"<b>{value}</b>"


METHODS = (
    "named_tuple_to_variable_map",
    "dict_to_literal_map",
    "literal_map_to_kwargs",
    "to_html",
    "to_literal_checks",
)
ENGINE.table(
    {
        "names": lambda flyte: [
            name
            for name in dir(flyte.types.TypeEngine)
            if not name.startswith("_") and name not in ("lazy_import_lock", "mro")
        ],
        **{
            f"signature of {name}": lambda flyte, name=name: list(
                inspect.signature(getattr(flyte.types.TypeEngine, name)).parameters
            )
            for name in (*METHODS, "unwrap_offloaded_literal")
        },
        "fields": engine(lambda e: e.named_tuple_to_variable_map(Pair)),
        "fields of a type that is none": engine(lambda e: e.named_tuple_to_variable_map(Odd)),
        "values": engine(lambda e: e.dict_to_literal_map({"a": 1, "b": ["x"]}, {"b": list[str]})),
        "values of other types": engine(lambda e: e.dict_to_literal_map({"a": 1}, {"a": str})),
        "no values": engine(lambda e: e.dict_to_literal_map({})),
        "no types": engine(lambda e: e.literal_map_to_kwargs(e.dict_to_literal_map)),
        "HTML": engine(lambda e: e.to_html(3, int)),
        "HTML of an annotation": engine(lambda e: e.to_html(3, typing.Annotated[int, Shown()])),
        "a tuple": engine(lambda e: e.to_literal_checks((1, 2), tuple, None)),
        "a typed tuple": engine(lambda e: e.to_literal_checks((1, 2), tuple[int, int], None)),
        "a named tuple": engine(lambda e: e.to_literal_checks(Pair(1, []), Pair, None)),
        "an int as a float": converted(float, 42),
        "a bool as a float": converted(float, True),
        "a text as a float": converted(float, "a"),
        "a float as an int": converted(int, 1.5),
        "a bool as an int": converted(int, True),
        "an int as a text": converted(str, 1),
        "an int as a bool": converted(bool, 1),
    }
)

FRAMES = Row("DataFrameTransformerEngine")


def frames(call: Callable[..., Any]) -> Call:
    """Return what a call gives, with handlers for a class of its own."""

    def wrapped(flyte: Any) -> Any:
        extend = flyte.io.extend

        class Frame: ...

        class Encoder(extend.DataFrameEncoder):  # type: ignore[misc,name-defined]
            async def encode(self, dataframe: Any, structured_dataset_type: Any) -> Any: ...

        class Decoder(extend.DataFrameDecoder):  # type: ignore[misc,name-defined]
            async def decode(self, flyte_value: Any, current_task_metadata: Any) -> Any: ...

        return call(extend.DataFrameTransformerEngine, Frame, Encoder, Decoder)

    return wrapped


ASKED = [(protocol, form) for protocol in ("s3", "gs", "fsspec", "file") for form in ("", "parquet", "csv")]


def asked(*handlers: tuple[str | None, str], **settings: Any) -> Call:
    """Return, for every protocol and format, the encoder of them that is found."""

    def call(engine: Any, frame: Any, encoder: Any, decoder: Any) -> Any:
        for handler in handlers:
            engine.register(encoder(frame, *handler), **settings)
        found = []
        for each in ASKED:
            try:
                handler = engine.get_encoder(frame, *each)
                found.append((each, handler.protocol, handler.supported_format))
            except ValueError:
                found.append((each, "ValueError"))
        return found

    return frames(call)


FRAMES.table(
    {
        "one of any protocol": asked((None, "parquet")),
        "one of any protocol and format": asked((None, "")),
        "one of a protocol": asked(("s3", "parquet")),
        "two of a protocol": asked(("s3", "parquet"), ("s3", "csv")),
        "two of any protocol": asked((None, "parquet"), (None, "csv")),
        "any and one": asked((None, "parquet"), ("s3", "csv")),
        "any format and one": asked((None, ""), ("s3", "csv"), ("gs", "")),
        "a default": asked(("s3", "parquet"), ("s3", "csv"), default_format_for_type=True),
        "a default of any": asked((None, "csv"), (None, "parquet"), default_format_for_type=True),
        "decoder": frames(
            lambda engine, frame, encoder, decoder: [
                engine.register(decoder(frame, "s3", "csv")),
                engine.get_decoder(frame, "s3", "csv").supported_format,
            ]
        ),
        "decoder that is none": frames(lambda engine, frame, encoder, decoder: engine.get_decoder(frame, "s3", "csv")),
        "for a protocol": frames(
            lambda engine, frame, encoder, decoder: [
                engine.register_for_protocol(encoder(frame, "s3", "csv"), "/", False, False, True, False),
                list(engine.ENCODERS[frame]),
                engine.DEFAULT_FORMATS[frame],
            ]
        ),
    }
)

ROWS = [RUN, BATCHERS, SANDBOX, SYNCIFY, ENGINE, FRAMES]
