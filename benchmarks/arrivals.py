"""Sends batches in a known order: reports, some with a file, each with a tear-off code, and voices between them.

Owns the sending and the truth about it, and knows no attack.
"""

import json
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.analyst import Released
from benchmarks.product import Product
from benchmarks.reporting import WORDS, Reporter, answers, was_stored
from tests.jobs.rebuilding.samples import small

FILE_EVERY = 4
_OFTEN, _LONG = ("<1", "1-3", "4-8", "9-20", ">20"), ("<0.5", "0.5-2", "2-4", "4-8", ">8")
# What a voice says is all by which it can be known again.
_BANDS = [(often, long) for often in _OFTEN for long in _LONG]
_STAGE = """
import json
from django.utils import timezone
from accounts.models import Membership, Unit, User
from feedback import codes
from feedback.models import Problem
from feedback.services.codes import order_codes
unit, today = Unit.objects.get(pk={unit}), timezone.localdate()
officer, printed = User.objects.create_user("officer"), []
Membership.objects.create(user=officer, unit=unit, role="issuer")
draw = lambda batch, found: printed.extend(found) or b""
while len(printed) < {codes}:
    order_codes(actor=officer, unit=unit, sheets=20, draw=draw, today=today)
problems = [
    str(Problem.objects.create(unit=unit, title=f"problem {{each}}", statement="said", category="B04", published=True,
        opened_on=today, state_on=today).pk)
    for each in range({batches})
]
print(json.dumps([problems, printed, [codes.mark(code) for code in printed]]))
"""


class LostReportError(RuntimeError):
    """Something was not taken or not released, so that there is no order to look for."""


@dataclass(frozen=True)
class Batch:
    """What one batch sends, in this order: a report for each text, and after each of the first ones a voice.

    Attributes:
        texts: the reports' words.
        codes: a code for each report, then one for each voice.
        marks: the marks that these codes leave, in the order in which they are used.
        problem: of which the voices speak.
        tokens: one for each report, then one for each voice.
    """

    texts: list[str]
    codes: list[str]
    marks: list[str]
    problem: str
    tokens: list[str]

    @property
    def voices(self) -> int:
        """How many voices there are."""
        return len(self.codes) - len(self.texts)


@dataclass(frozen=True)
class Stored:
    """A database in which a batch is looked for: how it is asked, and whether it is PostgreSQL."""

    ask: Callable[[str], Iterable[Sequence[Any]]]
    postgres: bool

    def hexadecimal(self, bytes_of: str) -> str:
        """Return the expression for bytes in hexadecimal digits."""
        return f"encode({bytes_of}, 'hex')" if self.postgres else f"lower(hex({bytes_of}))"

    def things(self, known_by: str, told: str, place: str) -> dict[str, Released]:
        """Return rows by what they are known by; an identifier that they lack is made up.

        Args:
            known_by: the expression for what each is known by.
            told: the expressions for identifier, digest and words.
            place: tables and conditions; `r` is the one whose rows are meant.
        """
        row = "((r.ctid::text::point)[0] * 65536 + (r.ctid::text::point)[1])::bigint" if self.postgres else "r.rowid"
        writer = "r.xmin::text::bigint" if self.postgres else "NULL"
        rows = self.ask(f"SELECT {known_by}, {writer}, {row}, {told} FROM {place}")  # noqa: S608  # words of our own
        return {
            key: Released(row, str(name or uuid.uuid4()), digest, words, writer)
            for key, writer, row, name, digest, words in rows
        }


def planned(product: Product, unit: str, *, batches: int, size: int) -> list[Batch]:
    """Return the batches, with all that they need made in the product."""
    voices = min(size, len(_BANDS))
    each = size + voices
    told = product.python(_STAGE.format(unit=unit, codes=batches * each, batches=batches))
    problems, codes, marks = json.loads(told.splitlines()[-1])
    tokens = product.tokens(batches * each)
    found = []
    for number, problem in enumerate(problems):
        here = slice(number * each, (number + 1) * each)
        own, texts = marks[here], [f"第{number}批，第{one}件：{WORDS[:100]}" for one in range(size)]
        used = [mark for one in range(size) for mark in (own[one], *own[size + one : size + one + 1])]
        found.append(Batch(texts, codes[here], used, problem, tokens[here]))
    return found


def waiting(size: int) -> int:
    """Return how many entries of a batch hide one another: its reports and voices."""
    return size + min(size, len(_BANDS))


def send(product: Product, unit: str, batch: Batch) -> None:
    """Send a batch in its order.

    Raises:
        LostReportError: something was not taken.
    """
    reporter, size = Reporter(product.port), len(batch.texts)
    for number, text in enumerate(batch.texts):
        form = answers(unit, text) | {"token": batch.tokens[number], "code": batch.codes[number]}
        files = {"picture.jpg": small()} if number % FILE_EVERY == 0 else None
        status, page, _ = reporter.ask("/report/send/", form, files)
        if not was_stored(status, page):
            raise LostReportError(f"a report was answered {status}")
        if number < batch.voices:
            often, long = _BANDS[number]
            said = {"token": batch.tokens[size + number], "code": batch.codes[size + number]}
            status, page, _ = reporter.ask(
                f"/problems/{batch.problem}/me-too/", said | {"per_month": often, "hours": long}
            )
            if status != 200 or 'name="token"' in page:  # noqa: PLR2004  # fine
                raise LostReportError(f"a voice was answered {status}")
    reporter.close()


def arrived(stored: Stored, batch: Batch) -> dict[str, list[Released]]:
    """Return what the batch became: for each kind its rows, in the order in which they were sent.

    Raises:
        LostReportError: they are not all there.
    """
    reports = stored.things("r.words", "r.id, r.receipt_digest, r.words", "feedback_report r")
    # The mark stands in for a name, so that it is looked for in rows, pages, log and index too.
    spent = stored.things("r.mark", "'', r.mark, ''", "feedback_spentmark r")
    said = f"feedback_metoo r WHERE problem_id = '{uuid.UUID(batch.problem).hex}'"
    voices = stored.things("r.per_month || r.hours", "r.id, '', ''", said)
    start = stored.hexadecimal("substr(r.sealed, 1, 32)")
    joined = "feedback_reportfile r JOIN feedback_report p ON p.id = r.report_id"
    files = stored.things("p.words", f"r.id, {start}, ''", joined)
    try:
        return {
            "reports": [reports[text] for text in batch.texts],
            "codes": [spent[mark] for mark in batch.marks],
            "voices": [voices[often + long] for often, long in _BANDS[: batch.voices]],
            "files": [files[text] for text in batch.texts[::FILE_EVERY]],
        }
    except KeyError as missing:
        raise LostReportError(f"not released: {missing}") from None
