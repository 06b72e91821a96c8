"""Ordered editions: a worker computes them, once, with progress; stopped or failed, nothing of them is kept."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from accounts.models import AuditEntry, Membership, Role, Unit, User
from digests.figures import compute
from digests.models import Edition, Order, Rendering
from digests.ordering import cancel_order
from digests.periods import Quarter, UnknownPeriodError
from digests.snapshot import snapshot
from digests.tasks import build_one, order_edition
from tests.cast import Cast, Organisation

THIRD = Quarter(2026, 3)


def _order(organisation: Organisation, actor: User | None) -> Order:
    return order_edition(actor=actor, unit=organisation.county, period=THIRD)


def _during_the_figures(monkeypatch: pytest.MonkeyPatch, act: Callable[[], Any]) -> None:
    def computed(*arguments: Any, **named: Any) -> dict[str, Any]:
        act()
        return compute(*arguments, **named)

    monkeypatch.setattr("digests.services.compute", computed)


def test_an_order_is_open_once_and_becomes_one_edition(organisation: Organisation, cast: Cast) -> None:
    order = _order(organisation, cast.superior)
    # The clock finds the order that is open, and asks for a worker once more.
    assert _order(organisation, None) == order
    assert DBTaskResult.objects.filter(task_path=build_one.module_path).count() == 2
    assert (order.state, order.steps, order.is_open) == ("waiting", 3, True)
    # As if a worker had died over it.
    Order.objects.update(state=Order.State.WORKING, made=2)
    key = build_one.call(order.pk)
    assert build_one.call(order.pk) == key
    edition = Edition.objects.get()
    order.refresh_from_db()
    assert (order.state, order.made, order.edition, key) == ("done", 3, edition, edition.pk)
    assert edition.built_by == cast.superior
    # Asked for anew, it still holds: the same edition, whose stopped PDFs are wanted again.
    edition.renderings.update(state=Rendering.State.CANCELLED)
    again = _order(organisation, cast.secretary)
    assert build_one.call(again.pk) == edition.pk
    assert (list(Order.objects.all()), Edition.objects.count()) == ([again], 1)
    assert set(edition.renderings.values_list("state", flat=True)) == {"queued"}


@pytest.mark.parametrize("when", ["before", "during"])
def test_stopped_an_order_leaves_nothing(
    organisation: Organisation, cast: Cast, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    order = _order(organisation, cast.superior)

    def stop() -> None:
        assert cancel_order(actor=cast.secretary, order=order)

    if when == "before":
        stop()
    else:
        _during_the_figures(monkeypatch, stop)
    assert build_one.call(order.pk) is None
    order.refresh_from_db()
    assert (order.state, order.edition, order.is_open) == ("cancelled", None, False)
    assert (Edition.objects.count(), Rendering.objects.count()) == (0, 0)
    assert list(AuditEntry.objects.values_list("act", "actor")) == [("digest.cancel", "secretary")]
    assert cancel_order(actor=cast.secretary, order=order) is False
    assert _order(organisation, cast.superior) != order


def test_two_workers_with_one_order_keep_what_the_quicker_made(
    organisation: Organisation, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = _order(organisation, cast.superior)

    def quicker() -> None:
        monkeypatch.undo()
        build_one.call(order.pk)

    _during_the_figures(monkeypatch, quicker)
    assert build_one.call(order.pk) == Edition.objects.get().pk
    assert AuditEntry.objects.filter(act="digest.build").count() == 1


def test_a_fault_is_told_by_its_kind_and_can_be_tried_again(
    organisation: Organisation, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = _order(organisation, cast.superior)

    def fail() -> None:
        raise ValueError("words of somebody")

    with monkeypatch.context() as broken:
        _during_the_figures(broken, fail)
        with pytest.raises(ValueError, match="words of somebody"):
            build_one.call(order.pk)
    client = Client()
    client.force_login(cast.secretary)
    page = client.get(reverse("digest_order", args=[order.pk])).content.decode()
    assert ("<code>ValueError</code>" in page, "words of somebody" in page, "hx-get" in page) == (True, False, False)
    assert "生成失败" in client.get(reverse("digests")).content.decode()
    client.post(reverse("digest_build"), {"unit": order.unit_id, "period": order.period})
    assert build_one.call(Order.objects.get().pk) == Edition.objects.get().pk


def test_who_lost_the_right_meanwhile_gets_no_edition(organisation: Organisation, cast: Cast) -> None:
    order = _order(organisation, cast.superior)
    Membership.objects.filter(user=cast.superior).delete()
    with pytest.raises(PermissionDenied):
        build_one.call(order.pk)
    assert (Order.objects.get().state, Edition.objects.count()) == ("failed", 0)


def test_only_builders_order_and_stop_and_only_what_has_begun(organisation: Organisation, cast: Cast) -> None:
    order = _order(organisation, None)
    with pytest.raises(PermissionDenied):
        cancel_order(actor=cast.leader, order=order)
    with pytest.raises(PermissionDenied):
        _order(organisation, cast.leader)
    with pytest.raises(UnknownPeriodError):
        order_edition(actor=cast.superior, unit=organisation.county, period=Quarter(2099, 1))
    with pytest.raises(IntegrityError, match=r"order_open_once|UNIQUE"), transaction.atomic():
        Order.objects.create(unit=organisation.county, period="2026Q3", ordered_on="2026-10-12", steps=3)


def test_pages_show_how_far_it_is_and_lead_to_the_edition(organisation: Organisation, cast: Cast) -> None:
    client = Client()
    client.force_login(cast.superior)
    chosen = {"unit": organisation.county.pk, "period": "2026Q3"}
    page = client.post(reverse("digest_build"), chosen, follow=True).content.decode()
    order = Order.objects.get()
    address, part, stop = (
        reverse(name, args=[order.pk]) for name in ("digest_order", "digest_order_progress", "digest_order_cancel")
    )
    assert [words in page for words in (f'hx-get="{part}"', f'href="{address}"', f'action="{stop}"')] == [True] * 3
    assert '<progress max="3" value="0">' in page
    assert f'href="{address}"' in client.get(reverse("digests")).content.decode()
    Order.objects.update(state=Order.State.WORKING, made=2)
    answer = client.get(part)
    assert ("已完成 2/3 步" in answer.content.decode(), "HX-Redirect" in answer) == (True, False)
    build_one.call(order.pk)
    edition = reverse("digest", args=[Edition.objects.get().pk])
    assert (client.get(address)["Location"], client.get(part)["HX-Redirect"]) == (edition, edition)
    client.post(stop, follow=True)
    assert Edition.objects.count() == 1
    below = User.objects.create_user("townsuperior", "correct-horse-battery")
    Membership.objects.create(user=below, unit=organisation.town, role=Role.SUPERIOR)
    for person, status in ((below, HTTPStatus.NOT_FOUND), (cast.leader, HTTPStatus.FORBIDDEN)):
        client.force_login(person)
        assert {client.get(address).status_code, client.get(part).status_code} == {status}
        assert client.post(stop).status_code == status


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL never makes writers wait for a reader")
def test_figures_are_read_as_a_reader_who_makes_no_writer_wait() -> None:
    with CaptureQueriesContext(connection) as asked:
        with snapshot():
            Unit.objects.count()
        with transaction.atomic():
            Unit.objects.count()
    begun = [each["sql"] for each in asked.captured_queries if each["sql"].startswith("BEGIN")]
    assert begun == ["BEGIN DEFERRED", "BEGIN IMMEDIATE"]
