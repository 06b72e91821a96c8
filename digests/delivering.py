"""Sends released editions by e-mail; owns retries and what a server's refusal comes to, never who may read.

Each letter is claimed by a conditional update before it is sent, so that any number of workers send it once. A worker
that dies while sending leaves its claim behind; after `LEASE` another tries again with the same Message-ID. Only where
the server took the letter and the worker died before it could note so, the reader gets it twice, as one message.
"""

import smtplib
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone, translation

from accounts import audit
from accounts.models import Membership, User
from accounts.permissions import check, holders
from digests.covering import covering_letter
from digests.document import OFFICIAL, file_name
from digests.models import Delivery, Edition, Rendering
from digests.presenting import title

LEASE = timedelta(minutes=15)
# After each failed try; the last one repeats until the tries are used up, a little over two days after the first.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
MOST_TRIES = 16
PERMANENT = 500
LANGUAGE = "zh-hans"
# Which of the PDFs goes with the letter.
ATTACHED = {"language": LANGUAGE, "layout": OFFICIAL}


def recipients(edition: Edition) -> list[User]:
    """Return who gets an edition by e-mail: those who read digests in that very unit and have an address."""
    members = Membership.objects.filter(unit=edition.unit_id).values("user")
    rows = User.objects.filter(pk__in=holders("digest.read", edition.unit)).filter(pk__in=members)
    return list(rows.exclude(email="").order_by("pk"))


def order_deliveries(edition: Edition) -> int:
    """Note a letter for each recipient, and return how many; none where no mail server is named."""
    if not settings.EMAIL_HOST:
        return 0
    now = timezone.now()
    rows = [Delivery(edition=edition, user=user, address=user.email, retry_at=now) for user in recipients(edition)]
    return len(Delivery.objects.bulk_create(rows, ignore_conflicts=True))


def deliver_due(now: datetime | None = None) -> int:
    """Send every letter that is due and whose PDF is made, and return how many the server took."""
    moment = now or timezone.now()
    ready = Rendering.objects.filter(**ATTACHED, state=Rendering.State.READY).values("edition")
    unsent = [Delivery.State.WAITING, Delivery.State.SENDING]
    due = Delivery.objects.filter(state__in=unsent, retry_at__lte=moment, edition__in=ready)
    sent = 0
    connection = get_connection()
    for delivery in due.select_related("edition__unit"):
        if _claim(delivery, moment):
            sent += _send(delivery, connection, moment)
    connection.close()
    return sent


def _claim(delivery: Delivery, now: datetime) -> bool:
    rows = Delivery.objects.filter(pk=delivery.pk, state=delivery.state, retry_at=delivery.retry_at)
    return bool(rows.update(state=Delivery.State.SENDING, retry_at=now + LEASE, tries=delivery.tries + 1))


def _send(delivery: Delivery, connection: BaseEmailBackend, now: datetime) -> bool:
    state, fault = Delivery.State.SENT, ""
    try:
        message_for(delivery, connection).send()
    except (smtplib.SMTPException, OSError) as error:
        final = isinstance(error, smtplib.SMTPRecipientsRefused) and all(
            code >= PERMANENT for code, _words in error.recipients.values()
        )
        state = Delivery.State.REFUSED if final else Delivery.State.WAITING
        fault = _words_of(error)
        # A connection that broke is of no use to the next letter.
        connection.close()
    tries = delivery.tries + 1
    if state == Delivery.State.WAITING and tries >= MOST_TRIES:
        state = Delivery.State.FAILED
    later = now + PAUSES[min(tries, len(PAUSES)) - 1]
    Delivery.objects.filter(pk=delivery.pk).update(state=state, fault=fault, retry_at=later)
    return state == Delivery.State.SENT


def _words_of(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return f"{code} {words.decode(errors='replace')}"[:300]
    return (str(error) or type(error).__name__)[:300]


def message_for(delivery: Delivery, connection: BaseEmailBackend) -> EmailMessage:
    """Return the letter with the PDF attached; the same Message-ID for every try.

    Raises:
        Rendering.DoesNotExist: the PDF is not made.
    """
    edition = delivery.edition
    pdf = edition.renderings.get(**ATTACHED, state=Rendering.State.READY).pdf
    with translation.override(LANGUAGE):
        subject = f"{edition.unit.name}{edition.period_name}{title()} {edition.number}"
        body = covering_letter(edition)
        domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
        name = file_name(edition, LANGUAGE)
    headers = {
        "Message-ID": f"<edition-{edition.pk}-{edition.period}-{delivery.user_id}@{domain}>",
        "Auto-Submitted": "auto-generated",
    }
    letter = EmailMessage(subject, body, to=[delivery.address], connection=connection, headers=headers)
    letter.attach(name, bytes(pdf or b""), "application/pdf")
    return letter


@transaction.atomic
def send_again(*, actor: User, edition: Edition) -> int:
    """Let the letters of an edition that were refused or given up be tried anew, to today's addresses; return how many.

    Raises:
        PermissionDenied: the actor may not release digests of this unit.
    """
    check(actor, "digest.release", edition.unit_id)
    lost = [Delivery.State.REFUSED, Delivery.State.FAILED]
    rows = Delivery.objects.filter(edition=edition, state__in=lost).select_related("user")
    for row in rows:
        Delivery.objects.filter(pk=row.pk, state=row.state).update(
            state=Delivery.State.WAITING, address=row.user.email or row.address, tries=0, retry_at=timezone.now()
        )
    audit.record(actor=actor, act="digest.send_again", subject=f"edition:{edition.pk}")
    return len(rows)
