"""The pages of what is filed in advance, and of filing: unfinished drafts, and forms that fit whoever files."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast, Organisation
from tolerance import services
from tolerance.models import Case, Prefiling


@pytest.fixture
def applicant(cast: Cast, client: Client) -> Client:
    services.load_published_criteria()
    client.force_login(cast.applicant)
    return client


def _typed(organisation: Organisation, **changes: object) -> dict[str, object]:
    values: dict[str, object] = {
        "title": "先开工", "unit": organisation.town.pk, "planned_on": timezone.localdate().isoformat(),
        "plan": "先清淤", "risks": "手续不全", "safeguards": "有人监督",
    }  # fmt: skip
    return values | changes


def test_step_is_filed_in_advance_and_linked_to_a_case(applicant: Client, organisation: Organisation) -> None:
    assert "事前报备</label>" not in applicant.get(reverse("case_new")).content.decode()
    made = applicant.post(reverse("prefiling_new"), _typed(organisation), follow=True)
    found = Prefiling.objects.get()
    assert found.number in made.content.decode()
    assert found.number in applicant.get(reverse("prefilings")).content.decode()
    case = {
        "title": "先开工", "unit": organisation.town.pk, "date_of_act": timezone.localdate().isoformat(),
        "facts": "先清淤后补手续", "situations": ["S05"], "prefiling": str(found.pk), "submit": "1",
    }  # fmt: skip
    assert found.number in applicant.post(reverse("case_new"), case, follow=True).content.decode()
    assert Case.objects.get().prefiling == found


def test_past_day_is_refused_and_what_was_typed_is_kept(applicant: Client, organisation: Organisation) -> None:
    day = (timezone.localdate() - timedelta(days=1)).isoformat()
    answer = applicant.post(reverse("prefiling_new"), _typed(organisation, planned_on=day))
    assert answer.status_code == 422
    assert "先清淤</textarea>" in answer.content.decode()
    assert not Prefiling.objects.exists()


def test_draft_may_be_saved_unfinished_and_is_whole_when_submitted(
    applicant: Client, organisation: Organisation
) -> None:
    begun = {"title": "先开工", "unit": organisation.town.pk, "date_of_act": timezone.localdate().isoformat()}
    assert applicant.post(reverse("case_new"), begun | {"submit": "1"}).status_code == 422
    applicant.post(reverse("case_new"), begun | {"statement": "还没写完", "save": "1"})
    draft = Case.objects.get()
    assert (draft.state, draft.statement) == ("draft", "还没写完")
    edit = reverse("case_edit", kwargs={"case_id": draft.pk})
    assert "还没写完" in applicant.get(edit).content.decode()
    step = reverse("case_step", kwargs={"case_id": draft.pk, "target": "submitted"})
    assert "请写明事情经过" in applicant.post(step).content.decode()


@pytest.mark.parametrize(
    ("who", "offered"), [("applicant", []), ("leader", ["person", "unit"]), ("intake", ["person", "ex_officio"])]
)
def test_filing_for_others_is_offered_to_those_who_may(
    who: str, offered: list[str], cast: Cast, client: Client
) -> None:
    client.force_login(getattr(cast, who))
    page = client.get(reverse("case_new")).content.decode()
    values = ("person", "unit", "ex_officio")
    assert [value for value in values if f'name="filed_as" value="{value}"' in page] == offered


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=st.text(max_size=300), statement=st.text(max_size=300))
def test_nothing_that_is_typed_into_a_draft_is_lost(
    facts: str, statement: str, applicant: Client, organisation: Organisation
) -> None:
    begun = {"title": "先开工", "unit": organisation.town.pk, "date_of_act": timezone.localdate().isoformat()}
    answer = applicant.post(reverse("case_new"), begun | {"facts": facts, "statement": statement, "save": "1"})
    if answer.status_code == 422:  # a null character: no database takes it
        assert "\x00" in facts + statement
        return
    draft = Case.objects.get(pk=answer.headers["Location"].rstrip("/").rpartition("/")[2])
    assert (draft.facts, draft.statement) == (facts.strip(), statement.strip())
