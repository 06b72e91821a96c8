"""Letters over a real SMTP server: the PDF arrives whole, refusals are told, and nobody gets one twice."""

import email
import email.policy
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from threading import Thread

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Membership, Role, User
from digests.delivering import LEASE, MOST_TRIES, deliver_due, order_deliveries, recipients, send_again
from digests.models import Delivery, Edition, Rendering
from digests.periods import Quarter
from digests.releasing import release_edition
from digests.services import build_edition
from digests.summary import lead
from tests.browser.server import free_port
from tests.cast import Cast, Organisation
from tests.digests.rows import BUILT, quarter

PDF = b"%PDF-1.7 \x00\xff invented"


class Postbox:
    """What the server took, and whom it refuses; `fault` is answered after the letter was sent."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.refused: set[str] = set()
        self.fault = ""

    async def handle_RCPT(  # noqa: N802  # the library's name and signature
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 5.1.1 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.fault:
            return self.fault
        assert isinstance(envelope.content, bytes)
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.letters.append(message)
        return "250 taken"

    def addressed(self) -> list[str]:
        return sorted(str(letter["To"]) for letter in self.letters)


@pytest.fixture
def port(settings: Settings) -> int:
    found = free_port()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", found, 5
    settings.DEFAULT_FROM_EMAIL = "qingzhuang@qingyuan.example"
    return found


@pytest.fixture
def postbox(port: int) -> Iterator[Postbox]:
    box = Postbox()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box
    server.stop()


@pytest.fixture
def edition(organisation: Organisation, cast: Cast) -> Edition:
    quarter(organisation)
    for name in ("leader", "superior", "handler"):
        User.objects.filter(username=name).update(email=f"{name}@qingyuan.example")
    built = build_edition(actor=None, unit=organisation.county, period=Quarter(2026, 3), on=BUILT)
    built.renderings.update(state=Rendering.State.READY, pdf=PDF)
    return built


def _states() -> list[tuple[str, str, int]]:
    return list(Delivery.objects.order_by("address").values_list("address", "state", "tries"))


def _later(minutes: float) -> datetime:
    return timezone.now() + timedelta(minutes=minutes)


def test_recipients_lead_that_very_unit_and_have_an_address(
    edition: Edition, organisation: Organisation, cast: Cast
) -> None:
    assert recipients(edition) == [cast.leader, cast.superior]
    town = build_edition(actor=None, unit=organisation.town, period=Quarter(2026, 3), on=BUILT)
    below = User.objects.create_user("townleader", email="town@qingyuan.example")
    Membership.objects.create(user=below, unit=organisation.town, role=Role.LEADER)
    assert recipients(town) == [below]


def test_a_released_edition_arrives_whole_and_once(edition: Edition, postbox: Postbox) -> None:
    release_edition(actor=None, edition=edition)
    assert [deliver_due(_later(1)) for _ in range(2)] == [2, 0]
    assert postbox.addressed() == ["leader@qingyuan.example", "superior@qingyuan.example"]
    letter = postbox.letters[0]
    # A header that is folded before its first word begins with a blank.
    assert letter["Subject"].strip() == "清源县2026年第三季度基层负担与容错纠错情况专报 〔2026〕第3期（总第1期）"
    (attached,) = letter.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("清源县-2026Q3-r1.pdf", PDF)
    body = letter.get_body()
    assert body is not None
    assert body.get_content().replace("\r", "").strip().split("\n\n") == [
        "清源县领导同志：",
        "《清源县2026年第三季度基层负担与容错纠错情况专报》（〔2026〕第3期（总第1期））已印发，全文见附件。",
        lead(edition.figures, from_day="2026年7月1日", to_day="2026年9月30日"),
        "请予研究决定的事项\n1. 请协调县民政局落实“入户走访台账多头重复报送”的承诺举措，已超期30天。",
        "如需在手机上阅读、点“已阅”或者作出批示，请登录轻装，进入“简报”。",
        "本邮件由轻装系统自动发出，请勿回复。",
    ]


def test_nothing_is_noted_where_no_server_is_named(edition: Edition, settings: Settings) -> None:
    settings.EMAIL_HOST = ""
    release_edition(actor=None, edition=edition)
    assert Delivery.objects.count() == 0


def test_a_letter_waits_for_its_pdf(edition: Edition, postbox: Postbox) -> None:
    edition.renderings.update(state=Rendering.State.QUEUED, pdf=None)
    order_deliveries(edition)
    assert deliver_due(_later(1)) == 0
    edition.renderings.update(state=Rendering.State.READY, pdf=PDF)
    assert deliver_due(_later(1)) == 2


def test_a_refused_recipient_is_told_and_sent_again_to_the_new_address(
    edition: Edition, cast: Cast, postbox: Postbox
) -> None:
    postbox.refused = {"leader@qingyuan.example"}
    order_deliveries(edition)
    assert deliver_due(_later(1)) == 1
    assert _states() == [("leader@qingyuan.example", "refused", 1), ("superior@qingyuan.example", "sent", 1)]
    assert Delivery.objects.get(state="refused").fault == "550 5.1.1 no such person"
    assert deliver_due(_later(60)) == 0
    with pytest.raises(PermissionDenied):
        send_again(actor=cast.leader, edition=edition)
    User.objects.filter(pk=cast.leader.pk).update(email="fang@qingyuan.example")
    assert send_again(actor=cast.secretary, edition=edition) == 1
    assert deliver_due(_later(1)) == 1
    assert postbox.addressed() == ["fang@qingyuan.example", "superior@qingyuan.example"]


def test_a_server_that_is_away_for_an_hour_loses_nothing(edition: Edition, port: int) -> None:
    order_deliveries(edition)
    for minutes in (0, 2, 8, 25):
        assert deliver_due(_later(minutes)) == 0
    assert {state for _address, state, _tries in _states()} == {"waiting"}
    box = Postbox()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    try:
        assert [deliver_due(_later(90)) for _ in range(2)] == [2, 0]
    finally:
        server.stop()
    assert box.addressed() == ["leader@qingyuan.example", "superior@qingyuan.example"]


def test_a_server_that_never_takes_it_is_given_up(edition: Edition, postbox: Postbox) -> None:
    postbox.fault = "451 4.3.0 come back later"
    order_deliveries(edition)
    moment = timezone.now() + timedelta(seconds=1)
    for _ in range(MOST_TRIES + 3):
        deliver_due(moment)
        moment += timedelta(hours=5)
    assert _states() == [
        ("leader@qingyuan.example", "failed", MOST_TRIES), ("superior@qingyuan.example", "failed", MOST_TRIES),
    ]  # fmt: skip
    assert postbox.letters == []


def test_a_worker_killed_while_sending_leaves_a_letter_that_another_sends_once(
    edition: Edition, postbox: Postbox
) -> None:
    order_deliveries(edition)
    # What a killed worker leaves behind: its claim, and nothing at the server.
    Delivery.objects.update(state=Delivery.State.SENDING, tries=1, retry_at=timezone.now() + LEASE)
    assert deliver_due(timezone.now()) == 0
    assert [deliver_due(timezone.now() + LEASE + timedelta(seconds=1)) for _ in range(2)] == [2, 0]
    assert postbox.addressed() == ["leader@qingyuan.example", "superior@qingyuan.example"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_letter_once(edition: Edition, postbox: Postbox) -> None:
    order_deliveries(edition)

    def work() -> None:
        deliver_due(_later(1))
        connection.close()

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert postbox.addressed() == ["leader@qingyuan.example", "superior@qingyuan.example"]


def test_a_letter_keeps_its_identity_over_tries(edition: Edition, postbox: Postbox) -> None:
    order_deliveries(edition)
    deliver_due(_later(1))
    first = {str(letter["To"]): letter["Message-ID"] for letter in postbox.letters}
    Delivery.objects.update(state=Delivery.State.WAITING)
    deliver_due(_later(60))
    again = {str(letter["To"]): letter["Message-ID"] for letter in postbox.letters[2:]}
    assert (len(first), again) == (2, first)


def test_page_tells_makers_what_did_not_arrive(edition: Edition, cast: Cast, postbox: Postbox) -> None:
    postbox.refused = {"leader@qingyuan.example"}
    release_edition(actor=None, edition=edition)
    deliver_due(_later(1))
    pages = {}
    for name in ("secretary", "leader"):
        client = Client()
        client.force_login(getattr(cast, name))
        pages[name] = client.get(reverse("digest", args=[edition.pk])).content.decode()
    shown = {name: "550 5.1.1 no such person" in page for name, page in pages.items()}
    assert shown == {"secretary": True, "leader": False}
    client.force_login(cast.secretary)
    client.post(reverse("digest_send_again", args=[edition.pk]))
    assert [state for _address, state, _tries in _states()] == ["waiting", "sent"]
