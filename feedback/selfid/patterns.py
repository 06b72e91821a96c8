"""Turns regular expressions into finders; owns their shape, and knows nothing of what is looked for.

Every repetition in an expression is bounded, so the time grows with the text and not with its cunning.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

Span = tuple[int, int]
# Longer than whatever stands before or after a hint in a match.
_REACH = 80
Finder = Callable[[str], Iterator[Span]]
_NUMBERED = re.compile(
    r"(?:单号|流水号|编号|文号|编码|凭证号|案号|批号|批次|序列号|合同号|订单)[号为是: ]{0,3}[A-Za-z]{0,4}-?$"
)
_COUNTED = re.compile(r"\s?(?:元|万|亿|%|份|条|吨|人|户|个|次|字|字节|平|㎡|m2|公里|米|亩|公斤|吨|株|头)")


def anything(_match: re.Match[str]) -> bool:
    """Return True: every match counts."""
    return True


def pattern(
    expression: str,
    accept: Callable[[re.Match[str]], bool] = anything,
    *,
    group: str | tuple[str, ...] = (),
    flags: int = 0,
    near: str = "",
) -> Finder:
    """Return a finder for the matches of `expression` that `accept` agrees to, or the one of their groups that stands.

    Where `near` is given, only the surroundings of what it matches are searched: it is the quicker of the two. Both are
    compiled when they are first used: that takes a fifth of a command's start, and most commands look through no text.
    """
    groups = (group,) if isinstance(group, str) else group

    @cache
    def expressions() -> tuple[re.Pattern[str], re.Pattern[str] | None]:
        return re.compile(expression, flags), re.compile(near, flags) if near else None

    def matches(text: str) -> Iterator[Span]:
        compiled, hint = expressions()
        for first, after in _stretches(hint, text) if hint else ((0, len(text)),):
            yield from (_span(match, groups) for match in compiled.finditer(text, first, after) if accept(match))

    return matches


def _stretches(hint: re.Pattern[str], text: str) -> Iterator[Span]:
    """Yield the surroundings of what the hint matches, those that overlap as one."""
    first = after = -1
    for match in hint.finditer(text):
        if match.start() - _REACH > after:
            if after >= 0:
                yield first, after
            first = max(0, match.start() - _REACH)
        after = min(len(text), match.end() + _REACH)
    if after >= 0:
        yield first, after


def _span(match: re.Match[str], groups: tuple[str, ...]) -> Span:
    return match.span(next((name for name in groups if match[name] is not None), 0))


def is_bare(match: re.Match[str]) -> bool:
    """Return whether the number is neither said to be a number of papers nor an amount of something."""
    text, (start, end) = match.string, match.span()
    return not _NUMBERED.search(text[max(0, start - 8) : start]) and not _COUNTED.match(text[end : end + 4])
