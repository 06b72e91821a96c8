"""Weighs whether a full name stands at some place; owns the weights, and decides nothing but what cannot be a name.

They are those of a logistic regression on the texts of `benchmarks/data/`, rounded to quarters: above 0 a name is
likelier than not. What the cutter of words makes of the place counts as much as what stands before and behind it.
"""

from feedback.selfid import around, lexicon
from feedback.selfid.surnames import PAIR, Surname
from search.backend.speech import part_of_speech

# Parts of speech: nouns, measures and adjectives seldom follow a name.
_THINGS = frozenset("nqa")
# Verbs, adverbs, prepositions, conjunctions, pronouns, numbers, times, places and particles: the sentence goes on.
GOES_ON = frozenset("vdpcrmtus")
_OTHER_PARTS = frozenset({"n", "vn", "an", "t"})
_START = -4.75
# No more can come from each part; where that is too little, nobody looks at the parts that are left.
_MOST_BEFORE, _MOST_BORDERS, _MOST_BEHIND = 6.5, 8.5, 4.0
_MOST = _MOST_BEFORE + _MOST_BORDERS + _MOST_BEHIND


def may_be(surname: Surname, end: int) -> bool:
    """Refuse familiar and famous names, what the dictionary knows as another word, and what ends as no name does."""
    whole = surname.words.text[surname.start : end]
    given = whole[len(surname.text) :]
    last = surname.before[-1:]
    if last in around.FAMILIAR or last + surname.text in lexicon.COMPOUNDS or _is_famous(whole, given):
        return False
    if surname.text in lexicon.VERBAL and not surname.labelled:
        return False
    if surname.text in lexicon.BEFORE_TIMES and part_of_speech(given) in {"t", "m"}:
        return False
    other = is_other(surname, end)
    if other or given[-1] in lexicon.NEVER_LAST:
        return surname.labelled and not (surname.faint and other)
    return True


def _is_famous(whole: str, given: str) -> bool:
    """Return whether it is, or begins with, a name that everyone knows (雷锋月), or goes on as no name does."""
    return given == "长" or given in lexicon.NOT_GIVEN or bool({whole, given, whole[:PAIR]} & lexicon.FAMOUS)


def is_other(surname: Surname, end: int) -> bool:
    """Return whether the dictionary knows these characters as a word that is no name."""
    words, start = surname.words, surname.start
    whole = words.text[start:end]
    known = words.known.get(start) == whole
    return whole in lexicon.OTHER_WORDS or (known and not words.is_named(start, end))


def weight(surname: Surname, end: int) -> float:
    """Return what speaks for a name from the surname up to `end`, less what speaks against it."""
    weight = _START
    for part, most_after in ((_characters, _MOST), (_before, _MOST_BORDERS + _MOST_BEHIND), (_borders, _MOST_BEHIND)):
        weight += part(surname, end)
        if weight + most_after <= 0:
            return weight
    return weight + _behind(surname, end)


def _characters(surname: Surname, end: int) -> float:
    given = surname.words.text[surname.end : end]
    likely = sum(character in lexicon.LIKELY for character in given) / len(given)
    strange = sum(character not in lexicon.LIKELY and character not in lexicon.PLAIN for character in given)
    often = sum(character in lexicon.OFTEN and character not in lexicon.LIKELY for character in given) / len(given)
    weight = 3.75 * likely + 2.0 * often - 4.75 * strange / len(given) - 1.75 * surname.faint
    weight += 0.75 * (surname.text in lexicon.COMMON) + 1.25 * (len(surname.text) > 1)
    if len(given) == PAIR:
        return weight
    hardly = surname.text in lexicon.LOOSE if surname.context else surname.faint
    return weight - (2.5 if hardly and not surname.labelled else 1.25)


def _borders(surname: Surname, end: int) -> float:
    words, start = surname.words, surname.start
    known = words.known.get(start, "")
    word, part = words.guessed.get(start, ("", ""))
    given = words.text[surname.end : end]
    alone = word == surname.text and part.startswith("nr")
    weight = 3.25 * words.ends(end) + 1.0 * words.is_named(start, end) + 2.0 * alone
    weight += 2.25 * _is_given(surname, given) - 0.5 * _is_thing(surname, given)
    other = known != words.text[start:end] or is_other(surname, end)
    weight -= 1.0 * (start not in words.known and start not in words.guessed)
    weight -= 0.75 * (len(known) > len(surname.text) and other)
    return weight - 1.25 * (other and len(given) == PAIR == len(known) and not surname.context and not _is_name(known))


def _is_name(word: str) -> bool:
    return part_of_speech(word).startswith("nr")


def _is_given(surname: Surname, given: str) -> bool:
    """Return whether the cutter knows or guesses these characters as a name of their own."""
    words, at = surname.words, surname.end
    word, part = words.guessed.get(at, ("", ""))
    guessed = word == given and part.startswith("nr")
    known = len(given) == PAIR and words.known.get(at) == given
    return guessed or (known and _is_name(given))


def _is_thing(surname: Surname, given: str) -> bool:
    """Return whether the dictionary knows these characters as a thing, an act or a time."""
    known = len(given) == PAIR and surname.words.known.get(surname.end) == given
    part = part_of_speech(given) if known else ""
    return part in _OTHER_PARTS or part.startswith("v")


def _before(surname: Surname, end: int) -> float:
    short = end - surname.end == 1 and surname.context
    weight = 0.5 * short + 1.5 * surname.before.endswith("的")
    if surname.labelled:
        inside = 0.0 if surname.before.endswith("是") else 2.0
        bounded = 2.75 if is_other(surname, end) else 4.5
        return weight + (inside if _is_han(surname.words.text, end) else bounded)
    loose = surname.text in lexicon.LOOSE and not surname.before.endswith("的")
    return weight + 2.0 * surname.context - 1.25 * loose


def _behind(surname: Surname, end: int) -> float:
    words = surname.words
    weight = 1.5 * (not _is_han(words.text, end))
    if around.DOES.match(words.text, end):
        return weight + 2.25
    following = part_of_speech(words.known.get(end, ""))[:1]
    return weight - 0.75 * (following in _THINGS) + 0.75 * (following in GOES_ON)


def _is_han(text: str, place: int) -> bool:
    return "一" <= text[place : place + 1] <= "龥"
