import io
import re
from collections.abc import Sequence
from datetime import date, timedelta

import pypdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from pytest_django import Settings

from accounts.models import AuditEntry, Membership, Role, User
from accounts.services.roles import grant_role
from feedback import codes
from feedback.code_rules import demanding_units, rule_of
from feedback.models import Code, CodeBatch, CodeRule
from feedback.services.codes import order_codes, set_code_rule, void_codes
from jobs.rendering import RenderingUnavailable
from tests.conftest import Cast, Organisation
from tests.feedback.printing import DAY, printed

CODE = re.compile(r"\b(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}\b")


def _blank(_batch: CodeBatch, _codes: Sequence[str]) -> bytes:
    return b""


def _texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_sheets_hold_exactly_the_codes_whose_digests_are_kept(
    client: Client, organisation: Organisation, cast: Cast, language: str
) -> None:
    client.force_login(cast.issuer)
    answer = client.post(f"{language}/work/codes/order/", {"unit": organisation.town.pk, "sheets": "2"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in answer["Cache-Control"]
    pages = [CODE.findall(text) for text in _texts(answer.content)]
    assert [len(page) for page in pages] == [10, 10]
    shown = [code for page in pages for code in page]
    assert {codes.digest(code) for code in shown} == set(Code.objects.values_list("digest", flat=True))
    assert Code.objects.count() == 20
    assert "柳塘镇" in "".join(_texts(answer.content))


def test_no_address_on_the_sheets_holds_a_code(client: Client, organisation: Organisation, cast: Cast) -> None:
    client.force_login(cast.issuer)
    pdf = client.post("/work/codes/order/", {"unit": organisation.town.pk, "sheets": "1"}).content
    assert "testserver/report" in _texts(pdf)[0]
    assert not re.search(rf"report/?\S*({CODE.pattern})", _texts(pdf)[0])


def test_the_setting_names_the_address(
    client: Client, organisation: Organisation, cast: Cast, settings: Settings
) -> None:
    settings.PUBLIC_ADDRESS = "https://light.example/"
    client.force_login(cast.issuer)
    assert "https://light.example/report/" in client.get("/work/codes/").content.decode()


def test_nothing_is_ordered_where_the_sheets_cannot_be_drawn(organisation: Organisation, cast: Cast) -> None:
    def fail(_batch: CodeBatch, _codes: Sequence[str]) -> bytes:
        raise RenderingUnavailable("no fonts")

    with pytest.raises(RenderingUnavailable):
        order_codes(actor=cast.issuer, unit=organisation.town, sheets=1, draw=fail, today=DAY)
    assert (CodeBatch.objects.count(), Code.objects.count()) == (0, 0)
    assert not AuditEntry.objects.filter(act="code.order").exists()


def test_no_code_is_kept_and_the_order_of_the_sheet_is_not_that_of_the_rows(
    organisation: Organisation, cast: Cast
) -> None:
    sheet = printed(cast, organisation.town, sheets=2)
    rows = list(Code.objects.order_by("pk").values_list("digest", flat=True))
    assert rows != [codes.digest(code) for code in sheet]
    assert sorted(rows) == sorted(codes.digest(code) for code in sheet)
    entry = AuditEntry.objects.get(act="code.order")
    assert entry.detail == {"unit": organisation.town.pk, "size": 20}


def test_a_unit_too_small_to_hide_anyone_gets_no_codes(organisation: Organisation, cast: Cast) -> None:
    with pytest.raises(ValidationError):
        order_codes(actor=cast.issuer, unit=organisation.village, sheets=1, draw=_blank, today=DAY)
    assert CodeBatch.objects.count() == 0


@pytest.mark.parametrize("sheets", [0, 21])
def test_too_few_and_too_many_sheets_are_refused(organisation: Organisation, cast: Cast, sheets: int) -> None:
    with pytest.raises(ValidationError):
        order_codes(actor=cast.issuer, unit=organisation.town, sheets=sheets, draw=_blank, today=DAY)


def test_only_a_code_officer_orders(organisation: Organisation, cast: Cast) -> None:
    refused = []
    for user in User.objects.exclude(pk=cast.issuer.pk):
        try:
            order_codes(actor=user, unit=organisation.town, sheets=1, draw=_blank, today=DAY)
        except PermissionDenied:
            refused.append(user.username)
    assert len(refused) == User.objects.count() - 1


def test_whoever_reads_reports_orders_nothing_and_is_not_made_to(organisation: Organisation, cast: Cast) -> None:
    with pytest.raises(ValidationError):
        grant_role(actor=cast.security_admin, user=cast.issuer, unit=organisation.bureau, role=Role.HANDLER)
    with pytest.raises(ValidationError):
        grant_role(actor=cast.security_admin, user=cast.handler, unit=organisation.bureau, role=Role.ISSUER)
    Membership.objects.create(user=cast.issuer, unit=organisation.bureau, role=Role.HANDLER)
    with pytest.raises(PermissionDenied):
        order_codes(actor=cast.issuer, unit=organisation.town, sheets=1, draw=_blank, today=DAY)


def test_voiding_is_done_once_and_written_down(client: Client, organisation: Organisation, cast: Cast) -> None:
    printed(cast, organisation.town)
    batch = CodeBatch.objects.get()
    client.force_login(cast.issuer)
    assert client.post(f"/work/codes/{batch.pk}/void/").status_code == 302
    voided = CodeBatch.objects.get().voided_on
    assert voided is not None
    void_codes(actor=cast.issuer, batch=batch, today=voided + timedelta(days=3))
    assert CodeBatch.objects.get().voided_on == voided
    assert AuditEntry.objects.filter(act="code.void").count() == 1
    assert "作废" in client.get("/work/codes/").content.decode()


def test_a_wrong_order_says_so_beside_the_field(client: Client, organisation: Organisation, cast: Cast) -> None:
    client.force_login(cast.issuer)
    answer = client.post("/work/codes/order/", {"unit": organisation.village.pk, "sheets": "viele"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "请填写整数。" in page
    assert 'value="viele"' in page


def test_a_demand_counts_while_good_sheets_hang_near(organisation: Organisation, cast: Cast) -> None:
    county = organisation.county
    set_code_rule(actor=cast.system_admin, unit=county, rule="demanded")
    assert rule_of(county, DAY) is CodeRule.Rule.ALLOWED
    printed(cast, organisation.town)
    assert (rule_of(county, DAY), demanding_units(DAY)) == (CodeRule.Rule.DEMANDED, [county])
    assert rule_of(county, DAY + timedelta(days=181)) is CodeRule.Rule.ALLOWED
    void_codes(actor=cast.issuer, batch=CodeBatch.objects.get(), today=DAY)
    assert (rule_of(county, DAY), demanding_units(DAY)) == (CodeRule.Rule.ALLOWED, [])


def test_the_system_administrator_sets_rules_and_nobody_else(
    client: Client, organisation: Organisation, cast: Cast
) -> None:
    with pytest.raises(PermissionDenied):
        set_code_rule(actor=cast.leader, unit=organisation.county, rule="demanded")
    client.force_login(cast.system_admin)
    data = {"unit": organisation.county.pk, "rule": "off"}
    assert client.post("/work/codes/rules/", data).status_code == 302
    assert client.post("/work/codes/rules/", data).status_code == 302
    assert CodeRule.objects.get().rule == "off"
    assert AuditEntry.objects.filter(act="code.rule").count() == 1
    assert client.post("/work/codes/rules/", {**data, "rule": "never"}).status_code == 422


def test_sheets_expire_by_the_setting(organisation: Organisation, cast: Cast, settings: Settings) -> None:
    settings.CODE_DAYS = 30
    printed(cast, organisation.town)
    assert CodeBatch.objects.get().expires_on == date(2026, 4, 1)
