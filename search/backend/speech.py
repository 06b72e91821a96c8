"""Cuts text into words and tells their part of speech; owns nothing else, and keeps nothing of what it was given."""

import rjieba


def known_words(text: str) -> dict[int, str]:
    """Return for each place where a word of the dictionary begins the word; every character of the text is in some."""
    found, place = {}, 0
    for word in rjieba.cut(text, False):  # noqa: FBT003  # the library takes no names
        found[place] = word
        place += len(word)
    return found


def guessed_words(text: str) -> dict[int, tuple[str, str]]:
    """Return the words that no dictionary needs to have, each with its part of speech, as "nr" for a person's name."""
    found, place = {}, 0
    for word, part in rjieba.tag(text):
        found[place] = (word, part)
        place += len(word)
    return found


def part_of_speech(word: str) -> str:
    """Return the part of speech of a word of the dictionary, "" of none."""
    return str(rjieba.tag(word, False)[0][1]) if word else ""  # noqa: FBT003
