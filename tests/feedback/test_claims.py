import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection, models
from pytest_django import Settings

from feedback import codes, receipts
from feedback.intake import Content
from feedback.models import Code, CodeBatch, PooledEntry, Report, SpentMark
from feedback.services import release_due, submit_report
from feedback.services.claims import CodeRefusedError, Refusal
from feedback.services.codes import void_codes
from feedback.services.release import release_all
from feedback.services.withdraw import withdraw_report
from feedback.waiting import pool_for
from tests.conftest import Cast, Organisation
from tests.feedback.printing import DAY, printed


def _content(organisation: Organisation, **fields: Any) -> Content:
    values: dict[str, Any] = {
        "category": "B03",
        "words": "每周三张同样的表",
        "receiving_unit": organisation.county.pk,
        **fields,
    }
    return Content(**values)


def _refusal(send: Callable[[], object]) -> Refusal:
    with pytest.raises(CodeRefusedError) as refused:
        send()
    return refused.value.refusal


def _send(content: Content, code: str, *, receipt: str = "", today: date = DAY) -> str:
    receipt = receipt or receipts.new()
    submit_report(receipt=receipt, content=content, today=today, code=code)
    return receipt


@pytest.mark.parametrize(
    ("own", "confirmed"),
    [("", "county"), ("county", "county"), ("town", "town")],
)
def test_a_code_confirms_no_more_precisely_than_the_reporter_says(
    organisation: Organisation, cast: Cast, own: str, confirmed: str
) -> None:
    code = printed(cast, organisation.town)[0]
    _send(_content(organisation, own_unit=getattr(organisation, own).pk if own else None), code)
    release_all(today=DAY)
    assert Report.objects.get().confirmed_unit == getattr(organisation, confirmed)


def test_a_code_of_a_larger_unit_confirms_for_that_one_alone(organisation: Organisation, cast: Cast) -> None:
    code = printed(cast, organisation.county)[0]
    _send(_content(organisation, own_unit=organisation.town.pk), code)
    release_all(today=DAY)
    report = Report.objects.get()
    assert (report.own_unit, report.confirmed_unit) == (organisation.town, organisation.county)


def test_a_code_of_another_unit_is_refused(organisation: Organisation, cast: Cast) -> None:
    code = printed(cast, organisation.town)[0]
    other = _content(organisation, own_unit=organisation.other_town.pk)
    assert _refusal(lambda: _send(other, code)) is Refusal.CONTRADICTS
    assert PooledEntry.objects.count() == 0


def test_a_code_is_used_once_before_and_after_the_release(organisation: Organisation, cast: Cast) -> None:
    code = printed(cast, organisation.town)[0]
    _send(_content(organisation), code)
    assert _refusal(lambda: _send(_content(organisation, words="另一件事情，同一个码"), code)) is Refusal.USED
    release_all(today=DAY)
    assert _refusal(lambda: _send(_content(organisation, words="另一件事情，同一个码"), code)) is Refusal.USED
    assert (Report.objects.count(), PooledEntry.objects.count(), SpentMark.objects.count()) == (1, 0, 1)


def test_the_same_form_sent_again_is_not_refused(organisation: Organisation, cast: Cast) -> None:
    code = printed(cast, organisation.town)[0]
    receipt = _send(_content(organisation), code)
    _send(_content(organisation), code, receipt=receipt)
    release_all(today=DAY)
    _send(_content(organisation), code, receipt=receipt)
    assert (Report.objects.count(), PooledEntry.objects.count()) == (1, 0)


def test_what_was_never_printed_expired_or_voided_does_not_hold(organisation: Organisation, cast: Cast) -> None:
    content = _content(organisation)
    assert _refusal(lambda: _send(content, codes.new())) is Refusal.UNKNOWN
    first, second = printed(cast, organisation.town)[:2]
    late = CodeBatch.objects.get().expires_on + timedelta(days=1)
    assert _refusal(lambda: _send(content, first, today=late)) is Refusal.EXPIRED
    void_codes(actor=cast.issuer, batch=CodeBatch.objects.get(), today=DAY)
    assert _refusal(lambda: _send(content, second)) is Refusal.EXPIRED
    assert PooledEntry.objects.count() == 0


def test_a_code_in_the_words_is_refused(organisation: Organisation, cast: Cast) -> None:
    code = printed(cast, organisation.town)[0]
    content = _content(organisation, words=f"我的撕码是{code.lower()}，请查收。")
    assert _refusal(lambda: _send(content, "")) is Refusal.IN_TEXT
    never = _content(organisation, words=f"我的编号是{codes.new()}，请查收。")
    _send(never, "")


