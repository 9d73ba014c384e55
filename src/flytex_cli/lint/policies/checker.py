"""Check an expression before anything is loaded: names, fields, functions and types, as far as they are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NoReturn

from flytex_cli.config import nearest
from flytex_cli.lint.policies.functions import MACROS, SIGNATURES, Signature
from flytex_cli.lint.policies.syntax import (
    Call,
    Choice,
    Field,
    Item,
    ListNode,
    Literal,
    MapNode,
    Name,
    Node,
    Operation,
    parse,
)
from flytex_cli.lint.policies.tokens import ExpressionError
from flytex_cli.lint.policies.types import ListType, MapType, ObjectType, Scalar, Type, shown

Path = tuple[str, ...]
"""A document's name and the fields that are read of it: `("task", "resources", "memory")`."""

ANY, BOOL, NUMBER, STRING = Scalar.ANY, Scalar.BOOL, Scalar.NUMBER, Scalar.STRING
_LITERALS = {
    "int": NUMBER,
    "uint": NUMBER,
    "double": NUMBER,
    "string": STRING,
    "bytes": Scalar.BYTES,
    "bool": BOOL,
    "null": Scalar.NULL,
}
_DIGITS = 40
"""More than a number of 64 bits has, whatever zeros it begins with."""
_ORDERED = {NUMBER, STRING, BOOL, Scalar.BYTES, Scalar.DURATION, Scalar.TIMESTAMP}


@dataclass(frozen=True)
class Checked:
    """An expression that may be evaluated.

    Attributes:
        gives: the type of its value.
        paths: what it reads, in the order in which it is written.
    """

    text: str
    gives: Type
    paths: tuple[Path, ...]

    @property
    def documents(self) -> frozenset[str]:
        """The documents that it reads."""
        return frozenset(path[0] for path in self.paths)


def check(text: str, documents: Mapping[str, Type], wanted: Scalar = ANY) -> Checked:
    """Read an expression.

    Args:
        documents: what it may read, by name.
        wanted: the type that it must give.

    Raises:
        ExpressionError: it is none, or it reads or calls what there is not, or gives something else.
    """
    checker = _Checker(documents)
    try:
        tree = parse(text)
        gives = checker.type_of(tree, {})
    except RecursionError as error:
        raise ExpressionError("nested too deeply", 0) from error
    if wanted is not ANY and gives not in (wanted, ANY):
        raise ExpressionError(f"it gives {_a(gives)}, and must give {_a(wanted)}", _start(tree))
    return Checked(text, gives, tuple(dict.fromkeys(_longest(checker.paths))))


@dataclass(frozen=True)
class _Bound:
    """What a name stands for that a macro binds: an item, and where it comes from."""

    type: Type
    path: Path | None


