"""Releases the sealed pool; owns the batch: shuffled, the day alone, every entry exactly once or not at all.

Rows of reports come into being in shuffled order, so that neither their place in the database nor their random
identifiers keep an order of arrival. The rows of the pool are deleted in the same transaction, and after it what the
database's own log still shows of them is effaced.
"""

import random
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from feedback import anonymity, sealing
from feedback.effacing import efface_order
from feedback.intake import Content
from feedback.models import Message, MeToo, PooledEntry, Problem, Report
from feedback.receiving import receiver_of
from feedback.services.claims import spend
from feedback.services.files import release_files
from feedback.services.judging import judge_problem, keep_verdict
from feedback.services.rotation import take_up_key
from feedback.voices import tell_voices
from search.services import mark

_SHUFFLE = random.SystemRandom()


def release_due(*, today: date) -> int:
    """Release everything that waits if a batch is full or something has waited long enough; return how many.

    Args:
        today: the day that the released reports and messages will bear.
    """
    with transaction.atomic():
        waiting = PooledEntry.objects.select_for_update()
        days = list(waiting.values_list("release_by", "kind"))
        # A claim hides nobody: what it was made for waits beside it and is counted itself.
        hiding = sum(kind != PooledEntry.Kind.CLAIM for _day, kind in days)
        if hiding < anonymity.pool_batch() and not any(day <= today for day, _kind in days):
            return 0
        return release_all(today=today)


@transaction.atomic
def release_all(*, today: date) -> int:
    """Release everything that waits, full batch or not; return how many. For `release_due` and the demo alone."""
    entries = list(PooledEntry.objects.select_for_update())
    _SHUFFLE.shuffle(entries)
    for entry in (each for each in entries if each.kind == PooledEntry.Kind.REPORT):
        _release_report(entry, today)
    messages = [(sealing.unseal(entry.sealed), entry) for entry in entries if entry.kind == PooledEntry.Kind.MESSAGE]
    # One reporter's messages keep their own order, which is part of what they say; that between reporters is shuffled.
    for content, entry in sorted(messages, key=lambda pair: int(pair[0]["turn"])):
        _release_message(entry, content["text"], today)
    _release_verdicts([entry for entry in entries if entry.kind == PooledEntry.Kind.VERDICT])
    _release_voices([entry for entry in entries if entry.kind == PooledEntry.Kind.ME_TOO])
    spend([entry for entry in entries if entry.kind == PooledEntry.Kind.CLAIM])
    PooledEntry.objects.filter(pk__in=[entry.pk for entry in entries]).delete()
    take_up_key()
    transaction.on_commit(efface_order, robust=True)
    return len(entries)


def _release_report(entry: PooledEntry, today: date) -> None:
    content = Content(**sealing.unseal(entry.sealed))
    report, created = Report.objects.get_or_create(
        receipt_digest=entry.receipt_digest,
        defaults={**content.as_fields(), "receiving_unit_id": receiver_of(content), "released_on": today},
    )
    if created:
        release_files(entry, report)
        mark("report", str(report.pk))


def _release_message(entry: PooledEntry, text: str, today: date) -> None:
    report = Report.objects.there().select_for_update().filter(receipt_digest=entry.receipt_digest).first()
    if report is None:  # its words were deleted while the message waited: nothing is added to it any more
        return
    last = report.messages.aggregate(last=Max("position"))["last"] or 0
    Message.objects.create(report=report, position=last + 1, text=text, on=today)
    release_files(entry, report)
    mark("message", str(report.pk))


def _release_verdicts(entries: list[PooledEntry]) -> None:
    """Store all verdicts of the batch first and count them then, so that their order decides nothing."""
    about = {
        keep_verdict(receipt_digest=entry.receipt_digest, content=sealing.unseal(entry.sealed)) for entry in entries
    }
    for key in filter(None, about):
        judge_problem(key)


def _release_voices(entries: list[PooledEntry]) -> None:
    """Store each voice for its problem, if that is still there, and what may be told of them all by now."""
    said = [sealing.unseal(entry.sealed) for entry in entries]
    there = set(Problem.objects.filter(pk__in={each["problem"] for each in said}).values_list("pk", flat=True))
    MeToo.objects.bulk_create(
        MeToo(
            problem_id=each["problem"], unit_id=each["unit"], per_month=each["per_month"], hours=each["hours"],
            confirmed=each["confirmed"],
        )
        for each in said
        if UUID(each["problem"]) in there
    )  # fmt: skip
    for problem in Problem.objects.filter(pk__in=there):
        tell_voices(problem)
