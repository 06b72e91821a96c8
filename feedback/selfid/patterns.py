"""Turns regular expressions into finders; owns their shape, and knows nothing of what is looked for.

Every repetition in an expression is bounded, so the time grows with the text and not with its cunning.
"""

import re
from collections.abc import Callable, Iterator

Span = tuple[int, int]
Finder = Callable[[str], Iterator[Span]]
_NUMBERED = re.compile(r"(?:单号|流水号|编号|文号|编码|凭证号|案号|批号|批次|序列号|合同号|订单)[号为是: ]{0,3}$")
_COUNTED = re.compile(r"\s?(?:元|万|亿|%|份|条|吨|人|户|个|次|字|字节)")


def anything(_match: re.Match[str]) -> bool:
    """Return True: every match counts."""
    return True


def pattern(
    expression: str, accept: Callable[[re.Match[str]], bool] = anything, *, group: int | str = 0, flags: int = 0
) -> Finder:
    """Return a finder for `group` of the matches of `expression` that `accept` agrees to."""
    compiled = re.compile(expression, flags)

    def matches(text: str) -> Iterator[Span]:
        return (match.span(group) for match in compiled.finditer(text) if accept(match))

    return matches


def is_bare(match: re.Match[str]) -> bool:
    """Return whether the number is neither said to be a number of papers nor an amount of something."""
    text, (start, end) = match.string, match.span()
    return not _NUMBERED.search(text[max(0, start - 8) : start]) and not _COUNTED.match(text[end : end + 4])
