"""Two images as they were declared, layer by layer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from flytex_cli.facts.image_layers import FILES, LISTS, layer_word

Declared = Mapping[str, Any]
"""The fields of an image that were set, by the SDK's own names."""


def is_built(image: Declared) -> bool:
    """Return whether the deployment builds it, from layers or a Dockerfile."""
    return bool(image.get("is_cloned") or image.get("dockerfile"))


def is_default_base(image: Declared) -> bool:
    """Return whether the image is the SDK's own, or begins with it."""
    base = image.get("base_image")
    return image.get("value") == "auto" or (isinstance(base, str) and base.startswith("ghcr.io/flyteorg/flyte:"))


def difference(image: Declared, other: Declared) -> str | None:
    """Return the first thing that makes two images of one tag different; None where they are alike."""
    own, its = _merged(image), _merged(other)
    for number, (mine, theirs) in enumerate(zip(own, its, strict=False), 1):
        if mine["kind"] != theirs["kind"]:
            return f"layer {number} is {mine['kind']}, not {theirs['kind']}"
        names = [name for name in {**mine, **theirs} if mine.get(name) != theirs.get(name)]
        if names:
            return f"layer {number} ({mine['kind']}) has other {names[0]}"
    if len(own) != len(its):
        return f"it has {len(own)} layers, not {len(its)}"
    settings = ["platform"] if is_default_base(image) else ["platform", "python_version"]
    for name in settings:
        if image.get(name) != other.get(name):
            return f"{name} is {_shown(image.get(name))}, not {_shown(other.get(name))}"
    return None


def layer_changes(old: Declared, new: Declared) -> Iterator[str]:
    """Yield what differs between two images in lines: `layer 2 (pip): pandas ==2.2 -> ==2.3`."""
    for name in ("base_image", "registry", "name", "platform", "python_version"):
        if old.get(name) != new.get(name):
            yield f"{name.replace('_', ' ')}: {_shown(old.get(name))} -> {_shown(new.get(name))}"
    olds, news = _layers(old), _layers(new)
    kinds = [str(layer.get("kind")) for layer in olds], [str(layer.get("kind")) for layer in news]
    for how, start, stop, begin, end in SequenceMatcher(None, *kinds, autojunk=False).get_opcodes():
        if how == "equal":
            for number, (before, after) in enumerate(zip(olds[start:stop], news[begin:end], strict=True), begin + 1):
                yield from (f"{_place(number, after)}: {line}" for line in _inside(before, after))
            continue
        yield from (f"- {_place(number, layer)}" for number, layer in enumerate(olds[start:stop], start + 1))
        yield from (
            f"+ {_place(number, layer)}{_brings(layer)}" for number, layer in enumerate(news[begin:end], begin + 1)
        )


def file_layers(image: Declared) -> list[str]:
    """Return the layers that take in files, whose contents nothing but the tag tells."""
    return [_place(number, layer) for number, layer in enumerate(_layers(image), 1) if FILES & {*layer}]


def _inside(old: Declared, new: Declared) -> Iterator[str]:
    field = LISTS.get(str(new.get("kind")), "")
    if field:
        yield from _items(old.get(field), new.get(field))
    for name in sorted({*old, *new} - FILES - {field}):
        if old.get(name) != new.get(name) and not name.endswith("_name"):
            yield f"other {name}"


def _items(old: Any, new: Any) -> Iterator[str]:
    """Compare what two lists bring, paired by what is before a version or a value."""
    olds, news = (dict(map(_named, _list(side))) for side in (old, new))
    for name in [*olds, *(name for name in news if name not in olds)]:
        before, after = olds.get(name), news.get(name)
        if after is None:
            yield f"- {name}{before}"
        elif before is None:
            yield f"+ {name}{after}"
        elif before != after:
            yield f"{name} {before or '(any)'} -> {after or '(any)'}"
    if list(olds) != list(news) and sorted(olds) == sorted(news):
        yield "another order"


def _named(item: Any) -> tuple[str, str]:
    if isinstance(item, (list, tuple)) and len(item) == 2:
        return str(item[0]), f"={item[1]}"
    text = str(item)
    name = text if " " in text else text.split("=")[0].rstrip("<>!~= ")
    return name, text[len(name) :]


def _place(number: int, layer: Declared) -> str:
    return f"layer {number} ({layer_word(str(layer.get('kind')))})"


def _brings(layer: Declared) -> str:
    field = LISTS.get(str(layer.get("kind")), "")
    items = ["".join(_named(item)) for item in _list(layer.get(field))]
    return f": {', '.join(items)}" if items else ""


def _layers(image: Declared) -> Sequence[Declared]:
    return [layer for layer in _list(image.get("layers")) if isinstance(layer, Mapping)]


def _merged(image: Declared) -> list[dict[str, Any]]:
    """Return the layers without the names of files; two in a row that do what one does are one."""
    merged: list[dict[str, Any]] = []
    for layer in _layers(image):
        rest = {name: value for name, value in layer.items() if name not in FILES and not name.endswith("_name")}
        field = LISTS.get(str(layer["kind"]), "")
        last = merged[-1] if merged else {}
        if field in rest and _without(last, field) == _without(rest, field):
            merged[-1] = {**last, field: [*_list(last.get(field)), *_list(rest[field])]}
        else:
            merged.append(rest)
    return merged


def _without(layer: Declared, field: str) -> dict[str, Any]:
    return {name: value for name, value in layer.items() if name != field}


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else []


def _shown(value: Any) -> str:
    if not isinstance(value, (list, tuple)):
        return "the default" if value is None else str(value)
    return ".".join(map(str, value)) if all(isinstance(each, int) for each in value) else ", ".join(map(str, value))
