"""Figures: they equal the hand count."""

from datetime import date

from tests.cast import Cast, Organisation
from tests.tolerance.walk import case_in, find
from tolerance import services
from tolerance.selectors import Figures, figures
from tolerance.services.panel import Ruling

QUARTER = (date(2026, 1, 1), date(2026, 3, 31))


def _refused(organisation: Organisation, cast: Cast) -> None:
    case = case_in("deliberating", organisation, cast, situations=("S07", "S05"))
    panel = (cast.chair, cast.panel_member, cast.second_panel_member)
    find(case, *panel, R06="unmet", X04="met")
    for member in panel:
        services.cast_vote(actor=member, case=case, outcome="not_tolerated")
    ruling = Ruling("not_tolerated", "decision", "拒不纠错。")
    services.decide(actor=cast.chair, case=case, ruling=ruling, on=date(2026, 3, 2))


def test_figures_equal_the_hand_count(organisation: Organisation, cast: Cast) -> None:
    for state in ("draft", "submitted", "accepted", "final"):
        case_in(state, organisation, cast)
    case_in("notified", organisation, cast, unit=organisation.bureau)
    _refused(organisation, cast)
    assert figures(organisation.county, *QUARTER) == Figures(
        filed=5, accepted=4, decided=3,
        outcomes=(("waive", 2), ("mitigate", 0), ("lighten", 0), ("not_tolerated", 1)),
        situations=(("S07", 3), ("S05", 1)), against=(("R06", 1), ("X04", 1)), in_progress=4, late=4,
    )  # fmt: skip
    assert figures(organisation.bureau, *QUARTER).filed == 1
    assert figures(organisation.other_town, *QUARTER) == Figures(
        0, 0, 0, tuple((code, 0) for code in ("waive", "mitigate", "lighten", "not_tolerated")), (), (), 0, 0
    )
    assert figures(organisation.county, date(2026, 4, 1), date(2026, 6, 30)).filed == 0
