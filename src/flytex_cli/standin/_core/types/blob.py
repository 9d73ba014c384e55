"""`File` and `Dir`: blobs of one part and of many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flyteidl2.core.literals_pb2 import Blob, BlobMetadata, Literal, Scalar
from flyteidl2.core.types_pb2 import BlobType, LiteralType

from .errors import wrong_type
from .transformer import FunctionTransformer

if TYPE_CHECKING:
    from flytex_cli.standin._core.io.file import File
    from flytex_cli.standin._core.io.folder import Dir


class BlobTransformer(FunctionTransformer):
    """The conversion of a reference class to a blob of a given dimensionality."""

    def __init__(self, name: str, python_type: Any, dimensionality: Any) -> None:
        super().__init__(name, python_type, self._blob_type, self._blob_literal, guess=self._guess_blob)
        self._dimensionality = dimensionality

    def _blob_type(self, _python_type: Any) -> LiteralType:
        return LiteralType(blob=BlobType(dimensionality=self._dimensionality))

    def _blob_literal(self, value: File[Any] | Dir[Any], python_type: Any, _expected: Any = None) -> Literal:
        if not isinstance(value, self.python_type):
            raise wrong_type(value, self.python_type)
        blob_type = BlobType(format=value.format, dimensionality=self._dimensionality)
        blob = Blob(metadata=BlobMetadata(type=blob_type), uri=value.path)
        return Literal(scalar=Scalar(blob=blob), hash=value.hash or "")

    def _guess_blob(self, literal_type: LiteralType) -> Any:
        blob = literal_type.blob
        if (
            literal_type.HasField("blob")
            and blob.dimensionality == self._dimensionality
            and blob.format != "PythonPickle"
        ):
            return self.python_type
        raise ValueError(f"not a {self.name}: {literal_type}")


class FileTransformer(BlobTransformer):
    """The conversion of `File`."""

    def __init__(self) -> None:
        from flytex_cli.standin._core.io.file import File

        super().__init__("File", File, BlobType.SINGLE)


class DirTransformer(BlobTransformer):
    """The conversion of `Dir`."""

    def __init__(self) -> None:
        from flytex_cli.standin._core.io.folder import Dir

        super().__init__("Dir", Dir, BlobType.MULTIPART)
