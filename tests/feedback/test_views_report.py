import pytest
from django.test import Client
from pytest_django import Settings

from feedback import receipts
from feedback.models import PooledEntry, Report
from feedback.services.submit import content_under
from tests.conftest import Organisation
from tests.feedback.walking import WORDS, answers, hidden, receipt_of, walk_to_keep

STEPS = ("/report/check/", "/report/keep/", "/report/send/")


@pytest.fixture(autouse=True)
def _unhurried(settings: Settings) -> None:
    settings.FORM_LEAST_AGE = 0


def test_the_walk_stores_one_sealed_report(reporter: Client, organisation: Organisation) -> None:
    form = walk_to_keep(reporter, organisation, task="走访台账", hours="0.5-2", own_unit=str(organisation.town.pk))
    done = reporter.post("/report/send/", form)
    receipt = receipt_of(form)
    assert done.status_code == 200
    assert receipt in done.content.decode()
    assert [(entry.kind, entry.receipt_digest) for entry in PooledEntry.objects.all()] == [
        ("report", receipts.digest(receipt))
    ]
    content = content_under(receipt)
    assert content is not None
    assert (content.words, content.task, content.hours) == (WORDS, "走访台账", "0.5-2")
    assert content.own_unit == organisation.town.pk


def test_the_receipt_is_shown_before_anything_is_stored(reporter: Client, organisation: Organisation) -> None:
    token = hidden(reporter.get("/report/"))["token"]
    page = reporter.post("/report/keep/", {**answers(organisation), "token": token}).content.decode()
    assert f'id="receipt">{token.split(":")[0]}<' in page
    assert not PooledEntry.objects.exists()


def test_sending_twice_stores_one_and_shows_the_same_page(reporter: Client, organisation: Organisation) -> None:
    form = walk_to_keep(reporter, organisation)
    first, second = reporter.post("/report/send/", form), reporter.post("/report/send/", form)
    assert first.content == second.content
    assert PooledEntry.objects.count() == 1


def test_another_report_under_a_used_receipt_gets_its_own(reporter: Client, organisation: Organisation) -> None:
    form = walk_to_keep(reporter, organisation)
    reporter.post("/report/send/", form)
    page = reporter.post("/report/send/", {**form, "words": WORDS + "这是另一件事。"})
    again = hidden(page)
    assert receipt_of(again) != receipt_of(form)
    assert again["words"] == WORDS + "这是另一件事。"
    reporter.post("/report/send/", again)
    assert PooledEntry.objects.count() == 2


def test_no_page_of_the_walk_sets_a_cookie(reporter: Client, organisation: Organisation) -> None:
    token = hidden(reporter.get("/report/"))["token"]
    form = {**answers(organisation), "token": token}
    pages = [reporter.get("/report/"), reporter.post("/report/", form), *(reporter.post(step, form) for step in STEPS)]
    assert [page.status_code for page in pages] == [200] * 5
    assert [dict(page.cookies) for page in pages] == [{}] * 5
    assert all("Set-Cookie" not in page.headers and page.headers["Cache-Control"] == "no-store" for page in pages)


def test_an_error_keeps_everything_typed(reporter: Client, organisation: Organisation) -> None:
    form = answers(
        organisation, words="太短", task="台账", asked_by="综合科", data_items="户数", people="2-5", wish="RM04"
    )
    page = reporter.post("/report/check/", form).content.decode()
    for kept in ("太短</textarea>", 'value="台账"', 'value="综合科"', 'value="户数"'):
        assert kept in page
    for chosen in ('value="2-5" selected', 'value="RM04" selected', f'value="{organisation.county.pk}" selected'):
        assert chosen in page
    assert page.count("请再多写一点") == 2
    assert page.count('<details class="more" open>') == 3


def test_going_back_keeps_everything_and_shows_no_error(reporter: Client, organisation: Organisation) -> None:
    form = walk_to_keep(reporter, organisation, task="台账", not_own="on", own_unit=str(organisation.town.pk))
    page = reporter.post("/report/", form)
    assert WORDS in page.content.decode()
    assert " checked" in page.content.decode().split('name="not_own"')[1].split(">")[0]
    assert hidden(page)["token"] == form["token"]
    assert 'id="errors"' not in page.content.decode()


def test_a_box_that_was_not_ticked_stays_so_through_all_steps(reporter: Client, organisation: Organisation) -> None:
    page = reporter.post("/report/", walk_to_keep(reporter, organisation))
    assert "checked" not in page.content.decode().split('name="not_own"')[1].split(">")[0]


@pytest.mark.parametrize("step", STEPS)
def test_every_step_checks_again(reporter: Client, organisation: Organisation, step: str) -> None:
    form = answers(organisation, category="", token=hidden(reporter.get("/report/"))["token"])
    page = reporter.post(step, form)
    assert page.status_code == 200
    assert 'id="errors"' in page.content.decode()
    assert not PooledEntry.objects.exists()


