"""The message of a policy: text in which `{expression}` stands for a value; `{{` and `}}` for braces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flytex_cli.lint.policies.checker import Checked, check
from flytex_cli.lint.policies.tokens import ExpressionError, Kind, tokens
from flytex_cli.lint.policies.types import Type


def read_message(text: str, documents: Mapping[str, Type]) -> tuple[str | Checked, ...]:
    """Return the parts of a message.

    Raises:
        ExpressionError: a brace has no counterpart, or an expression is wrong; its place is that in the whole text.
    """
    return tuple(_parts(text, documents))


def _parts(text: str, documents: Mapping[str, Type]) -> Iterator[str | Checked]:
    kept, offset = "", 0
    while offset < len(text):
        if text[offset : offset + 2] in ("{{", "}}"):
            kept += text[offset]
            offset += 2
        elif text[offset] == "{":
            end = _end(text, offset)
            if kept:
                yield kept
            kept = ""
            try:
                yield check(text[offset + 1 : end], documents)
            except ExpressionError as error:
                raise ExpressionError(error.message, offset + 1 + error.offset) from error
            offset = end + 1
        elif text[offset] == "}":
            raise ExpressionError("'}' without '{'; write }} for a brace", offset)
        else:
            kept += text[offset]
            offset += 1
    if kept:
        yield kept


def _end(text: str, begin: int) -> int:
    """Return where the brace closes that opens at `begin`; braces inside belong to maps."""
    depth = 0
    try:
        for token in tokens(text[begin:]):
            if token.kind is Kind.SIGN and token.text in "{}":
                depth += 1 if token.text == "{" else -1
                if depth == 0:
                    return begin + token.offset
    except ExpressionError:  # text after the expression, which need not be CEL
        pass
    raise ExpressionError("'{' does not end; write {{ for a brace", begin)
