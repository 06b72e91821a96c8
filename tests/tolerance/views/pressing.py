"""Presses buttons as a person would: gets the page, finds the form, fills in what is there, and sends it.

The client checks the token against forged requests, so a form without one is found out, and only what the page offers
can be chosen.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser

from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from accounts.models import User
from jobs.models import CalendarYear
from tolerance.models import Case


@dataclass
class Form:
    """One form of a page: where it goes, what it holds already, what may be chosen, and its buttons by name."""

    action: str
    method: str
    holds: "MultiValueDict[str, str]" = field(default_factory=MultiValueDict)
    choices: dict[str, set[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.inside: Form | None = None
        self.select, self.area = "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = Form(given.get("action", ""), given.get("method", "get"))
            self.forms.append(self.inside)
        if self.inside is None:
            return
        name = given.get("name", "")
        if tag == "button":
            self.inside.buttons.append((name, given.get("value", "")))
        elif tag == "select":
            self.select = name
            self.inside.names.add(name)
            self.inside.choices.setdefault(name, set())
        elif tag == "option" and self.select:
            self._offer(self.select, given, chosen="selected" in given)
        elif tag == "textarea":
            self.area = name
            self.inside.names.add(name)
        elif tag == "input" and name:
            self._input(name, given)

    def _input(self, name: str, given: dict[str, str]) -> None:
        assert self.inside is not None
        self.inside.names.add(name)
        if given.get("type") in {"radio", "checkbox"}:
            self._offer(name, given, chosen="checked" in given)
        elif given.get("type") != "file" and given.get("value"):
            self.inside.holds.appendlist(name, given["value"])

    def _offer(self, name: str, given: dict[str, str], *, chosen: bool) -> None:
        assert self.inside is not None
        value = given.get("value", "on")
        self.inside.choices.setdefault(name, set()).add(value)
        if chosen and value:
            self.inside.holds.appendlist(name, value)

    def handle_data(self, data: str) -> None:
        if self.inside is not None and self.area and data.strip():
            self.inside.holds.appendlist(self.area, data.strip())

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""


def forms_of(page: str) -> list[Form]:
    """Return the forms of a page, in its order."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


class Person:
    """Somebody signed in, on a browser of an own."""

    def __init__(self, user: User) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.client.force_login(user)

    def read(self, page: str) -> str:
        """Return what a page answers, which must be there."""
        answer = self.client.get(page)
        assert answer.status_code == 200, (page, answer.status_code)
        return answer.content.decode()

    def offered(self, page: str, action: str) -> bool:
        """Return whether the page has a form that goes to `action`."""
        return any(form.action == action for form in forms_of(self.read(page)))

    def press(self, page: str, action: str, *, button: str = "", **typed: str | list[str]) -> HttpResponseBase:
        """Fill in the one form of `page` that goes to `action`, send it, and return the answer.

        Args:
            page: where the form stands.
            action: where it goes; empty where it goes to the page itself.
            button: the name of the button that is pressed, where it has one.
            typed: what is typed or chosen, by name; all else stays as the page has it.
        """
        [form] = [one for one in forms_of(self.read(page)) if one.action == action and one.method == "post"]
        assert set(typed) <= form.names, (set(typed) - form.names, form.names)
        sent = {name: values for name, values in form.holds.lists() if name not in typed}
        for name, values in typed.items():
            sent[name] = values if isinstance(values, list) else [values]
            assert set(sent[name]) <= form.choices.get(name, set(sent[name])), (name, form.choices[name])
        pressed = [one for one in form.buttons if one[0] == button]
        assert len(pressed) == 1, (button, form.buttons)
        return self.client.post(action or page, sent | {name: [value] for name, value in pressed if name})


def due_later(case: Case) -> None:
    """Let the case be due on a day that lies ahead whenever this runs, in years whose working days are known."""
    later = timezone.localdate() + timedelta(days=20)
    CalendarYear.objects.bulk_create(CalendarYear(year=year) for year in (later.year, later.year + 1))
    Case.objects.filter(pk=case.pk).update(due_on=later)
