"""The letter that carries an edition: a revision says what it corrects, a first edition does not."""

from digests.covering import covering_letter
from digests.periods import Quarter
from digests.presenting import changed
from digests.services import build_edition
from feedback.models import Remedy
from tests.cast import Organisation
from tests.digests.rows import BUILT, quarter

THIRD = Quarter(2026, 3)


def test_letter_of_a_revision_says_what_it_corrects(organisation: Organisation) -> None:
    problems = quarter(organisation)
    first = build_edition(actor=None, unit=organisation.county, period=THIRD, on=BUILT)
    Remedy.objects.filter(problem=problems[0]).update(implemented_on=THIRD.end)
    second = build_edition(actor=None, unit=organisation.county, period=THIRD, on=BUILT)
    assert "第2次修订" in changed(second)
    assert changed(second) in covering_letter(second)
    assert "修订" not in covering_letter(first)
