"""Finds the weights by which reports are grouped; owns the regression, and writes what words tell.

`python -m benchmarks.recurrence_fit` prints `WEIGHTS`, `CONSTANT` and `THRESHOLD` of `feedback.recurrence.vectors`,
from the tuning parts of the evaluation set alone, and writes `feedback/recurrence/telling.json`. A logistic regression
over pairs of reports tells those of one group from the others; each part weighs the same. The list of matters knows the
tuning parts better than it will know what comes: so every other matter is forgotten, at random, several times over. For
the same reason no part is fitted with what its own words told.

The threshold is chosen where it was not fitted: each part in turn is left out with all its groups and words. Of those
that group almost as well as the best, the highest is taken: what is proposed in vain costs a person's time.
"""

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from benchmarks.recurrence import OWN, TUNING, Row, note_of, read, scores
from benchmarks.recurrence_words import Counts, count, learn
from feedback.recurrence.grouping import group_rows
from feedback.recurrence.matters import matters
from feedback.recurrence.rows import Rows
from feedback.recurrence.telling import FILE, written
from feedback.recurrence.vectors import MARKS, Scale, Section, weighted

Numbers = NDArray[np.float64]
Sections = Mapping[str, Section]
# With half of the matters forgotten, these tell pairs of one group from others as well as they did on texts by authors
# who had never seen the list (an average precision of .6).
_FORGOTTEN, _DRAWS = 0.5, 3
_STEADY, _STEPS = 3.0, 25
_LEAST_WEIGHT = 0.05
_ODDS = tuple(number / 4 for number in range(-8, 3))
_ALMOST = 0.02
_SHOWN = ("precision", "recall", "f1")


@dataclass(frozen=True, slots=True)
class Part:
    """Reports of one part, with some matters forgotten."""

    rows: Sequence[Row]
    sections: Sequence[Sections]

    def pairs(self) -> tuple[Numbers, Numbers]:
        """Return how alike each pair is, a column for each section, and whether both are of one group."""
        above = np.triu_indices(len(self.rows), 1)
        columns = [
            Rows.of(
                weighted(note, {name: float(name == section) for name in MARKS}) for note in self.sections
            ).products()
            for section in MARKS
        ]
        groups = [row.get("group") for row in self.rows]
        same = [groups[one] is not None and groups[one] == groups[other] for one, other in zip(*above, strict=True)]
        return np.stack([column[above] for column in columns], axis=1), np.array(same, dtype=float)

    def scores(self, weights: Mapping[str, float], total: float) -> dict[str, float]:
        """Return the scores with these weights, groups being joined from a mean product of `total` on."""
        found: list[int | None] = [None] * len(self.rows)
        vectors = Rows.of(weighted(note, weights) for note in self.sections)
        for number, (members, _mean) in enumerate(group_rows(vectors, total)):
            for member in members:
                found[member] = number
        return scores([row.get("group") for row in self.rows], found)


@dataclass(frozen=True, slots=True)
class Source:
    """One part of the evaluation set, and the matters that each draw forgets."""

    rows: Sequence[Row]
    counts: Counts
    forgotten: Sequence[set[str]]

    def draws(self, others: Iterable["Source"]) -> list[Part]:
        """Return the part with the matters of each draw forgotten, and with what words told in other parts."""
        notes = [note_of(row) for row in self.rows]
        scale = Scale.of(notes, learn(other.counts for other in others))
        sections = [scale.sections(note) for note in notes]
        return [Part(self.rows, [_without(note, gone) for note in sections]) for gone in self.forgotten]


def _source(rows: Sequence[Row], chance: random.Random) -> Source:
    numbers = [str(number) for number in range(len(matters()))]
    gone = [{number for number in numbers if chance.random() < _FORGOTTEN} for _draw in range(_DRAWS)]
    return Source(rows, count(rows), gone)


def _without(sections: Sections, gone: set[str]) -> Sections:
    kept = {name: {key: value for key, value in sections[name].items() if key not in gone} for name in _OF_MATTERS}
    return {**sections, **{name: _unit(section) for name, section in kept.items()}}


_OF_MATTERS = ("matters", "named_matters")


def _unit(section: Section) -> Section:
    length = math.sqrt(sum(value * value for value in section.values()))
    return {name: value / length for name, value in section.items()} if length else {}


def fit(parts: Sequence[Part]) -> tuple[dict[str, float], float]:
    """Return the weight of each section, and the constant: Newton's method with a light pull towards nothing."""
    columns, answers = zip(*(part.pairs() for part in parts), strict=True)
    share = np.concatenate([np.full(len(answer), 1e4 / len(answer)) for answer in answers])
    table, wanted = np.concatenate(columns), np.concatenate(answers)
    table = np.column_stack([np.ones(len(table)), table])
    pull = np.diag([0.0, *(_STEADY for _ in MARKS)])
    found = np.zeros(table.shape[1])
    for _step in range(_STEPS):
        guess = 1 / (1 + np.exp(-table @ found))
        slope = table.T @ (share * (guess - wanted)) + pull @ found
        found -= np.linalg.solve((table * (share * guess * (1 - guess))[:, None]).T @ table + pull, slope)
    weights = {name: max(_LEAST_WEIGHT, float(weight)) for name, weight in zip(MARKS, found[1:], strict=True)}
    return weights, float(found[0])


def left_out(sources: Mapping[str, Source]) -> dict[float, list[dict[str, float]]]:
    """Return the scores of each part at each odds of joining, with weights and words of the other parts."""
    found: dict[float, list[dict[str, float]]] = {odds: [] for odds in _ODDS}
    for name, source in sources.items():
        rest = {other: each for other, each in sources.items() if other != name}
        weights, constant = fit(_without_own_words(rest))
        own = source.draws(rest.values())
        for odds in _ODDS:
            scored = [part.scores(weights, odds - constant) for part in own]
            found[odds].append({key: fmean(each[key] for each in scored) for key in scored[0]})
    return found


def _without_own_words(sources: Mapping[str, Source]) -> list[Part]:
    return [
        part
        for name, source in sources.items()
        for part in source.draws(each for other, each in sources.items() if other != name)
    ]


def main() -> None:
    """Fit, print, and write what words tell."""
    chance = random.Random(7)  # noqa: S311  # a measurement that can be repeated
    rows = read(OWN)
    sources = {name: _source([row for row in rows if row["part"] == name], chance) for name in TUNING}
    found = left_out(sources)
    print("odds   P/R/F1 of each part left out, every other matter forgotten:", *sources)
    for odds, values in found.items():
        means = " ".join(f"{name} {fmean(each[name] for each in values):.3f}" for name in values[0])
        print(f"{odds:>5}", *("/".join(f"{each[key]:.2f}" for key in _SHOWN) for each in values), "mean", means)
    weights, constant = fit(_without_own_words(sources))
    print("WEIGHTS =", {name: round(weight, 2) for name, weight in weights.items()})
    print("CONSTANT =", round(constant, 2))
    f1 = {odds: fmean(each["f1"] for each in values) for odds, values in found.items()}
    chosen = max(odds for odds, mean in f1.items() if mean >= max(f1.values()) - _ALMOST)
    print("THRESHOLD =", round(1 / (1 + math.exp(-chosen)), 3))
    FILE.write_text(written(learn(source.counts for source in sources.values())), encoding="utf-8")


if __name__ == "__main__":
    main()
