"""When an applicant is heard: in these states and no others, and nobody in the applicant's place."""

from dataclasses import fields

import pytest

from tests.cast import Cast, Organisation
from tests.tolerance.walk import FILED_ON, case_in
from tolerance import services
from tolerance.models import Case
from tolerance.statements import may_state

HEARD = {"accepted", "verifying", "verified", "deliberating", "review_requested"}


@pytest.mark.django_db
def test_the_applicant_is_heard_while_the_case_is_judged_and_nobody_else(cast: Cast) -> None:
    everybody = [getattr(cast, one.name) for one in fields(cast)]
    heard = {
        (state, user.username)
        for state in Case.State.values
        for user in everybody
        if may_state(user, Case(state=state, applicant=cast.applicant))
    }
    assert heard == {(state, cast.applicant.username) for state in HEARD}


@pytest.mark.django_db
def test_a_statement_that_comes_too_late_is_refused_and_leaves_nothing(organisation: Organisation, cast: Cast) -> None:
    case = case_in("decided", organisation, cast)
    before = case.statement
    with pytest.raises(services.RefusedError):
        services.add_statement(actor=cast.applicant, case=case, words="还有一句话。", on=FILED_ON)
    case.refresh_from_db()
    assert case.statement == before
