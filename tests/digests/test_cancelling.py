"""Stopping PDFs: nothing half-made stays, no worker takes them up, and they can be ordered again."""

import time
from datetime import timedelta
from http import HTTPStatus
from threading import Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry
from digests.cancelling import cancel_renderings
from digests.models import Edition, Order, Rendering
from digests.periods import Quarter
from digests.releasing import release_edition, release_overdue
from digests.services import build_edition, render_edition
from digests.tasks import build_one, order_pdfs, render_pdf
from feedback.workflow import StateConflict
from jobs.worker import Worker
from tests.cast import Cast, Organisation
from tests.digests.rows import BUILT

THIRD = Quarter(2026, 3)


@pytest.fixture
def edition(organisation: Organisation) -> Edition:
    return build_edition(actor=None, unit=organisation.county, period=THIRD, on=BUILT)


def _states(edition: Edition) -> dict[str, str]:
    return dict(edition.renderings.filter(layout="official").values_list("language", "state"))


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_rendering_finds_its_pdf_stopped_and_another_takes_it_up_when_ordered(
    edition: Edition, cast: Cast
) -> None:
    def work() -> None:
        render_edition(edition=Edition.objects.get(pk=edition.pk), language="zh-hans")
        connection.close()

    worker = Thread(target=work)
    worker.start()
    while worker.is_alive() and _states(edition)["zh-hans"] != "rendering":
        time.sleep(0.005)
    assert cancel_renderings(actor=cast.secretary, edition=edition) == 4
    worker.join()
    assert _states(edition) == {"zh-hans": "cancelled", "en": "cancelled"}
    assert list(edition.renderings.values_list("pdf", "sha256", "fault")) == [(None, "", "")] * 4
    # The tasks that were ordered before, and one that recovers the building, leave it stopped.
    order = Order.objects.create(
        unit=edition.unit, period=edition.period, ordered_on=BUILT, steps=3, state="done", edition=edition
    )
    build_one.enqueue(order.pk)
    for language in ("zh-hans", "en"):
        render_pdf.enqueue(edition.pk, language)
    Worker(duties=(), jobs=()).work_off()
    assert set(_states(edition).values()) == {"cancelled"}
    order_pdfs(actor=cast.secretary, edition=edition)
    Worker(duties=(), jobs=()).work_off()
    assert set(_states(edition).values()) == {"ready"}
    assert cancel_renderings(actor=cast.secretary, edition=edition) == 0
    assert AuditEntry.objects.filter(act="digest.cancel").count() == 1


def test_only_builders_stop_and_nothing_is_stopped_after_the_release(edition: Edition, cast: Cast) -> None:
    for stop in (cancel_renderings, order_pdfs):
        with pytest.raises(PermissionDenied):
            stop(actor=cast.leader, edition=edition)
    release_edition(actor=None, edition=edition)
    with pytest.raises(StateConflict):
        cancel_renderings(actor=cast.secretary, edition=edition)
    assert set(_states(edition).values()) == {"queued"}


def test_the_clock_does_not_release_what_was_stopped(edition: Edition, cast: Cast) -> None:
    cancel_renderings(actor=cast.secretary, edition=edition)
    assert release_overdue(today=BUILT + timedelta(days=60)) == 0
    edition.renderings.update(state=Rendering.State.QUEUED)
    assert release_overdue(today=BUILT + timedelta(days=60)) == 1


def test_page_shows_progress_stops_and_orders_again(edition: Edition, cast: Cast) -> None:
    client, address = Client(), reverse("digest", args=[edition.pk])
    client.force_login(cast.secretary)
    # An edition from before there was a second layout.
    edition.renderings.filter(layout="plain").delete()
    edition.renderings.filter(language="en").update(state=Rendering.State.READY, pdf=b"%PDF-1.7")
    page = client.get(address).content.decode()
    stop, order = (reverse(name, args=[edition.pk]) for name in ("digest_cancel", "digest_pdfs"))
    assert ('<progress max="2" value="1">' in page, stop in page, order in page) == (True, True, False)
    page = client.post(stop, follow=True).content.decode()
    assert ("PDF: 已停止" in page, "<progress" in page, stop in page, order in page) == (True, False, False, True)
    page = client.post(order, follow=True).content.decode()
    assert ("PDF: 等待生成" in page, stop in page) == (True, True)
    client.post(stop)
    # Who releases it wants the PDF to be there.
    client.post(reverse("digest_release", args=[edition.pk]))
    assert _states(edition) == {"zh-hans": "queued", "en": "ready"}
    page = client.post(stop, follow=True).content.decode()
    assert ("不能停止生成" in page, stop in page) == (True, False)
    client.force_login(cast.leader)
    assert client.post(stop).status_code == HTTPStatus.FORBIDDEN
