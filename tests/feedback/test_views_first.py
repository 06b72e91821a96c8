"""The empty form, which is kept in the process: it is never older than the units, and tells nobody of anybody."""

import pytest
from django.test import Client

from feedback.models import CodeBatch, CodeRule
from feedback.tokens import read
from feedback.views.first import PLACE
from tests.conftest import Organisation
from tests.feedback.walking import hidden


@pytest.mark.parametrize("address", ["/report/", "/en/report/"])
def test_every_reader_gets_a_token_of_their_own(reporter: Client, organisation: Organisation, address: str) -> None:
    pages = [reporter.get(address) for _ in range(3)]
    found = [read(hidden(page)["token"]) for page in pages]
    assert len({token.receipt for token in found if token}) == 3
    assert [PLACE in page.content.decode() for page in pages] == [False] * 3


def test_what_one_address_says_reaches_nobody_else(reporter: Client, organisation: Organisation) -> None:
    reporter.get("/report/")
    kept, own = reporter.get("/report/"), reporter.get("/report/?said=zqxvplugh")
    assert (len(kept.templates), len(own.templates) > 0) == (0, True)
    assert "zqxvplugh" not in reporter.get("/report/").content.decode()


def test_it_is_made_anew_when_units_or_their_rules_change(reporter: Client, organisation: Organisation) -> None:
    def shown() -> str:
        return reporter.get("/report/").content.decode()

    assert "沙湾新设所" not in shown()
    organisation.town.name = "沙湾新设所"
    organisation.town.save()
    assert "沙湾新设所" in shown()
    CodeRule.objects.create(unit=organisation.town, rule=CodeRule.Rule.DEMANDED)
    before = shown()
    CodeBatch.objects.create(unit=organisation.town, size=10, ordered_on="2026-01-01", expires_on="2099-01-01")
    assert shown().count("沙湾新设所") == before.count("沙湾新设所") + 1


def test_the_field_that_one_wants_to_change_is_marked_for_nobody_else(
    reporter: Client, organisation: Organisation
) -> None:
    pages = [reporter.post("/report/", typed).content.decode() for typed in ({"change": "words"}, {})]
    assert [page.count(" autofocus") for page in pages] == [1, 0]
