"""The wish that the own unit does not handle a report: sealed with it, and binding whoever may know it."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, Role, Unit
from feedback import access, receipts, sealing
from feedback.intake import Content
from feedback.models import PooledEntry, Report
from feedback.receiving import receiver_of
from feedback.services import release_due, submit_report
from feedback.services.problems import assign_problem
from feedback.services.submit import content_under
from search.registry import kind
from tests.cast import Cast, Organisation
from tests.feedback.rows import DAY, problem, report
from tests.feedback.walking import WORDS


def said(receiving: Unit, own: Unit | None, **more: Any) -> Content:
    values: dict[str, Any] = {"category": "B04", "words": WORDS, "own_unit": own.pk if own else None, "not_own": True}
    return Content(receiving_unit=receiving.pk, **{**values, **more})


def test_the_wish_is_sealed_with_the_report_and_kept(organisation: Organisation) -> None:
    receipt, content = receipts.new(), said(organisation.county, organisation.town)
    submit_report(receipt=receipt, content=content, today=DAY)
    entry = PooledEntry.objects.get()
    assert sealing.unseal(entry.sealed)["not_own"] is True
    release_due(today=entry.release_by)
    assert (Report.objects.get().not_own, content_under(receipt)) == (True, content)
    # What waited from before the wish was kept says nothing of it.
    older = {key: value for key, value in content.as_json().items() if key != "not_own"}
    assert Content(**older).not_own is False


def test_nothing_stores_a_report_against_the_wish(organisation: Organisation) -> None:
    for own in (None, organisation.county):
        with pytest.raises(ValueError, match="own unit"):
            submit_report(receipt=receipts.new(), content=said(organisation.county, own), today=DAY)
        with pytest.raises(IntegrityError), transaction.atomic():
            report(organisation.county, not_own=True, own_unit=own)


def test_who_also_works_at_the_own_unit_reads_nothing_and_finds_nothing(
    organisation: Organisation, cast: Cast, client: Client
) -> None:
    rows = [report(organisation.county, own_unit=organisation.town, not_own=wish) for wish in (False, True)]
    documents = [kind("report").build(str(row.pk)) for row in rows]

    def reads() -> list[bool]:
        found = [row in access.reports_for(cast.handler) for row in rows]
        held = kind("report").audience(cast.handler)
        assert found == [access.may_on_report(cast.handler, "report.answer", row) for row in rows]
        assert found == [not held.isdisjoint(one.audience) for one in documents if one]
        return found

    assert reads() == [True, True]
    client.force_login(cast.handler)
    pages = [client.get(reverse("report_detail", args=[row.pk])).content.decode() for row in rows]
    assert ["请求本人单位不经手" in page for page in pages] == [False, True]
    seat = Membership.objects.create(user=cast.handler, unit=organisation.village, role=Role.VERIFIER)
    assert reads() == [True, False]
    seat.delete()
    Membership.objects.create(user=cast.handler, unit=organisation.other_town, role=Role.VERIFIER)
    assert reads() == [True, True]


def test_a_reader_of_the_reports_cannot_assign_to_the_own_unit_and_nobody_else_learns_of_it(
    organisation: Organisation, cast: Cast
) -> None:
    row = problem(organisation.county)
    report(organisation.county, state="triaged", problem=row, own_unit=organisation.town, not_own=True)
    report(organisation.county, state="triaged", problem=row, own_unit=organisation.bureau)
    offered = {}
    for user in (cast.handler, cast.leader):
        client = Client()
        client.force_login(user)
        page = client.get(reverse("problem_detail", args=[row.pk])).context["assign"]
        offered[user] = {unit.name for unit in page.fields["owner_unit"].queryset}
    everywhere = {"清源县", "县民政局", "柳塘镇", "沙田镇", "柳塘镇水利站"}
    assert offered == {cast.handler: everywhere - {"柳塘镇", "柳塘镇水利站"}, cast.leader: everywhere}
    for unit in (organisation.town, organisation.village):
        with pytest.raises(ValidationError, match="不经手"):
            assign_problem(problem=row, owner_unit=unit, actor=cast.handler)
    assign_problem(problem=row, owner_unit=organisation.town, actor=cast.leader)


@pytest.mark.parametrize("barred", ["own", "complained"])
def test_where_every_handler_is_kept_from_it_the_unit_above_receives_it(
    organisation: Organisation, cast: Cast, barred: str
) -> None:
    other, town = organisation.other_town, organisation.town
    about = {"own_unit": town.pk, "not_own": True} if barred == "own" else {"asked_by_unit": town.pk, "not_own": False}
    receipt, content = receipts.new(), said(other, None, **about)
    assert receiver_of(content) == other.pk
    Membership.objects.create(user=cast.outsider, unit=town, role=Role.VERIFIER)
    assert receiver_of(content) == organisation.county.pk
    assert receiver_of(said(other, None, not_own=False, own_unit=town.pk)) == other.pk
    submit_report(receipt=receipt, content=content, today=DAY)
    release_due(today=PooledEntry.objects.get().release_by)
    assert list(access.reports_for(cast.handler)) == list(Report.objects.all()) != []
    submit_report(receipt=receipt, content=content, today=DAY)
    assert (PooledEntry.objects.count(), Report.objects.count()) == (0, 1)
    # Where nobody above may read it either, or nobody reads at all, it stays where it was sent.
    Membership.objects.create(user=cast.handler, unit=town, role=Role.VERIFIER)
    assert receiver_of(content) == other.pk
    assert receiver_of(said(organisation.bureau, None, **about)) == organisation.bureau.pk
