"""Names of the SDK that need a cluster: they can be imported, subclassed and referred to; calls are refused."""

from __future__ import annotations

from typing import Any, NoReturn

from .errors import StandinRunsNothingError


class RuntimeOnly:
    """A function of the SDK that the stand-in cannot do; it and its `.aio` say so when they are called."""

    def __init__(self, name: str) -> None:
        self.__name__ = self.__qualname__ = name.rpartition(".")[2]
        self._name = name

    def __call__(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise StandinRunsNothingError(self._name)

    async def aio(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse, as the call does."""
        raise StandinRunsNothingError(self._name)

    def __repr__(self) -> str:
        return f"<{self._name}: needs a cluster>"


class _RuntimeOnlyMeta(type):
    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return RuntimeOnly(f"{cls.__module__.replace('flytex_cli.standin', 'flyte')}.{cls.__qualname__}.{name}")


class RuntimeOnlyClass(metaclass=_RuntimeOnlyMeta):
    """A class of the SDK that the stand-in cannot make objects of; it serves in annotations and `isinstance`."""

    def __init__(self, *_args: Any, **_kwargs: Any) -> None:
        raise StandinRunsNothingError(f"{type(self).__module__.replace('flytex_cli.standin', 'flyte')}.{type(self).__qualname__}")


def runtime_only_class(module: str, name: str) -> type[RuntimeOnlyClass]:
    """Make such a class for a module's name."""
    return type(RuntimeOnlyClass)(name, (RuntimeOnlyClass,), {"__module__": module, "__doc__": f"`{name}` needs a cluster."})
