"""Puts a pair of tasks into words and hours; owns the reasons and the range that one request less would save.

The range is honest about both ends. Whichever of the two is dropped, what the other does not ask for may still have to
be gathered: so the low end counts only the share that is covered. The high end is all the hours of the dearer one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from feedback.models import Task
from feedback.register.likeness import Alike
from feedback.taxonomy import Band

_NAMES_TOLD = 0.5


@dataclass(frozen=True, slots=True)
class Saving:
    """The staff-hours a month that one request less would save; `both` tells whether the hours of both are known."""

    hours: Band
    both: bool


def facts_of(alike: Alike) -> dict[str, Any]:
    """Return what shows that two tasks are alike, as plain values to be kept."""
    return {
        "items": list(alike.items),
        "names": list(alike.names) if alike.names and alike.names_alike >= _NAMES_TOLD else [],
        "names_alike": round(alike.names_alike, 3),
        "shares": [round(share, 3) for share in alike.shares],
    }


def saving(first: Task, second: Task, shares: list[float]) -> Saving | None:
    """Return what one of two requests less would save, None where the hours of neither are known.

    Args:
        first: one of the two tasks.
        second: the other.
        shares: which share of each the other covers, from 0 to 1.
    """
    known = [(burden, share) for burden, share in zip((first.burden, second.burden), shares, strict=True) if burden]
    if not known:
        return None
    low = min(burden[0] * share for burden, share in known)
    return Saving((low, max(burden[1] for burden, _share in known)), both=len(known) > 1)


def reasons(facts: dict[str, Any]) -> Iterator[str]:
    """Yield in the reader's language why two tasks seem to ask the same, the strongest first."""
    if facts["items"]:
        yield _("both ask for %(items)s") % {"items": " / ".join(facts["items"])}
    if facts["names"]:
        percent = round(100 * facts["names_alike"])
        one, other = facts["names"]
        if one == other:
            yield _("same form or app: %(name)s") % {"name": one}
        else:
            yield _("form names %(percent)d %% alike: %(one)s / %(other)s") % {
                "percent": percent, "one": one, "other": other,
            }  # fmt: skip
    if facts["items"]:
        first, second = (round(100 * share) for share in facts["shares"])
        yield _("covers %(first)d %% of the first and %(second)d %% of the second") % {
            "first": first, "second": second,
        }  # fmt: skip
