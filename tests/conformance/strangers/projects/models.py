"""Pydantic v2 models: validators, discriminators, nesting, generics, constraints, aliases."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Annotated, Generic, Literal, Optional, TypeVar, Union

import flyte
from pydantic import BaseModel, ConfigDict, Field, computed_field, field_validator, model_validator

env = flyte.TaskEnvironment("models")
T = TypeVar("T")


class Kind(str, Enum):
    A = "a"
    B = "b"


class Cat(BaseModel):
    kind: Literal["cat"] = "cat"
    lives: int = 9


class Dog(BaseModel):
    kind: Literal["dog"] = "dog"
    name: str


class Config(BaseModel):
    """A configuration."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rate: float = Field(0.1, gt=0, le=1, description="Learning rate")
    layers: list[int] = Field(default_factory=lambda: [64, 64], min_length=1)
    pet: Annotated[Union[Cat, Dog], Field(discriminator="kind")]
    kind: Kind = Kind.A
    note: Optional[str] = Field(None, alias="remark")
    nested: dict[str, dict[str, Cat]] = {}
    when: datetime | None = None

    @field_validator("rate")
    @classmethod
    def small(cls, value: float) -> float:
        return value

    @model_validator(mode="after")
    def whole(self) -> Config:
        return self

    @computed_field
    @property
    def double(self) -> float:
        return self.rate * 2


class Page(BaseModel, Generic[T]):
    items: list[T]
    total: int = 0


class Node(BaseModel):
    name: str
    children: list[Node] = []


class Derived(Config):
    extra: tuple[int, str] = (1, "a")


@env.task
async def train(config: Config, cats: list[Cat] | None = None) -> Config: ...


@env.task
async def defaults(config: Cat = Cat(lives=3), page: Page[int] = Page[int](items=[1])) -> Page[Cat]: ...


@env.task
async def tree(node: Node) -> Node: ...


@env.task
async def derived(x: Derived, y: Union[Cat, Dog]) -> dict[str, Cat]: ...
