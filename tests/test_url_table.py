"""The URL × role table: every address has a declared answer for every role, and gives it."""

from collections.abc import Collection, Iterator, Mapping

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from tests.cast import Cast, Organisation
from tests.urls.roles import EVERYONE
from tests.urls.table import answers, arguments


def _names(resolver: URLResolver) -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield str(entry.name)
        else:
            yield from _names(entry)


def test_every_address_is_in_the_table_once() -> None:
    names = list(_names(get_resolver()))
    undeclared, unknown = sorted(set(names) - answers().keys()), sorted(answers().keys() - set(names))
    assert (undeclared, unknown) == ([], [])
    assert sorted(names) == sorted(set(names))


def test_every_row_names_every_role() -> None:
    assert {name: sorted(row) for name, row in answers().items()} == dict.fromkeys(answers(), sorted(EVERYONE))


def _clients(cast: Cast) -> dict[str, Client]:
    clients = {role: Client() for role in EVERYONE}
    for role in EVERYONE[1:]:
        clients[role].force_login(getattr(cast, role))
    return clients


def _differences(
    organisation: Organisation, cast: Cast, language: str, asked: Mapping[str, Collection[str]]
) -> dict[str, tuple[int, int]]:
    kwargs, clients = arguments(organisation, cast), _clients(cast)
    found: dict[str, tuple[int, int]] = {}
    for name, roles in asked.items():
        with override(language):
            address = reverse(name, kwargs=kwargs.get(name))
        for role in roles:
            status, expected = clients[role].get(address).status_code, answers()[name][role]
            if status != expected:
                found[f"{name} {role}"] = (status, expected)
    return found


@pytest.mark.slow
def test_every_address_answers_as_declared(organisation: Organisation, cast: Cast) -> None:
    assert _differences(organisation, cast, "zh-hans", answers()) == {}


@pytest.mark.slow
def test_every_page_answers_in_english_too(organisation: Organisation, cast: Cast) -> None:
    # Rights do not hang on the language: one who may see the page is enough.
    seen = {name: [role for role in EVERYONE if row[role] == 200][:1] for name, row in answers().items()}
    assert _differences(organisation, cast, "en", seen) == {}