class _Checker:
    def __init__(self, documents: Mapping[str, Type]) -> None:
        self._documents = documents
        self.paths: list[Path] = []

    def _literal(self, node: Literal) -> Type:
        if node.kind in ("int", "uint"):
            digits = node.text.rstrip("uU")
            most = 2**63 if node.kind == "int" else 2**64 - 1  # 2**63 may follow a minus
            if len(digits) > _DIGITS or int(digits, 16 if digits.startswith("0x") else 10) > most:
                raise ExpressionError("the number is too large: CEL has 64 bits", node.offset)
        return _LITERALS[node.kind]

    def type_of(self, node: Node, bound: Mapping[str, _Bound]) -> Type:
        match node:
            case Literal():
                return self._literal(node)
            case Name():
                return self._name(node, bound)
            case Field():
                return self._field(node, bound)
            case Item():
                return self._item(node, bound)
            case Call():
                return self._call(node, bound)
            case Operation():
                return self._operation(node, bound)
            case Choice():
                self._must(node.condition, (BOOL,), "the condition", bound)
                then, otherwise = (self.type_of(each, bound) for each in (node.then, node.otherwise))
                return then if then == otherwise else ANY
            case ListNode():
                return ListType(_common([self.type_of(each, bound) for each in node.items]))
            case MapNode():
                for key, _ in node.entries:
                    self._must(key, (STRING, NUMBER, BOOL), "a key", bound)
                return MapType(_common([self.type_of(value, bound) for _, value in node.entries]))

    def _name(self, node: Name, bound: Mapping[str, _Bound]) -> Type:
        if node.name in bound:
            return bound[node.name].type
        if node.name in self._documents:
            self.paths.append((node.name,))
            return self._documents[node.name]
        known = [*self._documents, *bound]
        _wrong(f"there is no {node.name!r} here: {_listed(known)}{nearest(node.name, known)}", node.offset)

    def _field(self, node: Field, bound: Mapping[str, _Bound]) -> Type:
        operand = self.type_of(node.operand, bound)
        if (path := self._path(node, bound)) is not None:
            self.paths.append(path)
        match operand:
            case Scalar.ANY:
                return ANY
            case MapType():
                return operand.value
            case ObjectType():
                fields = operand.fields()
                if node.name in fields:
                    return fields[node.name]
                _wrong(f"{operand.name} has no field {node.name!r}{nearest(node.name, fields)}", node.offset)
            case ListType():
                hint = "; ask its items with all(), exists() or [0]"
                _wrong(f"{_a(operand)} has no field {node.name!r}{hint}", node.offset)
            case _:
                _wrong(f"{_a(operand)} has no field {node.name!r}", node.offset)

    def _path(self, node: Node, bound: Mapping[str, _Bound]) -> Path | None:
        match node:
            case Name():
                return bound[node.name].path if node.name in bound else (node.name,)
            case Field():
                above = self._path(node.operand, bound)
                return None if above is None else (*above, node.name)
            case Item(index=Literal(kind="string", text=text)):
                above = self._path(node.operand, bound)
                return None if above is None else (*above, text.strip("'\""))
            case Item():
                return self._path(node.operand, bound)
            case _:
                return None

    def _item(self, node: Item, bound: Mapping[str, _Bound]) -> Type:
        operand = self.type_of(node.operand, bound)
        if (path := self._path(node, bound)) is not None:
            self.paths.append(path)
        match operand:
            case ListType():
                self._must(node.index, (NUMBER,), "the place in a list", bound)
                return operand.item
            case MapType():
                self._must(node.index, (STRING,), "a key", bound)
                return operand.value
            case ObjectType():
                if isinstance(node.index, Literal) and node.index.kind == "string":
                    return self._field(Field(node.operand, node.index.text.strip("'\""), node.index.offset), bound)
                self._must(node.index, (STRING,), "a key", bound)
                return ANY
            case Scalar.ANY:
                self.type_of(node.index, bound)
                return ANY
            case _:
                _wrong(f"{_a(operand)} has no items", node.offset)

    def _call(self, node: Call, bound: Mapping[str, _Bound]) -> Type:
        if node.target is None and node.name == "has":
            return self._has(node, bound)
        if node.target is not None and node.name in MACROS:
            return self._macro(node, bound)
        known = SIGNATURES.get(node.name)
        if known is None:
            every = (*SIGNATURES, *MACROS, "has")
            _wrong(f"there is no function {node.name!r}{nearest(node.name, every)}", node.offset)
        fitting = [each for each in known if each.method == (node.target is not None)]
        if not fitting:
            form = f"value.{node.name}(...)" if known[0].method else f"{node.name}(value)"
            _wrong(f"{node.name!r} is written {form}", node.offset)
        return self._called(node, fitting[0], bound)

    def _called(self, node: Call, signature: Signature, bound: Mapping[str, _Bound]) -> Type:
        given = [*([node.target] if node.target is not None else []), *node.arguments]
        if len(given) != len(signature.takes):
            count = len(signature.takes) - signature.method
            arguments = "one argument" if count == 1 else f"{count or 'no'} arguments"
            _wrong(f"{node.name!r} takes {arguments}, not {len(node.arguments)}", node.offset)
        for number, (argument, wanted) in enumerate(zip(given, signature.takes, strict=True)):
            is_target = signature.method and number == 0
            what = f"what {node.name!r} is asked of" if is_target else f"the argument of {node.name!r}"
            self._must(argument, wanted, what, bound)
        return signature.gives

    def _has(self, node: Call, bound: Mapping[str, _Bound]) -> Type:
        if len(node.arguments) != 1 or not isinstance(node.arguments[0], Field):
            _wrong("has() takes a field: has(task.timeout)", node.offset)
        self.type_of(node.arguments[0], bound)
        return BOOL

    def _macro(self, node: Call, bound: Mapping[str, _Bound]) -> Type:
        assert node.target is not None
        target = self.type_of(node.target, bound)
        if len(node.arguments) != MACROS[node.name] or not isinstance(node.arguments[0], Name):
            _wrong(f"{node.name}() takes a name and an expression: {node.name}(x, ...)", node.offset)
        name, body = node.arguments[0].name, node.arguments[1]
        path = self._path(node.target, bound)
        match target:
            case ListType():
                item: Type = target.item
            case MapType() | ObjectType():
                item, path = STRING, None
            case Scalar.ANY:
                item = ANY
            case _:
                _wrong(f"{_a(target)} has no items", node.offset)
        inner = {**bound, name: _Bound(item, path)}
        if node.name == "map":
            return ListType(self.type_of(body, inner))
        self._must(body, (BOOL,), f"what {node.name}() asks of each item", inner)
        return ListType(item) if node.name == "filter" else BOOL

    def _operation(self, node: Operation, bound: Mapping[str, _Bound]) -> Type:
        if node.sign in ("&&", "||") or (node.sign == "!" and node.left is None):
            for each in (node.left, node.right):
                if each is not None:
                    self._must(each, (BOOL,), f"a side of {node.sign}" if node.left else "what ! turns round", bound)
            return BOOL
        if node.left is None:
            self._must(node.right, (NUMBER, Scalar.DURATION), "what - is before", bound)
            return self.type_of(node.right, bound)
        left, right = self.type_of(node.left, bound), self.type_of(node.right, bound)
        if node.sign == "in":
            if not isinstance(right, (ListType, MapType, ObjectType)) and right is not ANY:
                _wrong(f"in wants a list or a map on its right, not {_a(right)}", node.offset)
            if isinstance(node.left, Literal) and node.left.kind == "string":
                path = self._path(Item(node.right, node.left, node.offset), bound)
                self.paths += [path] if path is not None else []
            return BOOL
        if node.sign in ("==", "!="):
            if not _same(left, right):
                _wrong(f"{_a(left)} and {_a(right)} are never equal", node.offset)
            return BOOL
        if Scalar.QUANTITY in (left, right):
            hint = "; use isLessThan(), isGreaterThan(), compareTo(), add() or sub()"
            _wrong(f"{node.sign} does not take quantities{hint}", node.offset)
        if node.sign in ("<", "<=", ">", ">="):
            if not _same(left, right) or not {left, right} <= {*_ORDERED, ANY}:
                _wrong(f"{_a(left)} and {_a(right)} have no order", node.offset)
            return BOOL
        return self._arithmetic(node, left, right)

    def _arithmetic(self, node: Operation, left: Type, right: Type) -> Type:
        if ANY in (left, right):
            return ANY
        if left == right == NUMBER:
            return NUMBER
        both_lists = isinstance(left, ListType) and isinstance(right, ListType)
        if node.sign == "+" and (left == right == STRING or both_lists):
            return left
        times = {Scalar.DURATION, Scalar.TIMESTAMP}
        if node.sign in ("+", "-") and left in times and right in times:
            return Scalar.DURATION if left == right else Scalar.TIMESTAMP
        _wrong(f"{node.sign} does not take {_a(left)} and {_a(right)}", node.offset)

    def _must(self, node: Node, wanted: tuple[Type, ...], what: str, bound: Mapping[str, _Bound]) -> None:
        found = self.type_of(node, bound)
        if not any(_same(found, each) for each in wanted):
            words = " or ".join(dict.fromkeys(_a(each) for each in wanted))
            _wrong(f"{what} is {_a(found)}, and must be {words}", _start(node))


