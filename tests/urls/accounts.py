"""What the addresses of the room `accounts` answer to whom."""

from tests.conftest import Cast, Organisation

ORDINARY = (
    "handler", "leader", "superior", "outsider", "intake", "secretary", "verifier", "panel_member", "chair",
    "applicant",
    "issuer",
)  # fmt: skip
ADMINS = ("system_admin", "security_admin", "audit_admin")
ANONYMOUS = {"anonymous": 302}


def _staff(allowed: dict[str, int], otherwise: int = 403) -> dict[str, int]:
    return ANONYMOUS | dict.fromkeys(ORDINARY + ADMINS, otherwise) | allowed


EVERYONE_SIGNED_IN = dict.fromkeys(ORDINARY + ADMINS, 200)

ANSWERS: dict[str, dict[str, int]] = {
    "account_login": {"anonymous": 200} | dict.fromkeys(ORDINARY + ADMINS, 302),
    "account_logout": ANONYMOUS | EVERYONE_SIGNED_IN,
    "account_change_password": ANONYMOUS | EVERYONE_SIGNED_IN,
    "account_inactive": {"anonymous": 200} | EVERYONE_SIGNED_IN,
    "users": _staff({"system_admin": 200, "security_admin": 200}),
    "user": _staff({"system_admin": 200, "security_admin": 200}),
    "user_reset": _staff({}, otherwise=405),
    "user_email": _staff({}, otherwise=405),
    "user_close": _staff({}, otherwise=405),
    "user_reopen": _staff({}, otherwise=405),
    "user_revoke": _staff({}, otherwise=405),
    "units": _staff({"system_admin": 200}),
    "unit_add": _staff({"system_admin": 200}),
    "unit_edit": _staff({"system_admin": 200}),
    "audit": _staff({"audit_admin": 200}),
}


def arguments(organisation: Organisation, cast: Cast) -> dict[str, dict[str, int]]:
    """Return the arguments of the addresses that take some."""
    person = {"user_id": cast.applicant.pk}
    return {
        "user": person,
        "user_reset": person,
        "user_email": person,
        "user_close": person,
        "user_reopen": person,
        "user_revoke": person,
        "unit_edit": {"unit_id": organisation.bureau.pk},
    }
