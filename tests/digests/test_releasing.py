"""From built to read: who sees an edition when, by whose act, and that the clock does it where nobody does."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry, User
from digests.access import editions_for, latest_editions_for
from digests.models import Acknowledgement, Edition
from digests.periods import Quarter
from digests.releasing import acknowledge_edition, release_edition, release_overdue
from digests.services import build_edition
from tests.cast import Cast, Organisation
from tests.digests.rows import BUILT, quarter
from tests.feedback.rows import problem, remedy

THIRD = Quarter(2026, 3)
ROLES = (
    "handler", "leader", "superior", "outsider", "intake", "secretary", "verifier", "panel_member", "chair",
    "applicant", "system_admin", "security_admin", "audit_admin",
)  # fmt: skip


@pytest.fixture
def edition(organisation: Organisation) -> Edition:
    quarter(organisation)
    return build_edition(actor=None, unit=organisation.county, period=THIRD, on=BUILT)


def _readers(cast: Cast, edition: Edition) -> set[str]:
    found = set()
    for role in ROLES:
        try:
            rows = editions_for(getattr(cast, role))
        except PermissionDenied:
            continue
        found |= {role} if rows.filter(pk=edition.pk).exists() else set()
    return found


def test_an_edition_is_read_by_its_makers_first_and_after_release_by_all_it_is_for(
    edition: Edition, cast: Cast
) -> None:
    assert _readers(cast, edition) == {"superior", "secretary"}
    assert release_edition(actor=cast.secretary, edition=edition) is True
    assert _readers(cast, edition) == {"superior", "secretary", "leader"}
    assert release_edition(actor=cast.superior, edition=edition) is False
    edition.refresh_from_db()
    assert edition.released_by == cast.secretary
    assert list(AuditEntry.objects.filter(act="digest.release").values_list("actor", flat=True)) == ["secretary"]


@pytest.mark.parametrize("person", [role for role in ROLES if role not in {"superior", "secretary"}])
def test_nobody_else_releases(edition: Edition, cast: Cast, person: str) -> None:
    with pytest.raises(PermissionDenied):
        release_edition(actor=getattr(cast, person), edition=edition)
    edition.refresh_from_db()
    assert edition.released_on is None


def test_an_unreleased_revision_does_not_hide_the_released_one(
    edition: Edition, organisation: Organisation, cast: Cast
) -> None:
    release_edition(actor=None, edition=edition)
    remedy(problem(organisation.county, state="promised"))
    second = build_edition(actor=None, unit=organisation.county, period=THIRD, on=BUILT)
    assert second.revision == 2
    assert list(latest_editions_for(cast.leader)) == [edition]
    assert list(latest_editions_for(cast.secretary)) == [second]
    release_edition(actor=None, edition=second)
    assert list(latest_editions_for(cast.leader)) == [second]


@pytest.mark.parametrize(("days", "released"), [(4, 0), (5, 1), (60, 1)])
def test_the_clock_releases_after_the_days_of_the_settings(edition: Edition, days: int, released: int) -> None:
    assert release_overdue(today=BUILT + timedelta(days=days)) == released
    assert release_overdue(today=BUILT + timedelta(days=days)) == 0
    edition.refresh_from_db()
    assert (edition.released_on is not None, edition.released_by) == (bool(released), None)


def test_the_clock_leaves_replaced_and_provisional_editions_alone(edition: Edition, organisation: Organisation) -> None:
    remedy(problem(organisation.county, state="promised"))
    second = build_edition(actor=None, unit=organisation.county, period=THIRD, on=BUILT)
    build_edition(actor=None, unit=organisation.county, period=Quarter(2026, 4), on=BUILT)
    assert release_overdue(today=BUILT + timedelta(days=30)) == 1
    assert list(Edition.objects.filter(released_on__isnull=False)) == [second]


def test_reading_is_acknowledged_once_and_by_oneself(edition: Edition, cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        acknowledge_edition(actor=cast.leader, edition=edition)
    release_edition(actor=None, edition=edition)
    assert [acknowledge_edition(actor=cast.leader, edition=edition) for _ in range(2)] == [True, False]
    with pytest.raises(PermissionDenied):
        acknowledge_edition(actor=cast.secretary, edition=edition)
    assert [row.user for row in Acknowledgement.objects.all()] == [cast.leader]
    assert AuditEntry.objects.filter(act="digest.acknowledge").count() == 1


def test_pages_offer_release_and_reading_to_those_who_may(edition: Edition, cast: Cast) -> None:
    def page(user: User) -> str:
        client = Client()
        client.force_login(user)
        return client.get(reverse("digest", args=[edition.pk])).content.decode()

    release, read = reverse("digest_release", args=[edition.pk]), reverse("digest_acknowledge", args=[edition.pk])
    before = page(cast.secretary)
    assert ("本期尚未发布" in before, release in before, read in before) == (True, True, False)
    client = Client()
    client.force_login(cast.secretary)
    client.post(release)
    after = page(cast.leader)
    assert ("本期尚未发布" in after, release in after, read in after) == (False, False, True)
    client.force_login(cast.leader)
    assert ">待阅</span>" in client.get(reverse("digests")).content.decode()
    client.post(read)
    done = page(cast.leader)
    assert (read in done, f"已阅： {cast.leader}" in done) == (False, True)
    assert ">已阅</span>" in client.get(reverse("digests")).content.decode()
    client.force_login(cast.secretary)
    assert "阅</span>" not in client.get(reverse("digests")).content.decode()


def test_database_refuses_a_release_before_the_building(edition: Edition) -> None:
    with pytest.raises(IntegrityError, match="edition_released_after_built"), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(released_on=date(2026, 10, 1))
