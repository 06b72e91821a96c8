"""Finds people by name, with a title or without; owns what speaks for a name and what against it.

A surname may be any character, so each place where one stands is weighed: how the cutter of words draws its borders,
which characters follow, what stands before and after. The weights were fitted on texts of `benchmarks/data/` and
rounded. Residents spoken of softly (王阿姨, 徐奶奶, 老周, 李某) are left alone.
"""

from collections.abc import Iterator

from feedback.selfid import around, lexicon, weighing
from feedback.selfid.patterns import Span
from feedback.selfid.surnames import Surname
from search.backend.speech import part_of_speech

# A longer name is taken where it weighs no more than this less: half a name is no help.
_LONGER = 1.5
_ENOUGH, _TITLED_ENOUGH = 0.0, -3.0


def titled(found: list[Surname]) -> Iterator[Span]:
    """Yield the places of surnames and full names with a title behind them, the title with them."""
    for surname in found:
        span = _with_title(surname) or _with_short_title(surname) or _full_with_title(surname)
        if span:
            yield span


def untitled(found: list[Surname]) -> Iterator[Span]:
    """Yield the places of full names without a title, the likelier before those that overlap with them."""
    weighed = [best for surname in found if (best := _without_title(surname)) and best[0] > _ENOUGH]
    named = [span for _weight, span in sorted(weighed, reverse=True)]
    yield from named
    yield from _listed(found, named)


def _without_title(surname: Surname) -> tuple[float, Span] | None:
    """Return the likeliest name that begins here, with its weight."""
    best = None
    for end in _given_ends(surname):
        if weighing.may_be(surname, end):
            weight = weighing.weight(surname, end)
            if not best or weight > best[0] or _ENOUGH < weight > best[0] - _LONGER:
                best = weight, (surname.start, end)
    return best


def _listed(found: list[Surname], named: list[Span]) -> Iterator[Span]:
    """Yield what stands in a row with names and is shaped like one, however little else speaks for it."""
    starts, ends = {start for start, _end in named}, {end for _start, end in named}
    for surname in found if named else ():
        after_name = surname.start - 1 in ends and bool(around.ROW.match(surname.before[-1:]))
        for end in _given_ends(surname):
            before_name = end + 1 in starts and bool(around.ROW.match(surname.words.text, end))
            if (after_name or before_name) and _fits_row(surname, end):
                ends.add(end)
                yield surname.start, end


def _fits_row(surname: Surname, end: int) -> bool:
    """Return whether a name would end here, of characters that stand in names, and no other word stands here."""
    text, given = surname.words.text, surname.words.text[surname.end : end]
    at_home = all(character in lexicon.LIKELY or character in lexicon.PLAIN for character in given)
    return (
        at_home
        and not weighing.is_other(surname, end)
        and given[-1] not in lexicon.NEVER_LAST
        and bool(around.ROW_END.match(text, end))
    )


def _with_title(surname: Surname) -> Span | None:
    words, start = surname.words, surname.start
    title = around.TITLE.match(words.text, surname.end)
    if not title or not words.ends(title.end()) or not surname.addressed:
        return None
    alone = words.known.get(start) in {surname.text, surname.text + title.group()}
    return (start, title.end()) if alone or start not in words.known else None


def _with_short_title(surname: Surname) -> Span | None:
    words, start = surname.words, surname.start
    title = around.SHORT_TITLE.match(words.text, surname.end)
    if surname.text in lexicon.LOOSE or not title:
        return None
    alone = words.known.get(start) == surname.text
    spoken_of = title.group() in around.SPOKEN and (
        surname.text in lexicon.COMMON or around.DOES.match(words.text, title.end())
    )
    likely = surname.called or surname.context or spoken_of
    return (start, title.end()) if alone and likely and _stops(surname, title.end()) else None


def _stops(surname: Surname, end: int) -> bool:
    """Return whether nothing goes on here that would make a place or an office of a short title."""
    words, following = surname.words, surname.words.text[end : end + 1]
    if not words.ends(end):
        return following in around.SAYS
    return not "一" <= following <= "龥" or part_of_speech(words.known.get(end, ""))[:1] in weighing.GOES_ON


def _full_with_title(surname: Surname) -> Span | None:
    words, start = surname.words, surname.start
    for end in _given_ends(surname, titled=True) if surname.addressed else ():
        title = around.TITLE.match(words.text, end)
        if title and words.ends(title.end()):
            place = title.group()[0] in around.PLACES and end - surname.end == 1
            of_place = place and not around.PLACE_BEFORE.search(surname.before[-1:])
            named = words.is_named(start, end) or (
                not weighing.is_other(surname, end) and weighing.weight(surname, end) > _TITLED_ENOUGH
            )
            whole = words.text[start:end]
            if named and not of_place and whole not in lexicon.FAMOUS and whole[-1] not in lexicon.NEVER_LAST:
                return start, title.end()
    return None


def _given_ends(surname: Surname, *, titled: bool = False) -> Iterator[int]:
    text = surname.words.text
    if around.TITLE.match(text, surname.end) or around.SOFT.match(text, surname.end):
        return
    for end in (surname.end + 1, surname.end + 2):
        if end > len(text) or not "一" <= text[end - 1] <= "龥":
            return
        if titled or not (around.TITLE.match(text, end - 1) or around.PLACE.match(text, end)):
            yield end