def _same(one: Type, other: Type) -> bool:
    """Whether values of two types may be of one."""
    if ANY in (one, other) or Scalar.NULL in (one, other):
        return True
    maps = (MapType, ObjectType)
    if isinstance(one, ListType) and isinstance(other, ListType):
        return _same(one.item, other.item)
    return one == other or (isinstance(one, maps) and isinstance(other, maps))


def _common(types: list[Type]) -> Type:
    return types[0] if types and all(each == types[0] for each in types) else ANY


def _start(node: Node) -> int:
    """Return where an expression begins."""
    match node:
        case Field() | Item():
            return _start(node.operand)
        case Call() if node.target is not None:
            return _start(node.target)
        case Operation() if node.left is not None:
            return _start(node.left)
        case Choice():
            return _start(node.condition)
        case _:
            return node.offset


def _longest(paths: list[Path]) -> Iterable[Path]:
    """Leave out paths that lead to others."""
    return (path for path in paths if not any(other != path and other[: len(path)] == path for other in paths))


def _a(type: Type) -> str:
    name = shown(type)
    return name if isinstance(type, ObjectType) or type is Scalar.NULL else f"a {name}"


def _listed(names: list[str]) -> str:
    return f"it sees {', '.join(names)}" if names else "it sees nothing"


def _wrong(message: str, offset: int) -> NoReturn:
    raise ExpressionError(message, offset)
