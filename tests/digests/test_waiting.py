"""What waits for each role on the workplace's first page, from the building of an edition to the accepted answer."""

from dataclasses import asdict
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from digests.instructing import accept_answer, answer_instruction, give_instruction
from digests.models.instruction import WHOLE
from digests.periods import Quarter
from digests.releasing import acknowledge_edition, release_edition
from digests.services import build_edition
from digests.waiting import waiting_for
from feedback.models import Remedy
from tests.cast import Cast, Organisation
from tests.digests.rows import BUILT, quarter

THIRD = Quarter(2026, 3)


def test_each_step_waits_for_those_who_take_the_next(organisation: Organisation, cast: Cast, client: Client) -> None:
    today = timezone.localdate()

    def waits(*, days: int = 0) -> dict[str, dict[str, int]]:
        people = {name: getattr(cast, name) for name in ("handler", "leader", "superior", "secretary", "outsider")}
        found = {name: asdict(waiting_for(user, today + timedelta(days=days))) for name, user in people.items()}
        return {
            name: {key: number for key, number in each.items() if number}
            for name, each in found.items()
            if any(each.values())
        }

    def page(user: User) -> str:
        client.force_login(user)
        return client.get(reverse("work")).content.decode()

    quarter(organisation)
    edition = build_edition(actor=None, unit=organisation.county, period=THIRD, on=BUILT)
    assert waits() == {"superior": {"to_release": 1}, "secretary": {"to_release": 1}}
    release_edition(actor=cast.secretary, edition=edition)
    # Nobody above is asked to read each edition of the units below.
    town = build_edition(actor=None, unit=organisation.town, period=THIRD, on=BUILT)
    release_edition(actor=cast.superior, edition=town)
    assert waits() == {"leader": {"to_read": 1}, "superior": {"to_read": 1}}
    assert "有1期简报待阅" in page(cast.leader)
    acknowledge_edition(actor=cast.leader, edition=edition)
    acknowledge_edition(actor=cast.superior, edition=edition)
    assert waits() == {}
    row = give_instruction(
        edition=edition, item=WHOLE, words="请减。", owner_unit=organisation.county, due_on=today, actor=cast.superior
    )
    assert waits() == {"handler": {"to_answer": 1}, "leader": {"to_answer": 1}}
    late = {"to_answer": 1, "late": 1}
    assert waits(days=1) == {"handler": late, "leader": late, "superior": {"overdue": 1}}
    assert "有1项批示待答复" in page(cast.handler)
    answer_instruction(instruction=row, words="已减。", actor=cast.leader)
    assert waits(days=1) == {"superior": {"to_judge": 1}}
    assert "有1项批示答复待认可" in page(cast.superior)
    accept_answer(instruction=row, actor=cast.superior)
    assert waits(days=1) == {}


def test_only_the_latest_revision_waits(organisation: Organisation, cast: Cast) -> None:
    problems, today = quarter(organisation), timezone.localdate()
    for implemented in (None, THIRD.end):
        Remedy.objects.filter(problem=problems[0]).update(implemented_on=implemented)
        edition = build_edition(actor=None, unit=organisation.county, period=THIRD, on=BUILT)
        assert waiting_for(cast.secretary, today).to_release == 1
        release_edition(actor=cast.secretary, edition=edition)
    assert edition.revision == 2
    assert waiting_for(cast.leader, today).to_read == 1
