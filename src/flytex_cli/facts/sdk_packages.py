"""What an installation of the SDK brings along: whoever has the SDK can import it, asked for or not."""

from __future__ import annotations

import sys

SDK_RELEASE = "2.12.1"
"""The release whose requirements these are, with what those require (Python 3.11, Linux)."""

SHARED_NAMES = frozenset({"backports", "google", "jaraco", "opentelemetry"})
"""Names that several packages share: that one part of them is brought says nothing of the others."""

BROUGHT_BY_SDK = (
    "OpenSSL",
    "aiofiles",
    "aiolimiter",
    "annotated_types",
    "anyio",
    "async_lru",
    "asyncssh",
    "buf",
    "certifi",
    "cffi",
    "click",
    "cloudpickle",
    "connectrpc",
    "cryptography",
    "docstring_parser",
    *(("exceptiongroup",) if sys.version_info < (3, 11) else ()),  # a part of Python since then
    "fsspec",
    "h11",
    "httpcore",
    "httpx",
    "idna",
    "importlib_metadata",
    "jeepney",
    "keyring",
    "lazy_importer",
    "markdown_it",
    "mashumaro",
    "mdurl",
    "more_itertools",
    "msgpack",
    "obstore",
    "packaging",
    "protobuf",
    "protobuf_ext",
    "protoc_gen_openapiv2",
    "protovalidate",
    "pycparser",
    "pydantic",
    "pydantic_core",
    "pygments",
    "pyqwest",
    "rich",
    "rich_click",
    "secretstorage",
    "sentry_sdk",
    "toml",
    "typing_extensions",
    "typing_inspection",
    "urllib3",
    "yaml",
    "zipp",
)
"""By the names under which they are imported."""
