"""The filters of the public board as links; owns how an address narrows it. A value that is no good narrows nothing."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from feedback.models import Problem
from feedback.models.querysets import ProblemQuerySet
from feedback.published import SOLVED
from feedback.taxonomy import BURDENS

_STATE = Problem.State
# What became of a problem, as the public asks for it: in fewer words than there are states.
OUTCOMES: dict[str, tuple[Promise, tuple[str, ...]]] = {
    "waiting": (_("Taken up"), (_STATE.OPEN, _STATE.ASSIGNED)),
    "promised": (_("Promised"), (_STATE.PROMISED,)),
    "implemented": (_("Said to be done"), (_STATE.IMPLEMENTED,)),
    "confirmed": (_("Confirmed by reporters"), SOLVED),
    "returned": (_("Came back, or not fixed"), (_STATE.REOPENED, _STATE.REBOUNDED)),
    "kept": (_("Stays, with the reason"), (_STATE.KEPT,)),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One link of a filter: its words, the query it leads to, and whether it is the one in use."""

    words: str
    query: str
    current: bool


class BoardFilter:
    """What the board is narrowed by."""

    def __init__(self, category: str, outcome: str) -> None:
        """Take what the address says."""
        self.category = category if category in BURDENS else ""
        self.outcome = outcome if outcome in OUTCOMES else ""

    def narrow(self, rows: ProblemQuerySet) -> ProblemQuerySet:
        """Return the rows that the filter leaves."""
        if self.category:
            rows = rows.filter(category=self.category)
        return rows.filter(state__in=OUTCOMES[self.outcome][1]) if self.outcome else rows

    @property
    def query(self) -> str:
        """The filter as a part of an address, ending in `&` unless nothing is narrowed."""
        query = self._query(self.category, self.outcome)
        return f"{query}&" if query else ""

    def categories(self, used: set[str]) -> list[Choice]:
        """Return the links of the categories in `used`, in the order of their codes, after that to all."""
        offered = {"": str(_("All")), **{code: str(BURDENS[code]) for code in sorted(used) if code in BURDENS}}
        return [
            Choice(words, self._query(code, self.outcome), code == self.category) for code, words in offered.items()
        ]

    def outcomes(self, used: set[str]) -> list[Choice]:
        """Return the links of the outcomes to which one of the states in `used` belongs, after that to all."""
        offered = {"": str(_("All"))}
        offered |= {name: str(words) for name, (words, states) in OUTCOMES.items() if used.intersection(states)}
        return [
            Choice(words, self._query(self.category, name), name == self.outcome) for name, words in offered.items()
        ]

    def _query(self, category: str, outcome: str) -> str:
        return urlencode({name: value for name, value in (("category", category), ("outcome", outcome)) if value})