@pytest.mark.parametrize("step", STEPS)
def test_a_step_opened_by_its_address_shows_the_way_back(
    reporter: Client, organisation: Organisation, step: str
) -> None:
    page = reporter.get(step)
    assert (page.status_code, page.headers["Allow"]) == (405, "POST")
    assert 'href="/report/"' in page.content.decode()


def test_too_quick_a_form_is_not_sent_and_loses_nothing(
    reporter: Client, organisation: Organisation, settings: Settings
) -> None:
    settings.FORM_LEAST_AGE = 60
    form = walk_to_keep(reporter, organisation)
    page = reporter.post("/report/send/", form)
    assert "请再按一次" in page.content.decode()
    assert hidden(page) == form
    assert not PooledEntry.objects.exists()


def test_too_old_a_form_keeps_words_and_receipt_and_can_be_sent(
    reporter: Client, organisation: Organisation, settings: Settings
) -> None:
    form = walk_to_keep(reporter, organisation)
    settings.FORM_MOST_AGE = -1
    again = hidden(reporter.post("/report/send/", form))
    assert not PooledEntry.objects.exists()
    assert (receipt_of(again), again["words"]) == (receipt_of(form), WORDS)
    settings.FORM_MOST_AGE = 60
    reporter.post("/report/send/", again)
    assert PooledEntry.objects.count() == 1


def test_a_token_that_is_not_ours_is_replaced(reporter: Client, organisation: Organisation) -> None:
    form = {**walk_to_keep(reporter, organisation), "token": f"{receipts.new()}:1abcde:forged"}
    again = hidden(reporter.post("/report/send/", form))
    assert receipt_of(again) != receipt_of(form)
    assert not PooledEntry.objects.exists()


def test_check_names_what_could_identify_the_writer(reporter: Client, organisation: Organisation) -> None:
    page = reporter.post("/report/check/", answers(organisation, words=WORDS + "有事打13800000000找张主任。"))
    found = [(place.finding.kind.value, place.finding.text) for place in page.context["findings"]]
    assert found == [("mobile", "13800000000"), ("name_title", "张主任")]


def test_words_with_a_receipt_are_refused_with_the_reason(reporter: Client, organisation: Organisation) -> None:
    page = reporter.post("/report/check/", answers(organisation, words=WORDS + receipts.new().lower()))
    assert page.context["form"].errors.as_data()["words"][0].code == "receipt"


def test_the_demo_releases_at_once_and_says_so(
    reporter: Client, organisation: Organisation, settings: Settings
) -> None:
    settings.DEMO = True
    page = reporter.post("/report/send/", walk_to_keep(reporter, organisation))
    assert "演示" in page.content.decode()
    assert (Report.objects.count(), PooledEntry.objects.count()) == (1, 0)


@pytest.mark.parametrize("step", ["/report/", *STEPS, "/follow/", "/follow/add/"])
@pytest.mark.parametrize(
    "body",
    [
        {},
        {"words": "\x00" * 30, "category": "B04\x00", "receiving_unit": "\x00", "token": "\x00", "receipt": "\x00"},
        {"words": "字" * 200_000, "token": ":::", "receipt": "字" * 5000, "text": "x" * 9000},
        {"receiving_unit": "9" * 400, "hours": "<0.5' OR 1", "own_unit": "-1", "people": "①", "token": "é:é:é"},
        {"category": ["B01", "B02"], "words": ["a", "b"], "unknown": "field"},
    ],
    ids=["empty", "nul", "huge", "odd", "double"],
)
def test_no_input_breaks_a_step(reporter: Client, organisation: Organisation, step: str, body: dict[str, str]) -> None:
    assert reporter.post(step, body).status_code == 200
    assert not PooledEntry.objects.exists()


@pytest.mark.parametrize("body", [b"words=%ED%A0%80%00&category=B04", b"\xff\xfe%%%", b"=&=&&words", b"a" * 2_000_000])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/odd"])
def test_no_raw_body_breaks_a_step(reporter: Client, organisation: Organisation, body: bytes, kind: str) -> None:
    for step in STEPS:
        assert reporter.post(step, body, content_type=kind).status_code in {200, 400, 413}


def test_the_other_language_goes_on_with_everything_typed(reporter: Client, organisation: Organisation) -> None:
    page = reporter.post("/report/check/", answers(organisation))
    assert 'formaction="/en/report/check/"' in page.content.decode()
    english = reporter.post("/en/report/check/", hidden(page))
    assert (WORDS in english.content.decode(), "Please check once" in english.content.decode()) == (True, True)


def test_changing_the_language_never_sends(reporter: Client, organisation: Organisation, settings: Settings) -> None:
    settings.FORM_LEAST_AGE = 60
    page = reporter.post("/report/send/", walk_to_keep(reporter, organisation))
    assert 'formaction="/en/report/keep/"' in page.content.decode()
