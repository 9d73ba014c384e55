"""The conversion of data frames, and the registry of what plugins offer for their libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from flyteidl2.core.literals_pb2 import Literal, Scalar, StructuredDataset, StructuredDatasetMetadata
from flyteidl2.core.types_pb2 import LiteralType, StructuredDatasetType, TypeStructure

from flytex_cli.standin._core.io.dataframe import GENERIC_FORMAT, DataFrame
from flytex_cli.standin._core.io.offline import RemoteStorageError, is_remote
from flytex_cli.standin._core.types.errors import TypeTransformerFailedError, show, type_name
from flytex_cli.standin._core.types.registry import REGISTRY
from flytex_cli.standin._core.types.stubbed import defined_name
from flytex_cli.standin._core.types.transformer import FunctionTransformer

from .columns import declared, to_dataset_columns
from .handlers import DataFrameDecoder, DataFrameEncoder

if TYPE_CHECKING:
    from collections.abc import Mapping

Handler = DataFrameEncoder[Any] | DataFrameDecoder[Any]
Handlers = dict[Any, dict[str, dict[str, Any]]]


class DuplicateHandlerError(ValueError):
    """There is a handler for that type, protocol and format already."""


class DataFrameTransformerEngine(FunctionTransformer):
    """The conversion of `flyte.io.DataFrame` and of every data frame that has a handler."""

    ENCODERS: ClassVar[Handlers] = {}
    DECODERS: ClassVar[Handlers] = {}
    DEFAULT_PROTOCOLS: ClassVar[dict[Any, str]] = {}
    DEFAULT_FORMATS: ClassVar[dict[Any, str]] = {}
    Renderers: ClassVar[dict[Any, Any]] = {}

    def __init__(self) -> None:
        super().__init__(
            "DataFrame Transformer",
            DataFrame,
            dataframe_type,
            dataframe_literal,
            guess=_guess,
            enable_type_assertions=False,
        )

    @classmethod
    def register(
        cls,
        h: Handler,
        default_for_type: bool = False,
        override: bool = False,
        default_format_for_type: bool = False,
        default_storage_for_type: bool = False,
    ) -> None:
        """Make a handler known, and with it the type of its data frames.

        Args:
            h: what writes or reads them.
            default_for_type: its format and protocol are the type's default.
            override: it replaces what is known.
            default_format_for_type: only its format is the default.
            default_storage_for_type: only its protocol is the default.
        """
        _handlers_like(cls, h)
        if h.protocol == "":
            raise ValueError(f"handler {h} has the protocol '': use None for any")
        if h.protocol is None and default_for_type:
            raise ValueError(f"handler {h} is for every protocol, so it cannot be the default for its type")
        protocol = h.protocol or "fsspec"
        try:
            cls.register_for_protocol(
                h, protocol, default_for_type, override, default_format_for_type, default_storage_for_type
            )
        except DuplicateHandlerError:
            if h.protocol is not None:
                raise

    @classmethod
    def register_for_protocol(
        cls,
        h: Handler,
        protocol: str,
        default_for_type: bool,
        override: bool,
        default_format_for_type: bool,
        default_storage_for_type: bool,
    ) -> None:
        """Make a handler known for one protocol; see `register`."""
        protocol = "file" if protocol == "/" else protocol
        formats = _handlers_like(cls, h).setdefault(h.python_type, {}).setdefault(protocol, {})
        if h.supported_format in formats and not override:
            raise DuplicateHandlerError(f"there is a handler for {(h.python_type, protocol, h.supported_format)}")
        formats[h.supported_format] = h
        if (default_format_for_type or default_for_type) and h.supported_format != GENERIC_FORMAT:
            _set(cls.DEFAULT_FORMATS, h.python_type, h.supported_format, override)
        if default_storage_for_type or default_for_type:
            _set(cls.DEFAULT_PROTOCOLS, h.python_type, protocol, override)
        REGISTRY.by_type[h.python_type] = dataframe_engine

    @classmethod
    def get_encoder(cls, df_type: Any, protocol: str, format: str) -> Any:
        """Return what writes a type's data frames.

        Raises:
            ValueError: nothing does.
        """
        return cls._handler(cls.ENCODERS, df_type, protocol, format)

    @classmethod
    def get_decoder(cls, df_type: Any, protocol: str, format: str) -> Any:
        """Return what reads a type's data frames.

        Raises:
            ValueError: nothing does.
        """
        return cls._handler(cls.DECODERS, df_type, protocol, format)

    @classmethod
    def _handler(cls, handlers: Handlers, df_type: Any, protocol: str, format: str) -> Any:
        """Find a handler in the order of SDK 2.12.1: the exact one, one of the protocol, one of any, the only one."""
        own = handlers.get(df_type, {}).get(protocol, {})
        for_any = handlers.get(df_type, {}).get("fsspec", {})
        default = cls.DEFAULT_FORMATS.get(df_type, "")
        named = own.get(format)
        generic = own.get(GENERIC_FORMAT) or own.get(default)
        wide = for_any.get(format) or for_any.get(GENERIC_FORMAT)
        if format == GENERIC_FORMAT:
            wide = wide or for_any.get(default)
        only = [each for formats in (own, for_any if format == GENERIC_FORMAT else {}) for each in formats.values()]
        found = named or generic or wide or (only[0] if len(own) == 1 or (not own and len(only) == 1) else None)
        if found is None:
            raise ValueError(f"there is no handler for {df_type}, protocol {protocol!r}, format {format!r}")
        return found

    @classmethod
    def register_renderer(cls, python_type: Any, renderer: Any) -> None:
        """Say how data frames of a type appear in a report."""
        cls.Renderers[python_type] = renderer

    def get_structured_dataset_type(
        self,
        storage_format: str | None = None,
        pa_schema: Any = None,
        column_map: Mapping[str, Any] | None = None,
    ) -> StructuredDatasetType:
        """Return the wire type of a data frame with this format, Arrow schema and columns."""
        return StructuredDatasetType(
            columns=to_dataset_columns(dict(column_map or {})),
            format=storage_format or "",
            external_schema_type="arrow" if pa_schema else "",
            external_schema_bytes=pa_schema.to_string().encode() if pa_schema else b"",
        )


def dataframe_type(python_type: Any) -> LiteralType:
    """Fill `LiteralType.structured_dataset_type`, and `structure.tag` with the library's class."""
    annotation = declared(python_type)
    dataset = dataframe_engine.get_structured_dataset_type(
        annotation.format, annotation.arrow_schema, annotation.columns
    )
    frame = annotation.python_type
    if isinstance(frame, type) and issubclass(frame, DataFrame):
        return LiteralType(structured_dataset_type=dataset)
    return LiteralType(structured_dataset_type=dataset, structure=TypeStructure(tag=defined_name(frame)))


