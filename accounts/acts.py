"""The names of acts for people who read the trail; owns the words, never what an act does."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_labels: dict[str, "str | Promise"] = {
    "user.create": _("Created an account"),
    "user.deactivate": _("Closed an account"),
    "user.reactivate": _("Opened an account again"),
    "user.reset_password": _("Gave a one-time password"),
    "user.recover_password": _("Recovered an account at the machine"),
    "user.change_password": _("Changed the own password"),
    "user.email": _("Set an e-mail address"),
    "role.grant": _("Granted a role"),
    "role.revoke": _("Took back a role"),
    "unit.create": _("Added a unit"),
    "unit.update": _("Changed a unit"),
}


def name_acts(labels: "dict[str, str | Promise]") -> None:
    """Add the names of another room's acts."""
    _labels.update(labels)


def label(act: str) -> str:
    """Return the name of an act in the reader's language, or the act itself where it has none."""
    return str(_labels.get(act, act))
