import pytest
from django.test import Client
from pytest_django import Settings

from tests.conftest import Organisation
from tests.feedback.walking import receipt_of, walk_to_keep


@pytest.fixture(autouse=True)
def _unhurried(settings: Settings) -> None:
    settings.FORM_LEAST_AGE = 0


def _sent(client: Client, organisation: Organisation, prefix: str = "") -> tuple[str, str]:
    form = walk_to_keep(client, organisation)
    return receipt_of(form), client.post(f"{prefix}/report/send/", form).content.decode()


def test_everybody_sees_the_own_receipt_alone(reporter: Client, organisation: Organisation) -> None:
    first, second = _sent(reporter, organisation), _sent(reporter, organisation)
    for own, other in ((first, second), (second, first)):
        assert (own[1].count(own[0]), own[1].count(other[0]), own[1].count("0000-")) == (2, 0, 0)
    assert first[1].replace(first[0], second[0]) == second[1]


def test_each_language_and_mode_has_its_own_page(
    reporter: Client, organisation: Organisation, settings: Settings
) -> None:
    assert "您的反映件已收到" in _sent(reporter, organisation)[1]
    assert "Your report has arrived" in _sent(reporter, organisation, "/en")[1]
    settings.DEMO = True
    assert "正式使用时" in _sent(reporter, organisation)[1]
    settings.DEMO, settings.POOL_DAYS = False, 300
    assert "您的反映件已收到" in _sent(reporter, organisation)[1]
