"""Builds the organisation and the cast; owns who they are, for tests in this process and for a server beside it."""

from dataclasses import dataclass

from accounts.models import AdminRole, Membership, Role, Unit, User

PASSWORD = "correct-horse-battery"


@dataclass(frozen=True)
class Organisation:
    """A county with a bureau below it, two towns, and a village office too small to be named."""

    county: Unit
    bureau: Unit
    town: Unit
    other_town: Unit
    village: Unit


@dataclass(frozen=True)
class Cast:
    """The people of the tests; the reporter is not among them, having no account."""

    handler: User
    leader: User
    superior: User
    outsider: User
    intake: User
    secretary: User
    verifier: User
    second_verifier: User
    panel_member: User
    second_panel_member: User
    chair: User
    applicant: User
    issuer: User
    system_admin: User
    security_admin: User
    audit_admin: User


def build_organisation() -> Organisation:
    county = Unit.objects.create(name="清源县", staff_count=900, receives_reports=True)
    bureau = Unit.objects.create(name="县民政局", parent=county, staff_count=60, receives_reports=True, position=1)
    town = Unit.objects.create(name="柳塘镇", parent=county, staff_count=80, receives_reports=True, position=2)
    other = Unit.objects.create(name="沙田镇", parent=county, staff_count=70, receives_reports=True, position=3)
    village = Unit.objects.create(name="柳塘镇水利站", parent=town, staff_count=6)
    return Organisation(county, bureau, town, other, village)


def _person(username: str, unit: Unit | None = None, role: Role | None = None, admin_role: str = "") -> User:
    user = User.objects.create_user(username, PASSWORD, name=username.title(), admin_role=admin_role)
    if unit and role:
        Membership.objects.create(user=user, unit=unit, role=role)
    return user


def build_cast(organisation: Organisation) -> Cast:
    county = organisation.county
    return Cast(
        handler=_person("handler", county, Role.HANDLER),
        leader=_person("leader", county, Role.LEADER),
        superior=_person("superior", county, Role.SUPERIOR),
        outsider=_person("outsider", organisation.other_town, Role.HANDLER),
        intake=_person("intake", county, Role.INTAKE),
        secretary=_person("secretary", county, Role.SECRETARY),
        verifier=_person("verifier", county, Role.VERIFIER),
        second_verifier=_person("verifier2", county, Role.VERIFIER),
        panel_member=_person("panel", county, Role.PANEL),
        second_panel_member=_person("panel2", county, Role.PANEL),
        chair=_person("chair", county, Role.CHAIR),
        applicant=_person("applicant"),
        issuer=_person("issuer", county, Role.ISSUER),
        system_admin=_person("sysadmin", admin_role=AdminRole.SYSTEM),
        security_admin=_person("secadmin", admin_role=AdminRole.SECURITY),
        audit_admin=_person("audadmin", admin_role=AdminRole.AUDIT),
    )
