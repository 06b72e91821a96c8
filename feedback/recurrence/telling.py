"""How common a word is in reports of burdens, and how much it tells of their problem; owns the file that says so.

Among few notes a word may be rare by chance, and words of voice and manner (at night, a photograph, the leader) are
shared by people with other problems, however rare they are. `telling.json` is what `benchmarks.recurrence_fit`
learnt of both from the tuning parts of the evaluation set; nothing is counted here.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent / "telling.json"
# The file has whole numbers: notes of ten thousand, and hundredths.
_OF_NOTES, _OF_FACTORS = 10_000, 100


class Word(NamedTuple):
    """In which share of all notes a word stands, and how many times more or less it tells than its rarity says."""

    share: float = 0.0
    factor: float = 1.0


Telling = Mapping[str, Word]


@cache
def telling() -> Telling:
    """Return what the file says of each word that it has, marked as in a vector; of others nothing is known."""
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    return {word: Word(share / _OF_NOTES, factor / _OF_FACTORS) for word, (share, factor) in rows.items()}


def written(words: Telling) -> str:
    """Return the text of a file that says this, a word on each line; what says as good as nothing is left out."""
    numbers = {word: (round(each.share * _OF_NOTES), round(each.factor * _OF_FACTORS)) for word, each in words.items()}
    lines = [
        f"{json.dumps(word, ensure_ascii=False)}: [{share}, {factor}]"
        for word, (share, factor) in sorted(numbers.items())
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"
