from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.models import AuditEntry
from digests.models import Edition, Rendering
from digests.periods import Quarter, UnknownPeriodError
from digests.presenting import changed
from digests.services import build_edition, fingerprint, render_edition
from digests.tasks import build_one, order_edition, render_pdf
from feedback.models import Remedy
from jobs import libraries
from search.models import DirtyMark
from tests.cast import Cast, Organisation
from tests.digests.rows import BUILT, quarter

THIRD = Quarter(2026, 3)


def _build(organisation: Organisation, cast: Cast, of: Quarter = THIRD) -> Edition:
    return build_edition(actor=cast.superior, unit=organisation.county, period=of, on=BUILT)


def test_build_freezes_figures_with_their_fingerprint(organisation: Organisation, cast: Cast) -> None:
    quarter(organisation)
    edition = _build(organisation, cast)
    edition.refresh_from_db()
    assert edition.sha256 == fingerprint(edition.figures)
    assert (edition.number, edition.revision, edition.built_by) == ("〔2026〕第3期（总第1期）", 1, cast.superior)
    assert [row.state for row in edition.renderings.all()] == ["queued"] * 4
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.subject, entry.actor) == ("digest.build", f"edition:{edition.pk}", "superior")
    assert DirtyMark.objects.filter(kind="edition", key=str(edition.pk)).count() == 1


def test_build_returns_the_same_edition_for_the_same_data(organisation: Organisation, cast: Cast) -> None:
    quarter(organisation)
    first = _build(organisation, cast)
    assert _build(organisation, cast) == first
    later = build_edition(actor=cast.secretary, unit=organisation.county, period=THIRD, on=date(2026, 11, 2))
    assert later == first
    assert (Edition.objects.count(), AuditEntry.objects.count()) == (1, 1)


def test_build_makes_a_revision_that_names_what_changed(organisation: Organisation, cast: Cast) -> None:
    problems = quarter(organisation)
    first = _build(organisation, cast)
    Remedy.objects.filter(problem=problems[0]).update(implemented_on=date(2026, 9, 30))
    second = _build(organisation, cast)
    assert (second.revision, second.serial, second.changes) == (
        2,
        1,
        ["work", "done", "overdue", "proposals", "questions"],
    )
    assert changed(second) == "本期第2次修订，更正内容：办理情况、整改成效、超期清单、工作建议、协调会议题。"
    assert changed(first) == ""
    assert Edition.objects.get(pk=first.pk).figures == first.figures


def test_serial_counts_quarters_and_not_revisions(organisation: Organisation, cast: Cast) -> None:
    serials = [_build(organisation, cast, of).serial for of in (Quarter(2026, 1), Quarter(2026, 2), THIRD)]
    assert serials == [1, 2, 3]
    other = build_edition(actor=cast.superior, unit=organisation.town, period=THIRD, on=BUILT)
    assert other.serial == 1


@pytest.mark.parametrize("person", ["leader", "handler", "outsider", "applicant", "system_admin", "audit_admin"])
def test_build_needs_the_right(organisation: Organisation, cast: Cast, person: str) -> None:
    with pytest.raises(PermissionDenied):
        build_edition(actor=getattr(cast, person), unit=organisation.county, period=THIRD, on=BUILT)
    assert Edition.objects.count() == 0


def test_build_refuses_a_quarter_that_has_not_begun(organisation: Organisation, cast: Cast) -> None:
    with pytest.raises(UnknownPeriodError):
        _build(organisation, cast, Quarter(2027, 1))


def test_render_keeps_what_is_ready(organisation: Organisation, cast: Cast) -> None:
    quarter(organisation)
    edition = _build(organisation, cast)
    first = render_edition(edition=edition, language="zh-hans")
    kept = bytes(first.pdf or b"")
    assert (first.state, kept[:5]) == (Rendering.State.READY, b"%PDF-")
    assert bytes(render_edition(edition=edition, language="zh-hans").pdf or b"") == kept
    # Made once more from the frozen figures alone, it is the same, byte for byte.
    first.delete()
    assert bytes(render_edition(edition=edition, language="zh-hans").pdf or b"") == kept


def test_render_says_what_to_install_and_tries_again(
    organisation: Organisation, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = _build(organisation, cast)
    with monkeypatch.context() as without:
        without.setattr(libraries, "LIBRARIES", {"libnone.so.0": "libnone0"})
        assert render_pdf.call(edition.pk, "en") == "failed"
    assert edition.renderings.get(language="en", layout="official").fault.startswith(
        "PDF documents need libnone0. Install with: "
    )
    build_one.call(order_edition(actor=cast.superior, unit=organisation.county, period=THIRD).pk)
    assert edition.renderings.get(language="en", layout="official").state == Rendering.State.QUEUED
    assert render_pdf.call(edition.pk, "en") == "ready"
    assert edition.renderings.get(language="en", layout="official").fault == ""


def test_a_rendering_is_ready_only_with_its_pdf(organisation: Organisation, cast: Cast) -> None:
    edition = _build(organisation, cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        edition.renderings.update(state=Rendering.State.READY)
