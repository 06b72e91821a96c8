"""What the public addresses of the room `feedback` answer: the same to everyone, for nobody is anyone there."""

from tests.urls.roles import EVERYONE, PUBLIC

_STEP = dict.fromkeys(EVERYONE, 405)

ANSWERS: dict[str, dict[str, int]] = {
    "report": PUBLIC,
    "report_known": _STEP,
    "report_check": _STEP,
    "report_keep": _STEP,
    "report_send": _STEP,
    "follow": PUBLIC,
    "follow_add": _STEP,
    "follow_withdraw": _STEP,
    "follow_verdict": _STEP,
}
