"""Docstrings of every style reach a deployment."""

import flyte

env = flyte.TaskEnvironment("docstrings", description="What this is for")


@env.task
async def google(x: int, y: str = "a") -> tuple[int, str]:
    """Do it in Google's style.

    A longer text
    over two lines.

    Args:
        x: the number,
            over two lines.
        y (str): the text.

    Returns:
        int: the first.

    Raises:
        ValueError: never.
    """


@env.task
async def numpy(x: int, y: str = "a") -> int:
    """Do it in numpy's style.

    Parameters
    ----------
    x : int
        The number.
    y : str, optional
        The text.

    Returns
    -------
    int
        The result.
    """


@env.task
async def rest(x: int, y: str = "a") -> int:
    """
    Do it in Sphinx's style.

    :param x: the number
    :type x: int
    :param y: the text
    :returns: the result
    """


@env.task(docs=flyte.Documentation(description="Given " * 100))
async def given(x: int) -> int:
    """Overridden."""


@env.task
async def long(x: int) -> int:
    __doc__ = "no docstring"


@env.task
async def unicode(größe: int, naïve_名前: str = "ü") -> int:
    """Größe — 名前 😀."""