def test_a_claim_fills_no_batch(organisation: Organisation, cast: Cast, settings: Settings) -> None:
    settings.POOL_BATCH = 3
    found = printed(cast, organisation.town)
    for number in range(2):
        _send(_content(organisation, words=f"第{number}件事，写满十个字"), found[number])
    assert (PooledEntry.objects.count(), release_due(today=DAY)) == (4, 0)
    _send(_content(organisation, words="第三件事，写满十个字了"), "")
    assert release_due(today=DAY) == 5
    assert (Report.objects.count(), SpentMark.objects.count()) == (3, 2)


def test_whoever_watches_the_pool_does_not_see_that_a_code_came(organisation: Organisation, cast: Cast) -> None:
    _send(_content(organisation), printed(cast, organisation.town)[0])
    assert PooledEntry.objects.count() == 2
    assert pool_for(cast.system_admin, today=DAY + timedelta(days=1)).entries == 1


def test_a_code_stays_used_where_its_report_is_taken_back_while_it_waits(
    organisation: Organisation, cast: Cast
) -> None:
    code = printed(cast, organisation.town)[0]
    withdraw_report(receipt=_send(_content(organisation), code))
    assert _refusal(lambda: _send(_content(organisation), code)) is Refusal.USED


def test_no_row_has_both_a_code_and_what_it_was_used_for(organisation: Organisation, cast: Cast) -> None:
    """Every value of every row of the room is compared with every one of the code's own rows."""
    found = printed(cast, organisation.town)
    for number, code in enumerate(found[:6]):
        _send(_content(organisation, words=f"第{number}件事，写满十个字"), code)
    before = set(Code.objects.values_list("pk", "batch", "digest"))
    release_all(today=DAY)
    assert set(Code.objects.values_list("pk", "batch", "digest")) == before
    marks = set(SpentMark.objects.values_list("mark", flat=True))
    assert marks == {codes.mark(code) for code in found[:6]}
    own = marks | {digest for _pk, _batch, digest in before} | set(found)
    own |= {str(pk) for pk, _batch, _digest in before} | {
        str(pk) for pk in SpentMark.objects.values_list("pk", flat=True)
    }
    rows = [*Report.objects.values_list(), *PooledEntry.objects.values_list()]
    values = {str(value) for row in rows for value in row}
    assert values & own == set()


def test_rows_of_codes_hold_no_time_and_no_key_to_a_report() -> None:
    leads = {
        (model.__name__, field.name)
        for model in (Code, SpentMark)
        for field in model._meta.get_fields()  # noqa: SLF001  # Django's own documented way to a model's columns
        if isinstance(field, models.DateField | models.DateTimeField | models.ForeignKey)
    }
    assert leads == {("Code", "batch")}


def test_marks_come_in_no_order_of_arrival(organisation: Organisation, cast: Cast) -> None:
    found = printed(cast, organisation.town, sheets=2)
    for number, code in enumerate(found):
        _send(_content(organisation, words=f"第{number}件事，写满十个字"), code)
    release_all(today=DAY)
    arrived = [codes.mark(code) for code in found]
    marks = list(SpentMark.objects.order_by("pk").values_list("mark", flat=True))
    assert sorted(marks) == sorted(arrived)
    assert marks not in (arrived, arrived[::-1])


def _patiently(act: Callable[[], object]) -> object:
    """Return what `act` returns, or its refusal. The database in memory reports a lock where a file would wait."""
    try:
        for _ in range(2000):
            try:
                return act()
            except CodeRefusedError as refused:
                return refused.refusal
            except OperationalError:
                time.sleep(0.005)
        raise TimeoutError
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_of_many_uses_at_once_one_holds(organisation: Organisation, cast: Cast, settings: Settings) -> None:
    settings.POOL_BATCH = 1
    code = printed(cast, organisation.town)[0]

    def use(number: int) -> object:
        content = _content(organisation, words=f"第{number}件事，写满十个字")
        outcome = _patiently(lambda: _send(content, code))
        _patiently(lambda: release_due(today=DAY))
        return outcome

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(use, range(8)))
    release_due(today=DAY)
    assert outcomes.count(Refusal.USED) == 7
    assert (Report.objects.count(), SpentMark.objects.count(), PooledEntry.objects.count()) == (1, 1, 0)


def test_a_claim_shares_no_value_with_what_was_printed_or_sent(organisation: Organisation, cast: Cast) -> None:
    code = printed(cast, organisation.town)[0]
    _send(_content(organisation), code)
    claimed = PooledEntry.objects.filter(kind="claim").values_list("receipt_digest", "once").get()
    others = {codes.digest(code), *PooledEntry.objects.filter(kind="report").values_list("receipt_digest", flat=True)}
    assert others.isdisjoint(claimed)
