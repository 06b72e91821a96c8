"""Foreword and comments: marked as such in page and PDF, frozen with the release, and never a figure."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry
from digests.document import render_html
from digests.models import Edition, Rendering
from digests.periods import Quarter
from digests.releasing import release_edition
from digests.remarks import write_remarks
from digests.services import build_edition, render_edition
from feedback.models import Problem
from feedback.workflow import StateConflict
from tests.cast import Cast, Organisation
from tests.digests.rows import BUILT, quarter
from tests.feedback.rows import remedy

WORDS = {"foreword": "本期**请重点看**超期事项。<b>x</b>", "overdue": "已约谈县民政局。", "trends": "  "}


@pytest.fixture
def edition(organisation: Organisation, cast: Cast) -> Edition:
    quarter(organisation)
    return build_edition(actor=cast.secretary, unit=organisation.county, period=Quarter(2026, 3), on=BUILT)


def test_remarks_stand_in_page_and_pdf_marked_as_such(edition: Edition, cast: Cast) -> None:
    figures, sha256 = edition.figures, edition.sha256
    client = Client()
    client.force_login(cast.secretary)
    assert client.post(reverse("digest_remarks", args=[edition.pk]), WORDS).status_code == 302
    page = client.get(reverse("digest", args=[edition.pk])).content.decode()
    for text in (page, render_html(edition, "zh-hans")):
        assert "<strong>请重点看</strong>" in text
        assert "<b>x</b>" not in text
        assert "已约谈县民政局。" in text
        assert (text.count(">编者按</h3>"), text.count(">编者按语</h3>")) == (1, 1)
    edition.refresh_from_db()
    assert (edition.figures, edition.sha256) == (figures, sha256)
    assert AuditEntry.objects.filter(act="digest.remark").count() == 1


def test_remarks_are_frozen_with_the_release(edition: Edition, cast: Cast) -> None:
    write_remarks(actor=cast.secretary, edition=edition, words=WORDS)
    release_edition(actor=cast.secretary, edition=edition)
    with pytest.raises(StateConflict):
        write_remarks(actor=cast.secretary, edition=edition, words={"foreword": "改了。"})
    assert edition.remarks.get(chapter="foreword").words == WORDS["foreword"]
    client = Client()
    client.force_login(cast.secretary)
    page = client.post(reverse("digest_remarks", args=[edition.pk]), {"foreword": "改了。"}, follow=True)
    assert "该期已经发布" in page.content.decode()


def test_leaders_write_no_remarks(edition: Edition, cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        write_remarks(actor=cast.leader, edition=edition, words=WORDS)


def test_a_pdf_begun_before_the_remarks_changed_is_thrown_away(
    edition: Edition, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(of: Edition, language: str, layout: str) -> bytes:
        write_remarks(actor=cast.secretary, edition=Edition.objects.get(pk=of.pk), words=WORDS)
        return b"%PDF- without remarks"

    monkeypatch.setattr("digests.services.render", slow)
    assert render_edition(edition=edition, language="zh-hans").state == Rendering.State.QUEUED
    assert edition.renderings.exclude(pdf=None).count() == 0


def test_saving_the_same_again_leaves_the_pdfs(edition: Edition, cast: Cast) -> None:
    assert write_remarks(actor=cast.secretary, edition=edition, words=WORDS)
    edition.renderings.update(state=Rendering.State.READY, pdf=b"%PDF-")
    assert not write_remarks(actor=cast.secretary, edition=edition, words=WORDS)
    assert edition.renderings.filter(state=Rendering.State.READY).count() == 4


def test_a_revision_begins_with_the_remarks_of_the_one_before(edition: Edition, cast: Cast) -> None:
    write_remarks(actor=cast.secretary, edition=edition, words=WORDS)
    remedy(Problem.objects.earliest("title"), due_on=BUILT.replace(month=9, day=2))
    again = build_edition(actor=None, unit=edition.unit, period=Quarter(2026, 3), on=BUILT)
    assert again.revision == 2
    assert {row.chapter: row.words for row in again.remarks.all()} == {
        row.chapter: row.words for row in edition.remarks.all()
    }


def test_words_that_are_too_long_are_kept_in_the_form(edition: Edition, cast: Cast) -> None:
    client = Client()
    client.force_login(cast.secretary)
    answer = client.post(reverse("digest_remarks", args=[edition.pk]), {"foreword": "长" * 3001})
    assert answer.status_code == 422
    assert "长" * 3001 in answer.content.decode()
    assert edition.remarks.count() == 0
