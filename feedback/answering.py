"""Finds published answers like what somebody is writing; owns that nothing typed is kept, logged or asked of an index.

As in `feedback.known`, what is typed is compared in this process alone and forgotten.
"""

from collections import Counter

from feedback.known import LEAST, LEAST_CHARACTERS, MOST_COMPARED, MOST_SHOWN
from feedback.models import PublicAnswer
from search.likeness import cosine, rarity, sample, words_of


def alike_answers(text: str) -> list[PublicAnswer]:
    """Return published answers to what `text` seems to ask, the most alike first; none for a short text.

    Args:
        text: what somebody is writing. It goes nowhere but into this comparison.
    """
    if len(text.strip()) < LEAST_CHARACTERS:
        return []
    rows = list(PublicAnswer.objects.filter(published_on__isnull=False).order_by("-published_on", "pk")[:MOST_COMPARED])
    frequencies = Counter(word for row in rows for word in set(words_of(f"{row.question}\n{row.answer}")))
    weight = rarity(len(rows), dict(frequencies))
    typed = sample("", text, weight).words
    scored = []
    for row in rows:
        said = sample(row.question, row.answer, weight)
        scored.append((max(cosine(typed, said.words), cosine(typed, said.title)), row))
    best = sorted(scored, key=lambda pair: (-pair[0], str(pair[1].pk)))[:MOST_SHOWN]
    return [row for score, row in best if score >= LEAST]
