"""The only writers of users, roles and units; every act is checked against the table of rights and is recorded."""

from accounts.services.passwords import change_password, one_time_password, recover_password, reset_password
from accounts.services.roles import grant_role, revoke_role
from accounts.services.units import FIRST_UNIT, create_first_unit, create_unit, update_unit
from accounts.services.users import (
    create_first_administrator,
    create_user,
    deactivate_user,
    import_user,
    reactivate_user,
    set_email,
)

__all__ = [
    "FIRST_UNIT",
    "change_password",
    "create_first_administrator",
    "create_first_unit",
    "create_unit",
    "create_user",
    "deactivate_user",
    "grant_role",
    "import_user",
    "one_time_password",
    "reactivate_user",
    "recover_password",
    "reset_password",
    "revoke_role",
    "set_email",
    "update_unit",
]
