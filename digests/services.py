"""The only writers of editions: freeze figures, make PDFs of them. Figures are never edited, only revised."""

import hashlib
import json
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.audit import record
from accounts.models import Unit, User
from accounts.permissions import check
from digests.disclosure import told_once
from digests.document import LANGUAGES, LAYOUTS, OFFICIAL, render
from digests.figures import SCHEMA_VERSION, compute
from digests.marking import mark_edition
from digests.models import Edition, Rendering
from digests.periods import Period, Quarter, UnknownPeriodError
from digests.remarks import take_over
from digests.snapshot import snapshot
from digests.watching import ONLOOKER, Watcher, quarters_of
from feedback.services.telling import may_tell, tell_quarter
from feedback.telling import measure, top_of
from jobs.rendering import RenderingFailed, RenderingUnavailable

UNFINISHED = (Rendering.State.QUEUED, Rendering.State.RENDERING, Rendering.State.FAILED)


def fingerprint(figures: dict[str, Any]) -> str:
    """Return the SHA-256 over the canonical JSON of an edition's figures, in hexadecimal."""
    canonical = json.dumps(figures, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def build_edition(
    *, actor: User | None, unit: Unit, period: Period, on: date | None = None, watcher: Watcher = ONLOOKER
) -> Edition:
    """Return the edition of `unit` for `period`: the latest if its figures still hold, else a new revision.

    The first edition from the day on which a quarter can be told tells its counts of reports, for all later ones.

    Args:
        actor: who asks for it; None for the system itself and whoever runs its commands.
        unit: the unit it is for; its whole subtree counts.
        period: what it is about; one that is not over counts up to today, and says so.
        on: the day of building; today where not given.
        watcher: who is told of each step, and may end it.

    Raises:
        PermissionDenied: the actor may not build digests for this unit.
        UnknownPeriodError: the period has not begun.
    """
    if actor:
        check(actor, "digest.build", unit)
    today = on or timezone.localdate()
    if period.start > today:
        raise UnknownPeriodError(f"{period} has not begun")
    for quarter in quarters_of(period):
        _tell(top_of(unit), quarter, today)
        watcher.step()
    with snapshot():
        figures = compute(unit, period, today=today)
    watcher.step()
    with transaction.atomic():
        edition = _store(actor, unit, period, figures, today)
        watcher.frozen(edition)
    return edition


def _tell(unit: Unit, quarter: Quarter, today: date) -> None:
    if may_tell(unit=unit, start=quarter.start, today=today):
        with snapshot():
            found = measure(unit, quarter.start)
        tell_quarter(unit=unit, start=quarter.start, told=found)


def _store(actor: User | None, unit: Unit, period: Period, figures: dict[str, Any], today: date) -> Edition:
    # Whoever builds for this unit at the same time waits here, and then finds the edition there.
    Unit.objects.select_for_update().get(pk=unit.pk)
    editions = Edition.objects.filter(unit=unit, period=str(period))
    latest = editions.order_by("-revision").first()
    figures = told_once(figures, editions.filter(figures__period__whole=True).order_by("revision").first())
    sha256 = fingerprint(figures)
    if latest and latest.sha256 == sha256:
        return latest
    edition = Edition.objects.create(
        unit=unit, kind=period.kind, period=str(period), start=period.start, end=period.end,
        serial=latest.serial if latest else _next_serial(unit, period.kind),
        revision=latest.revision + 1 if latest else 1, schema_version=SCHEMA_VERSION,
        figures=figures, changes=_changes(latest, figures), sha256=sha256,
        built_on=today, built_by=actor,
    )  # fmt: skip
    want_renderings(edition)
    facts = {"unit": unit.name, "period": edition.period, "revision": edition.revision, "sha256": sha256}
    entry = record(actor=actor, act="digest.build", subject=f"edition:{edition.pk}", detail=facts)
    edition.trail_head = entry.digest
    edition.save(update_fields=["trail_head"])
    mark_edition(edition)
    if latest:
        take_over(edition=edition, earlier=latest)
        mark_edition(latest)
    return edition


def _next_serial(unit: Unit, kind: str) -> int:
    last: int | None = Edition.objects.filter(unit=unit, kind=kind).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


def _changes(latest: Edition | None, figures: dict[str, Any]) -> list[str]:
    if latest is None:
        return []
    return [part for part, content in figures.items() if latest.figures.get(part) != content]


def want_renderings(edition: Edition) -> None:
    """Note every PDF that an edition is to have; those that are noted already, in whatever state, stay so."""
    wanted = [Rendering(edition=edition, language=each, layout=layout) for layout in LAYOUTS for each in LANGUAGES]
    Rendering.objects.bulk_create(wanted, ignore_conflicts=True)


def render_edition(*, edition: Edition, language: str, layout: str = OFFICIAL) -> Rendering:
    """Make the edition's PDF in one language and layout and return it; one that is ready stays, byte for byte.

    Two workers that make the same one at the same time make the same bytes, and one of them is kept. What was begun
    before the remarks changed is thrown away: whoever changed them ordered it anew. One that was stopped is not begun,
    and what is stopped while it is being made is thrown away too.
    """
    rendering, _new = Rendering.objects.get_or_create(edition=edition, language=language, layout=layout)
    if rendering.state == Rendering.State.READY:
        return rendering
    edition.refresh_from_db(fields=["wording"])
    rows = Rendering.objects.filter(pk=rendering.pk, state__in=UNFINISHED, edition__wording=edition.wording)
    if not rows.update(state=Rendering.State.RENDERING, fault=""):
        rendering.refresh_from_db()
        return rendering
    try:
        pdf = render(edition, language, layout)
    except (RenderingUnavailable, RenderingFailed) as fault:
        rows.update(state=Rendering.State.FAILED, fault=str(fault))
    else:
        rows.update(state=Rendering.State.READY, pdf=pdf, sha256=hashlib.sha256(pdf).hexdigest(), fault="")
    rendering.refresh_from_db()
    return rendering


def record_opening(*, actor: User, edition: Edition, form: str) -> None:
    """Note in the trail of staff that `actor` opened an edition, as `page`, `pdf`, `csv` or in a `comparison`."""
    record(actor=actor, act="digest.open", subject=f"edition:{edition.pk}", detail={"form": form})
