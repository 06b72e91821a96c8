"""What the walk of a case needs beside the cast, written by the services; imported where Django is set up alone."""

from dataclasses import fields
from datetime import timedelta

from django.utils import timezone

from accounts.models import Membership, Unit, User
from tests.cast import Cast, Organisation
from tests.tolerance.walk import case_in, find
from tolerance.models import Case
from tolerance.services import cast_vote, finalise_due_cases

_NAMES = {"second_verifier": "verifier2", "panel_member": "panel", "second_panel_member": "panel2"}
_ADMINISTRATORS = {"system_admin": "sysadmin", "security_admin": "secadmin", "audit_admin": "audadmin"}


def add_people(organisation: Organisation, cast: Cast) -> None:
    """Add three people for a review and a second lead; they share the password of the cast."""
    for name, role in [("reviewer1", "panel"), ("reviewer2", "panel"), ("reviewer3", "panel"), ("leader2", "leader")]:
        user = User.objects.create(username=name, name=name.title(), password=cast.chair.password)
        Membership.objects.create(user=user, unit=organisation.county, role=role)


def _there() -> tuple[Organisation, Cast]:
    town = Unit.objects.get(name="柳塘镇")
    county = Unit.objects.get(name="清源县")
    people = {user.username: user for user in User.objects.all()}
    names = {field.name: (_NAMES | _ADMINISTRATORS).get(field.name, field.name) for field in fields(Cast)}
    return Organisation(county, county, town, county, town), Cast(**{key: people[name] for key, name in names.items()})


def find_and_vote(title: str, *usernames: str) -> None:
    """Let these people of a review find and vote."""
    case = Case.objects.get(title=title)
    for actor in User.objects.filter(username__in=usernames):
        find(case, actor)
        cast_vote(actor=actor, case=case, outcome="waive")


def let_time_pass(title: str, unfounded: str) -> None:
    """Let the time for an appeal in the case called `title` pass, and bring another, `unfounded`, as far as that."""
    Case.objects.filter(title=title).update(state_on=timezone.localdate() - timedelta(days=16))
    finalise_due_cases()
    case_in("final", *_there(), title=unfounded)
