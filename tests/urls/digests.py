"""What each role gets at the addresses of the room `digests`."""

from datetime import date

from digests.document import LANGUAGES
from digests.models import Rendering
from digests.periods import Quarter
from digests.services import build_edition
from tests.cast import Cast, Organisation
from tests.urls.roles import STAFF

_READ = {**dict.fromkeys(STAFF, 403), "anonymous": 302, **dict.fromkeys(("leader", "superior", "secretary"), 200)}

ANSWERS: dict[str, dict[str, int]] = {
    "digests": _READ,
    "digest": _READ,
    "digest_progress": _READ,
    "digest_pdf": _READ,
    "digest_build": {"anonymous": 302, **dict.fromkeys(STAFF, 405)},
}


def arguments(organisation: Organisation, cast: Cast) -> dict[str, dict[str, int]]:
    """Build an edition whose PDFs count as made: what is in them is no matter of who may read them."""
    edition = build_edition(
        actor=cast.superior, unit=organisation.county, quarter=Quarter(2026, 3), on=date(2026, 10, 12)
    )
    edition.renderings.all().delete()
    for language in LANGUAGES:
        edition.renderings.create(language=language, state=Rendering.State.READY, pdf=b"%PDF-1.7")
    return {name: {"edition_id": edition.pk} for name in ("digest", "digest_progress", "digest_pdf")}
