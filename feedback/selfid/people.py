"""Finds people by name, with a title or without; owns what speaks for a name and what against it.

A surname may be any character, so each place where one stands is weighed: how the cutter of words draws its borders,
which characters follow, what stands before and after. The weights were fitted on texts of `benchmarks/data/` and
rounded. Residents spoken of softly (王阿姨, 徐奶奶, 老周, 李某) are left alone.
"""

from collections.abc import Iterator

from feedback.selfid import around, lexicon
from feedback.selfid.patterns import Span
from feedback.selfid.surnames import PAIR, Surname
from search.backend.speech import part_of_speech

_ENOUGH, _TITLED_ENOUGH = -0.75, -4.0
# Parts of speech: nouns, measures and adjectives seldom follow a name.
_THINGS = frozenset("nqa")
# Verbs, adverbs, prepositions, conjunctions, pronouns, numbers, times and particles: the sentence goes on.
_GOES_ON = frozenset("vdpcrmtu")


def titled(found: list[Surname]) -> Iterator[Span]:
    """Yield the places of surnames and full names with a title behind them, the title with them."""
    for surname in found:
        span = _with_title(surname) or _with_short_title(surname) or _full_with_title(surname)
        if span:
            yield span


def untitled(found: list[Surname]) -> Iterator[Span]:
    """Yield the places of full names without a title."""
    named = [span for surname in found if (span := _without_title(surname))]
    yield from named
    yield from _listed(found, named)


def _without_title(surname: Surname) -> Span | None:
    ends = [end for end in _given_ends(surname) if _may_be(surname, end) and _weight(surname, end) > _ENOUGH]
    return (surname.start, ends[-1]) if ends else None


def _listed(found: list[Surname], named: list[Span]) -> Iterator[Span]:
    """Yield what stands in a row with names and is shaped like one, however little else speaks for it."""
    starts, ends = {start for start, _end in named}, {end for _start, end in named}
    for surname in found:
        after_name = bool(around.ROW.match(surname.before[-1:])) and surname.start - 1 in ends
        for end in _given_ends(surname):
            before_name = bool(around.ROW.match(surname.words.text, end)) and end + 1 in starts
            if (after_name or before_name) and _fits_row(surname, end):
                ends.add(end)
                yield surname.start, end


def _fits_row(surname: Surname, end: int) -> bool:
    """Return whether a name would end here, of characters that stand in names, and no other word stands here."""
    text, given = surname.words.text, surname.words.text[surname.end : end]
    at_home = all(character in lexicon.LIKELY or character in lexicon.PLAIN for character in given)
    return (
        at_home
        and not _is_other(surname, end)
        and given[-1] not in lexicon.NEVER_LAST
        and bool(around.ROW_END.match(text, end))
    )


def _with_title(surname: Surname) -> Span | None:
    words, start = surname.words, surname.start
    title = around.TITLE.match(words.text, surname.end)
    if not title or not words.ends(title.end()) or not surname.addressed:
        return None
    alone = words.known.get(start) in {surname.text, surname.text + title.group()}
    return (start, title.end()) if alone else None


def _with_short_title(surname: Surname) -> Span | None:
    words, start = surname.words, surname.start
    title = around.SHORT_TITLE.match(words.text, surname.end)
    if surname.text in lexicon.LOOSE or not title:
        return None
    alone = words.known.get(start) == surname.text and words.ends(title.end())
    following = words.text[title.end() : title.end() + 1]
    stops = not "一" <= following <= "龥" or part_of_speech(words.known.get(title.end(), ""))[:1] in _GOES_ON
    return (start, title.end()) if alone and stops and (surname.called or surname.context) else None


def _full_with_title(surname: Surname) -> Span | None:
    words, start = surname.words, surname.start
    for end in _given_ends(surname, titled=True) if surname.addressed else ():
        title = around.TITLE.match(words.text, end)
        if title and words.ends(title.end()):
            place = title.group()[0] in around.PLACES and end - surname.end == 1
            of_place = place and not around.PLACE_BEFORE.search(surname.before[-1:])
            named = words.is_named(start, end) or (
                not _is_other(surname, end) and _weight(surname, end) > _TITLED_ENOUGH
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


def _may_be(surname: Surname, end: int) -> bool:
    """Refuse what the dictionary knows as another word, and given names of characters that stand in none."""
    words, given = surname.words, surname.words.text[surname.end : end]
    whole = words.text[surname.start : end]
    if surname.before[-1:] in around.FAMILIAR:
        return False
    if {whole, given} & lexicon.FAMOUS or surname.labelled:
        return (
            surname.labelled and not {whole, given} & lexicon.FAMOUS and not (surname.faint and _is_other(surname, end))
        )
    if given[-1] in lexicon.NEVER_LAST:
        return False
    if len(given) == PAIR and words.known.get(surname.start) == whole and part_of_speech(whole).startswith("nr"):
        return True
    at_home = all(character in lexicon.LIKELY or character in lexicon.PLAIN for character in given)
    return at_home and surname.likely and not _is_later_word(surname, given) and not _is_other(surname, end)


def _is_later_word(surname: Surname, given: str) -> bool:
    """Return whether what follows the surname is a time, or any word behind what is hardly a surname."""
    if surname.words.known.get(surname.end) != given:
        return False
    part = part_of_speech(given)
    return part == "t" or (surname.faint and not part.startswith("nr"))


def _is_other(surname: Surname, end: int) -> bool:
    """Return whether the dictionary knows these characters as a word that is no name."""
    words, start = surname.words, surname.start
    whole = words.text[start:end]
    known = words.known.get(start) == whole
    return whole in lexicon.OTHER_WORDS or (known and not words.is_named(start, end))


def _weight(surname: Surname, end: int) -> float:
    """Return what speaks for a name from the surname up to `end`, less what speaks against it."""
    words, given = surname.words, surname.words.text[surname.end : end]
    likely = sum(character in lexicon.LIKELY for character in given) / len(given)
    plain = sum(character in lexicon.PLAIN for character in given) / len(given)
    weight = -2.25 + 1.5 * likely - plain - 3 * (1 - likely - plain)
    weight += _borders(surname, end)
    weight += surname.labelled * (0.75 if "一" <= words.text[end : end + 1] <= "龥" else 2.25)
    weight += 1.5 if surname.context else 0.5 * surname.fresh + 0.75 * surname.before.endswith("的")
    weight += (
        1.25
        if around.DOES.match(words.text, end)
        else -1.25 * (part_of_speech(words.known.get(end, ""))[:1] in _THINGS)
    )
    common = surname.text in lexicon.COMMON or len(surname.text) > 1
    weight += 0.75 + 1.5 * (len(surname.text) > 1) if common else -1.25 * surname.faint
    return weight if len(given) > 1 else weight - 0.5 - 1.25 * (not common) - 1.0 * (not surname.context)


def _borders(surname: Surname, end: int) -> float:
    words, start = surname.words, surname.start
    known = words.known.get(start, "")
    weight = 1.25 * (start in words.known) + 0.5 * (start in words.guessed) + 1.0 * words.is_named(start, end)
    other = known != words.text[start:end] or _is_other(surname, end)
    if len(known) > len(surname.text) and other:
        weight -= 1.75 if surname.labelled else 2.5
    return weight if words.ends(end) else weight - 1.75
