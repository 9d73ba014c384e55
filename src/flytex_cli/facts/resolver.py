"""How the runtime in the image finds a task or an app again."""

from __future__ import annotations

DEFAULT_RESOLVER = "flyte._internal.resolvers.default.DefaultTaskResolver"
"""What a task without a `task_resolver` of its own is found by (SDK 2.0 to 2.12.1), whatever serialized it."""

APP_RESOLVER = "flyte._internal.resolvers.app_env.AppEnvResolver"
"""What finds an app (SDK 2.12.1)."""

_PYTHONS = """
abc array ast asyncio atexit base64 binascii bisect builtins bz2 calendar codecs collections colorsys
concurrent configparser contextlib contextvars copy copyreg ctypes dataclasses datetime decimal difflib dis email
encodings enum errno faulthandler fcntl fnmatch fractions functools genericpath gettext glob grp gzip hashlib heapq
hmac html http importlib inspect io ipaddress itertools json keyword linecache locale logging lzma marshal math
mimetypes mmap ntpath numbers opcode operator os pathlib pickle platform posix posixpath pwd queue quopri random re
reprlib resource secrets select selectors shutil signal site socket ssl stat string struct subprocess sys sysconfig
tarfile tempfile textwrap threading time token tokenize traceback types typing unicodedata urllib uuid warnings
weakref zipfile zipimport zlib zoneinfo
"""
_LIBRARIES = """
aiofiles aiolimiter annotated_types anyio buf certifi click cloudpickle flyte flyteidl2
fsspec google h11 httpcore httpx idna mashumaro msgpack obstore pydantic pydantic_core pygments rich typing_extensions
typing_inspection
"""
LOADED_FIRST = frozenset(_PYTHONS.split() + _LIBRARIES.split())
"""Modules and packages that `a0` has loaded when the resolver imports the task's module.

Measured where `load_task` begins, with SDK 2.0.0, 2.3.9, 2.6.13, 2.9.0 and 2.12.1, and Python 3.10, 3.11 and 3.13: what
all of them had. A user's `statistics.py`, which none has, is found.
"""
LOADED_FIRST_FOR_APPS = LOADED_FIRST - {"aiolimiter", "difflib", "faulthandler"}
"""The same of `fserve` when it imports an app's module, measured with SDK 2.12.1 and Python 3.11."""
