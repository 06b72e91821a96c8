"""What each role gets at the addresses of the room `digests`."""

from datetime import date, timedelta

from django.utils import timezone

from digests.document import LANGUAGES, LAYOUTS
from digests.instructing import give_instruction
from digests.models import Bulletin, Order, Rendering
from digests.models.instruction import WHOLE
from digests.periods import Quarter
from digests.releasing import release_edition
from digests.services import build_edition
from tests.cast import Cast, Organisation
from tests.urls.roles import PUBLIC, STAFF

_READ = {**dict.fromkeys(STAFF, 403), "anonymous": 302, **dict.fromkeys(("leader", "superior", "secretary"), 200)}
# The outsider handles elsewhere, and so has instructions, but not this one.
_PART = {
    **dict.fromkeys(STAFF, 403),
    **dict.fromkeys(("handler", "leader", "superior", "outsider"), 200),
    "anonymous": 302,
}
_STEP = {"anonymous": 302, **dict.fromkeys(STAFF, 405)}

ANSWERS: dict[str, dict[str, int]] = {
    "bulletin": PUBLIC,
    "bulletin_pdf": PUBLIC,
    "digests": _READ,
    "digest": _READ,
    "digest_progress": _READ,
    "digest_compare": _READ,
    "digest_pdf": _READ,
    "digest_csv": _READ,
    "digest_remarks": {**_READ, "leader": 403},
    "digest_order": {**_READ, "leader": 403},
    "digest_order_progress": {**_READ, "leader": 403},
    "digest_order_cancel": _STEP,
    "digest_release": _STEP,
    "digest_cancel": _STEP,
    "digest_pdfs": _STEP,
    "digest_send_again": _STEP,
    "digest_acknowledge": _STEP,
    "instruct": {**_READ, "leader": 403, "secretary": 403},
    "instructions": _PART,
    "instruction": {**_PART, "outsider": 404},
    "instruction_answer": _STEP,
    "instruction_accept": _STEP,
    "instruction_return": _STEP,
    "digest_build": _STEP,
}


def arguments(organisation: Organisation, cast: Cast) -> dict[str, dict[str, int]]:
    """Build an edition whose PDFs count as made: what is in them is no matter of who may read them; and one before."""
    county, on = organisation.county, date(2026, 10, 12)
    for period in (Quarter(2026, 2), Quarter(2026, 3)):
        edition = build_edition(actor=cast.superior, unit=county, period=period, on=on)
        release_edition(actor=cast.superior, edition=edition)
    edition.renderings.all().delete()
    for layout in LAYOUTS:
        for language in LANGUAGES:
            edition.renderings.create(language=language, layout=layout, state=Rendering.State.READY, pdf=b"%PDF-1.7")
    order = Order.objects.create(unit=county, period="2026", ordered_by=cast.superior, ordered_on=on, steps=9, made=4)
    for language in ("zh-hans", "en"):
        Bulletin.objects.create(language=language, sha256="0" * 64, made_on=date(2026, 10, 12), pdf=b"%PDF-1.7")
    instruction = give_instruction(
        edition=edition, item=WHOLE, words="请于月底前报送清理情况。", owner_unit=county,
        due_on=timezone.localdate() + timedelta(days=14), actor=cast.superior,
    )  # fmt: skip
    pages = ("digest", "digest_compare", "digest_progress", "digest_pdf", "digest_csv", "digest_remarks", "instruct")
    acts = ("digest_release", "digest_cancel", "digest_pdfs", "digest_send_again", "digest_acknowledge")
    of_edition = {name: {"edition_id": edition.pk} for name in pages + acts}
    steps = ("instruction", "instruction_answer", "instruction_accept", "instruction_return")
    of_order = {
        name: {"order_id": order.pk} for name in ("digest_order", "digest_order_progress", "digest_order_cancel")
    }
    return {**of_edition, **of_order, **{name: {"instruction_id": instruction.pk} for name in steps}}
