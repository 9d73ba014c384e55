from dataclasses import KW_ONLY, InitVar, dataclass, field
from enum import Enum
from typing import Any, ClassVar, Generic, List, NamedTuple, Optional, TypeVar

import flyte
from flyte.io import File
from mashumaro import field_options
from mashumaro.config import BaseConfig
from pydantic import (
    AliasChoices,
    AliasPath,
    BaseModel,
    ConfigDict,
    Field,
    RootModel,
    SecretBytes,
    SecretStr,
    field_serializer,
    model_serializer,
    model_validator,
)

env = flyte.TaskEnvironment("returning")
T = TypeVar("T")


class Aliased(BaseModel):
    rate: float = Field(alias="learningRate")  # expect: TYP013


class AliasedDefault(BaseModel):
    rate: float = Field(1.0, alias="learningRate")  # expect: TYP013


class Generated(BaseModel):
    model_config = ConfigDict(alias_generator=str.upper)
    rate: float  # expect: TYP013


class ByPath(BaseModel):
    rate: float = Field(validation_alias=AliasPath("rates", 0))  # expect: TYP013


class InnerAliased(BaseModel):
    rate: float = Field(alias="lr")  # expect: TYP013


class Outer(BaseModel):
    model_config = ConfigDict(populate_by_name=True)
    inner: list[InnerAliased]


class Login(BaseModel):
    password: SecretStr  # expect: TYP013
    key: Optional[SecretBytes] = None  # expect: TYP013


class Excluded(BaseModel):
    token: str = Field("none", exclude=True)  # expect: TYP013
    other: str = Field(exclude=True)  # expect: TYP013


class Ids(RootModel[list[int]]): ...  # expect: TYP013


class Opt(BaseModel):
    q: int = 1


@dataclass
class Holder:
    opt: Opt | None = None  # expect: TYP013


@dataclass
class Opaque:
    model: object  # expect: TYP013


@dataclass
class Base:
    a: int = 1


class Wider(Base):
    extra: int = 2  # expect: TYP013


class Note:
    note: str = "x"


@dataclass
class Noted(Note):  # expect: TYP013
    n: int = 1


@dataclass
class Renamed:
    a: int = field(metadata=field_options(alias="b"))  # expect: TYP013


@dataclass
class Needing:
    a: InitVar[int]  # expect: TYP013
    b: int = 1


class Pair(NamedTuple):
    a: int


@dataclass(frozen=True)
class Key:
    a: int = 1


@dataclass
class Keyed:
    pairs: dict[Pair, str]  # expect: TYP013


class KeyedModel(BaseModel):
    pairs: dict[tuple[int, int], str]  # expect: TYP013


@env.task
async def aliases(a: Aliased, b: Generated, c: AliasedDefault, d: ByPath, e: Outer) -> None: ...


@env.task
async def models(a: Login, b: Excluded, c: Ids) -> list[Ids]:
    return [c]


@env.task
async def classes(a: Holder, b: Opaque, c: Wider, d: Noted, e: Renamed, f: Needing) -> None: ...


@env.task
async def again(a: Aliased) -> dict[str, Holder]:
    return {}


@env.task
async def keys(
    a: dict[tuple[int, int], str],  # expect: TYP013
    b: dict[str, dict[tuple[int, ...], str]],  # expect: TYP013
    c: dict[Key, str],  # expect: TYP013
    d: dict[int, Opt],  # expect: TYP013
    e: Keyed,
    f: KeyedModel,
) -> list[dict[frozenset[int], int]]:  # expect: TYP013
    return []


@dataclass
class Bare:
    models: List


@env.task
async def bare(a: Bare) -> list[Bare]:  # expect: TYP009, TYP009
    return [a]


class ByName(BaseModel):
    model_config = ConfigDict(populate_by_name=True)
    rate: float = Field(alias="lr")


class WrittenByAlias(BaseModel):
    model_config = ConfigDict(serialize_by_alias=True)
    rate: float = Field(alias="lr")


class OneWay(BaseModel):
    rate: float = Field(serialization_alias="lr")
    other: float = Field(validation_alias=AliasChoices("other", "old"))


class Holding(BaseModel):
    inner: WrittenByAlias
    ids: Ids
    base: Base
    file: File


class Mapped(RootModel[dict[str, int]]): ...


class Wrapped(RootModel[ByName]): ...


class Revealed(BaseModel):
    password: SecretStr

    @field_serializer("password", when_used="json")
    def reveal(self, value: SecretStr) -> str:
        return value.get_secret_value()


class Adapted(BaseModel):
    rate: float = Field(alias="lr")

    @model_validator(mode="before")
    @classmethod
    def adapt(cls, value: Any) -> Any:
        return {"lr": value.get("rate", value.get("lr"))}


class Written(BaseModel):
    rate: float = Field(alias="lr")

    @model_serializer
    def write(self) -> dict[str, float]:
        return {"lr": self.rate}


class Of(BaseModel, Generic[T]):
    value: T


@dataclass
class Inner:
    n: int = 1


@dataclass
class Fine:
    a: Inner = field(default_factory=Inner)
    b: Any = None
    c: File | None = None
    d: dict[int, Inner] = field(default_factory=dict)
    shared: ClassVar[dict[tuple[int, int], str]] = {}
    _: KW_ONLY
    e: int = 1
    made: int = field(init=False, default=3)


class Constant(Base):
    extra = 2


class Taking(Base):
    extra: int

    def __init__(self, a: int = 1, extra: int = 2) -> None:
        super().__init__(a)
        self.extra = extra


@dataclass
class EitherName:
    a: int = field(metadata=field_options(alias="b"))

    class Config(BaseConfig):
        allow_deserialization_not_by_alias = True


class Color(Enum):
    RED = "red"


@env.task
async def good_models(
    a: ByName, b: WrittenByAlias, c: OneWay, d: Mapped, e: Wrapped, f: Revealed, g: Adapted, h: Written, i: Of[int]
) -> Opt | None: ...


@env.task
async def good_classes(a: Fine, b: Constant, c: Taking, d: EitherName, e: list[Base], f: Optional[Inner]) -> Holding: ...


@env.task
async def good_keys(
    a: dict[int, str], b: dict[Color, str], c: dict[str, Opt], d: dict[int, Inner], e: dict[Any, str]
) -> dict[float, int]: ...
