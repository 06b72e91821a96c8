"""Finds the weights by which reports are grouped; owns the regression alone, and changes no file.

`python -m benchmarks.recurrence_fit` prints `WEIGHTS`, `CONSTANT` and `THRESHOLD` of `feedback.recurrence.vectors`,
from the tuning parts of the evaluation set alone. A logistic regression over pairs of reports tells those of one group
from the others; each part weighs the same. The list of matters knows the tuning parts better than it will know what
comes: so one matter in four is forgotten, at random, several times over.

The threshold is chosen where it was not fitted: each part in turn is left out with all its groups. Of those that group
almost as well as the best, the highest is taken: what is proposed in vain costs a person's time.
"""

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.recurrence import OWN, TUNING, Row, note_of, read, scores
from feedback.recurrence.grouping import group_rows
from feedback.recurrence.matters import matters
from feedback.recurrence.rows import Rows
from feedback.recurrence.vectors import MARKS, Scale, Section, weighted

Numbers = NDArray[np.float64]
Sections = Mapping[str, Section]
_FORGOTTEN, _DRAWS = 0.25, 5
_STEADY, _STEPS = 3.0, 25
_LEAST_WEIGHT = 0.05
_ODDS = tuple(number / 4 for number in range(-10, 3))
_ALMOST = 0.01


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

    def f1(self, weights: Mapping[str, float], total: float) -> float:
        """Return the F1 of pairs with these weights, groups being joined from a mean product of `total` on."""
        found: list[int | None] = [None] * len(self.rows)
        vectors = Rows.of(weighted(note, weights) for note in self.sections)
        for number, (members, _mean) in enumerate(group_rows(vectors, total)):
            for member in members:
                found[member] = number
        return scores([row.get("group") for row in self.rows], found)["f1"]


def _draws(rows: Sequence[Row], chance: random.Random) -> Iterator[Part]:
    notes = [note_of(row) for row in rows]
    scale = Scale.of(notes)
    sections = [scale.sections(note) for note in notes]
    for _draw in range(_DRAWS):
        gone = {str(number) for number in range(len(matters())) if chance.random() < _FORGOTTEN}
        yield Part(rows, [_without(note, gone) for note in sections])


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


def left_out(parts: Mapping[str, Sequence[Part]]) -> dict[float, list[float]]:
    """Return the F1 of each part at each odds of joining, with weights of the other parts."""
    found: dict[float, list[float]] = {odds: [] for odds in _ODDS}
    for name, own in parts.items():
        weights, constant = fit([part for other, rest in parts.items() if other != name for part in rest])
        for odds in _ODDS:
            found[odds].append(sum(part.f1(weights, odds - constant) for part in own) / len(own))
    return found


def main() -> None:
    """Fit and print."""
    chance = random.Random(7)  # noqa: S311  # a measurement that can be repeated
    rows = read(OWN)
    parts = {name: list(_draws([row for row in rows if row["part"] == name], chance)) for name in TUNING}
    found = left_out(parts)
    print("odds   F1 of each part left out, one in four matters forgotten:", *parts)
    for odds, values in found.items():
        print(f"{odds:>5}", *(f"{value:.3f}" for value in values), f"mean {sum(values) / len(values):.3f}")
    weights, constant = fit([part for each in parts.values() for part in each])
    print("WEIGHTS =", {name: round(weight, 2) for name, weight in weights.items()})
    print("CONSTANT =", round(constant, 2))
    means = {odds: sum(values) / len(values) for odds, values in found.items()}
    chosen = max(odds for odds, mean in means.items() if mean >= max(means.values()) - _ALMOST)
    print("THRESHOLD =", round(1 / (1 + math.exp(-chosen)), 3))


if __name__ == "__main__":
    main()
