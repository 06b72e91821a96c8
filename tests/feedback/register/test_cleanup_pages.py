"""The pages of a round as its leader meets them: from item to item, back, and to the end."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from feedback.models import Cleanup
from feedback.services.cleanup import open_cleanup
from tests.cast import Cast, Organisation
from tests.feedback.register.rows import CHEAP, task, write_register

TODAY = date(2026, 8, 3)


@pytest.fixture
def cleanup(organisation: Organisation, cast: Cast) -> Cleanup:
    write_register(organisation)
    return open_cleanup(unit=organisation.county, actor=cast.leader, today=TODAY)


@pytest.fixture
def leader(client: Client, cast: Cast) -> Client:
    client.force_login(cast.leader)
    return client


def test_a_sitting_goes_from_item_to_item(leader: Client, cleanup: Cleanup) -> None:
    address = f"/work/rounds/{cleanup.pk}/items/4/"
    page = leader.get(address).content.decode()
    assert 'accesskey="1"' in page
    assert "<progress" in page
    answer = leader.post(f"{address}decide/", {"kind": "RM01"})
    assert answer.headers["Location"] == f"/work/rounds/{cleanup.pk}/items/1/"
    assert "1 / 4" in leader.get(answer.headers["Location"]).content.decode()
    decided = leader.get(address).content.decode()
    assert ('accesskey="r"' in decided, 'accesskey="1"' in decided) == (True, False)
    assert leader.post(f"{address}reopen/").headers["Location"] == address
    assert 'accesskey="1"' in leader.get(address).content.decode()
    leader.post(f"{address}decide/", {"kind": "RM01"})
    answer = leader.post(f"/work/rounds/{cleanup.pk}/undo/", {"turn": "1"})
    assert answer.headers["Location"] == address
    assert leader.post(f"/work/rounds/{cleanup.pk}/undo/", {"turn": "x"}).status_code == 302


def test_what_is_missing_stands_beside_the_field(leader: Client, cleanup: Cleanup) -> None:
    address = f"/work/rounds/{cleanup.pk}/items/4/decide/"
    answer = leader.post(address, {"kind": "RM02", "reason": "并入汛期报表"})
    assert answer.status_code == 422
    assert "并入汛期报表" in answer.content.decode()
    assert leader.post(address, {"kind": "nonsense"}).status_code == 422
    assert leader.post(address, {}).status_code == 422
    assert leader.get(f"/work/rounds/{cleanup.pk}/items/9/").status_code == 404
    assert leader.get(f"/work/rounds/{cleanup.pk}/record/").status_code == 404


def test_a_round_is_opened_and_closed_on_its_pages(leader: Client, organisation: Organisation) -> None:
    assert leader.post("/work/rounds/open/", {"unit": organisation.county.pk}).status_code == 422
    task(organisation.town)
    answer = leader.post("/work/rounds/open/", {"unit": organisation.county.pk})
    made = Cleanup.objects.get()
    assert answer.headers["Location"] == f"/work/rounds/{made.pk}/"
    leader.post(f"/work/rounds/{made.pk}/close/")
    assert leader.post(f"/work/rounds/{made.pk}/close/").status_code == 302
    made.refresh_from_db()
    assert made.state == "closed"
    assert f"/work/rounds/{made.pk}/record/" in leader.get(f"/work/rounds/{made.pk}/").content.decode()


def test_pages_of_a_round_ask_as_many_questions_for_few_items_as_for_many(
    leader: Client, cast: Cast, organisation: Organisation
) -> None:
    counts = []
    for unit, many in ((organisation.town, 2), (organisation.other_town, 12)):
        for number in range(many):
            task(unit, f"报表{number}号", f"部门{number}", data_items="姓名、住址", **CHEAP)
        made = open_cleanup(unit=unit, actor=cast.leader, today=TODAY)
        for address in (f"/work/rounds/{made.pk}/", f"/work/rounds/{made.pk}/items/1/"):
            with CaptureQueriesContext(connection) as seen:
                leader.get(address)
            counts.append(len(seen))
    assert counts[:2] == counts[2:]
