from benchmarks.recurrence import OWN, note_of, read
from benchmarks.recurrence_fit import Part, fit
from feedback.recurrence import Scale
from feedback.recurrence.vectors import WEIGHTS


def test_what_tells_pairs_of_one_group_from_others_gets_weight() -> None:
    rows = [row for row in read(OWN) if row["part"] == "second_tuning"]
    notes = [note_of(row) for row in rows]
    scale = Scale.of(notes)
    part = Part(rows, [scale.sections(note) for note in notes])
    weights, constant = fit([part])
    assert list(weights) == list(WEIGHTS)
    assert constant < 0
    assert all(weight > 0 for weight in weights.values())
    assert part.scores(weights, -constant)["f1"] > 0.8