def dataframe_literal(value: Any, python_type: Any, expected: LiteralType) -> Literal:
    """Fill `Scalar.structured_dataset` with the reference to a stored data frame."""
    if not isinstance(value, DataFrame):
        frame = declared(python_type).python_type
        if isinstance(frame, type) and issubclass(frame, DataFrame):
            raise TypeTransformerFailedError(
                f"expected a flyte.io.DataFrame, got {show(value)} of type {type_name(type(value))}: "
                "wrap it with DataFrame.wrap_df"
            )
        raise RemoteStorageError(f"upload of a {type_name(type(value))}")
    if value.val is not None:
        raise RemoteStorageError("upload of a data frame that is not stored")
    if not value.uri:
        raise TypeTransformerFailedError(f"{show(value)} has neither a uri nor a data frame")
    if not is_remote(value.uri):
        raise RemoteStorageError(f"upload of the data frame {value.uri}")
    dataset_type = StructuredDatasetType()
    dataset_type.CopyFrom(expected.structured_dataset_type)
    if dataset_type.format == GENERIC_FORMAT and value.format:
        dataset_type.format = value.format
    metadata = StructuredDatasetMetadata(structured_dataset_type=dataset_type)
    dataset = StructuredDataset(uri=value.uri, metadata=metadata)
    return Literal(scalar=Scalar(structured_dataset=dataset), hash=value.hash or "")


def _handlers_like(cls: type[DataFrameTransformerEngine], handler: Any) -> Handlers:
    if isinstance(handler, DataFrameEncoder):
        return cls.ENCODERS
    if isinstance(handler, DataFrameDecoder):
        return cls.DECODERS
    raise TypeError(f"{handler!r} is neither a DataFrameEncoder nor a DataFrameDecoder")


def _set(defaults: dict[Any, str], python_type: Any, value: str, override: bool) -> None:
    if override or python_type not in defaults:
        defaults[python_type] = value


def _guess(literal_type: LiteralType) -> Any:
    if literal_type.HasField("structured_dataset_type"):
        return DataFrame
    raise ValueError(f"not a data frame: {literal_type}")


dataframe_engine = DataFrameTransformerEngine()
