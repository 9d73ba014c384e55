"""Names of the SDK that need a cluster: they can be imported, subclassed and referred to; calls are refused."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from typing import Any, NoReturn

from flytex_cli.standin._core.errors import StandinRunsNothingError
from flytex_cli.standin._core.sdk_modules import as_flyte


class RuntimeOnlyPlain:
    """A function of the SDK that the stand-in cannot do, and says so when it is called."""

    def __init__(self, name: str) -> None:
        self.__name__ = self.__qualname__ = name.rpartition(".")[2]
        self._name = name

    def __call__(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise StandinRunsNothingError(self._name)

    def __repr__(self) -> str:
        return f"<{self._name}: needs a cluster>"


class RuntimeOnly(RuntimeOnlyPlain):
    """A function of the SDK that has an `.aio`, which says the same."""

    async def aio(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse, as the call does."""
        raise StandinRunsNothingError(self._name)


def runtime_only_coroutine(name: str) -> Callable[..., Coroutine[Any, Any, NoReturn]]:
    """Make an async function of the SDK that the stand-in cannot do."""

    async def function(*_args: Any, **_kwargs: Any) -> NoReturn:
        raise StandinRunsNothingError(name)

    function.__name__ = function.__qualname__ = name.rpartition(".")[2]
    return function


class RuntimeOnlyListing(RuntimeOnly):
    """A listing of the SDK, which asks for nothing before it is iterated."""

    def __call__(self, *_args: Any, **_kwargs: Any) -> Iterator[NoReturn]:  # type: ignore[override]
        return map(super().__call__, [None])


def _public_name(cls: type) -> str:
    return as_flyte(f"{cls.__module__}.{cls.__qualname__}")


class _RuntimeOnlyMeta(type):
    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        make = RuntimeOnlyListing if name == "listall" else RuntimeOnly
        return make(f"{_public_name(cls)}.{name}")


class RuntimeOnlyClass(metaclass=_RuntimeOnlyMeta):
    """A class of the SDK that the stand-in cannot make objects of; it serves in annotations and `isinstance`."""

    def __init__(self, *_args: Any, **_kwargs: Any) -> None:
        raise StandinRunsNothingError(_public_name(type(self)))


def runtime_only_class(module: str, name: str) -> Any:
    """Make such a class for a module's name."""
    return _RuntimeOnlyMeta(name, (RuntimeOnlyClass,), {"__module__": module, "__doc__": f"`{name}` needs a cluster."})
