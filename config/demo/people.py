"""The people of the demo, with accounts for every role and one password for all; never used outside a demo."""

from dataclasses import dataclass
from functools import cache

from django.contrib.auth.hashers import make_password
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import services
from accounts.models import AdminRole, Role, Unit, User
from accounts.services.users import FIRST_USERNAME
from config.demo.texts import read


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """One account of the demo as its banner lists it; `role` is in the reader's language."""

    username: str
    role: str
    password: str


def _role_of(person: dict[str, str]) -> "str | Promise":
    return Role(person["role"]).label if person["role"] else _("Applicant")


def demo_logins() -> list[DemoLogin]:
    """Return all accounts of the demo, without asking the database."""
    data = read("people")
    labels = [(person["username"], _role_of(person), person["unit"]) for person in data["staff"]]
    labels += [(person["username"], AdminRole(person["admin_role"]).label, "") for person in data["administrators"]]
    labels.append((FIRST_USERNAME, AdminRole.SYSTEM.label, ""))
    return [
        DemoLogin(username, f"{label}（{unit}）" if unit else str(label), data["password"])
        for username, label, unit in labels
    ]


@cache
def _hash() -> str:
    """Return the hash of the password of all; computing it takes a third of a second, so it is done once."""
    return make_password(read("people")["password"])


def _first_administrator(password: str) -> User:
    services.create_first_administrator()
    user = User.objects.filter(admin_role=AdminRole.SYSTEM, is_active=True).earliest("pk")
    # Whoever chose a password keeps it; only one that nobody has used yet is replaced by that of the demo.
    if user.must_change_password:
        services.change_password(user=user, password=password)
    return user


def load_administrators() -> dict[str, User]:
    """Create the three administrators, or take over the first one where it exists, and return them by role."""
    data = read("people")
    system = _first_administrator(data["password"])
    found = {AdminRole.SYSTEM.value: system}
    for person in data["administrators"]:
        found[person["admin_role"]] = services.import_user(actor=system, password_hash=_hash(), **person)
    return found


def load_staff(units: dict[str, Unit], administrators: dict[str, User]) -> dict[str, User]:
    """Create everybody else with their roles, and return them by user name."""
    data = read("people")
    found = {}
    for person in data["staff"]:
        names = {"username": person["username"], "name": person["name"]}
        user = services.import_user(actor=administrators["system"], password_hash=_hash(), **names)
        if person["role"]:
            unit = units[person["unit"]]
            services.grant_role(actor=administrators["security"], user=user, unit=unit, role=person["role"])
        found[person["username"]] = user
    return found
