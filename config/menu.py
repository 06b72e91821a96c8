"""The workplace's menu; owns which pages are offered to whom, never whether a page lets somebody in."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import ADMIN_TABLE, may_administer, rights_somewhere


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of the workplace: its url name, label, purpose, icon, and the rights of which one is needed.

    Without rights it is for everyone who signs in, unless `ordinary`: administrators have no part in that business.
    """

    name: str
    label: Promise
    purpose: Promise
    icon: str
    rights: tuple[str, ...] = ()
    ordinary: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as one user sees it; `current` is the value of `aria-current`, empty where the user is elsewhere."""

    name: str
    label: str
    purpose: str
    icon: str
    url: str
    current: str

    @property
    def icon_template(self) -> str:
        """Return the template of the icon."""
        return f"icons/{self.icon}.svg"


ENTRIES: tuple[Entry, ...] = (
    Entry("work", _("Overview"), _("What waits for you"), "house"),
    Entry("inbox", _("Inbox"), _("Read released reports, answer them, and restate them as problems"), "inbox",
          ("report.read",)),
    Entry("proposals", _("Alike reports"), _("See which waiting reports seem to tell of one problem"), "git-merge",
          ("problem.create",)),
    Entry("replies", _("Answers"), _("See whether answers to reporters are copied templates"), "messages-square",
          ("reply.watch",)),
    Entry("answers_work", _("Public answers"), _("Answer in public what is asked again and again"), "circle-help",
          ("answer.write",)),
    Entry("problems", _("Problems"), _("Assign problems, promise remedies, and see what became of them"), "list-checks",
          ("problem.read",)),
    Entry("tasks", _("Task register"), _("What is demanded of the grass roots, by whom, and what is asked for twice"),
          "clipboard-list", ("task.read",)),
    Entry("overview", _("What hurts"), _("What hurts most, where it grows, and what was done about it"), "chart-column",
          ("overview.read",)),
    Entry("late", _("Deadlines"), _("What is late, due soon, or has risen to you because it is late"), "clock",
          ("problem.read",)),
    Entry("limits", _("Limits"), _("How many working days a unit has for each step"), "hourglass", ("limits.set",)),
    Entry("cleanups", _("Clean-up rounds"), _("Decide each quarter on all that is demanded"), "list-checks",
          ("round.read",)),
    Entry("cases", _("Cases"), _("Error-tolerance cases: file, verify, judge"), "scale", ordinary=True),
    Entry("work_lessons", _("Lessons"), _("How like matters were judged, also as told to your unit alone"), "book-open",
          ordinary=True),
    Entry("criteria_sets", _("Criteria"), _("Draft, compare and publish the criteria of error tolerance"),
          "book-open", ("criteria.edit", "criteria.publish")),
    Entry("cases_risen", _("Late cases"), _("Cases that have risen to you because they are late"), "clock",
          ("case.risen",)),
    Entry("case_limits", _("Limits of cases"), _("How long each phase of a case may take in a unit"), "hourglass",
          ("case.limits",)),
    Entry("consistency", _("Consistency"), _("See where like cases ended differently"), "scale", ("case.lead",)),
    Entry("digests", _("Digests"), _("Quarterly editions of what keeps recurring"), "chart-column",
          ("digest.read", "digest.build")),
    Entry("instructions", _("Instructions"), _("What superiors told units to do about an edition, and what came of it"),
          "pencil-line", ("instruction.give", "instruction.answer")),
    Entry("work_search", _("Search"), _("Find reports, problems and cases you may see"), "search", ordinary=True),
    Entry("codes", _("Tear-off codes"), _("Print posters whose strips show that staff write, and not who"), "printer",
          ("code.order",)),
    Entry("code_rules", _("Who asks for codes"), _("Which units take reports with a tear-off code only"), "key-round",
          ("code.rule",)),
    Entry("users", _("Users"), _("Accounts, one-time passwords and roles"), "users", ("user.list",)),
    Entry("units", _("Units"), _("The tree of units"), "network", ("unit.manage",)),
    Entry("calendar", _("Working days"), _("Holidays and worked weekends of years not announced yet"), "calendar-days",
          ("calendar.edit",)),
    Entry("operation", _("Operation"), _("Whether everything runs, and how many wait"), "clock", ("pool.watch",)),
    Entry("audit", _("Audit trail"), _("What staff did, and whether the trail is whole"), "scroll-text",
          ("audit.read",)),
)  # fmt: skip


def _rights(user: User) -> set[str]:
    """Return all that `user` may do somewhere, as one set: the menu stands on every page."""
    return rights_somewhere(user) | {right for right in ADMIN_TABLE if may_administer(user, right)}


def _is_for(user: User, entry: Entry, held: set[str]) -> bool:
    if not entry.rights:
        return not (entry.ordinary and user.admin_role)
    return not held.isdisjoint(entry.rights)


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def standing_for(address: str, path: str) -> str:
    """Return the value of `aria-current` for a link to `address` on the page at `path`; empty where it stands aside.

    Args:
        address: where the link goes; it stands for all pages below it too.
        path: the path of the page that is shown.
    """
    if address == path:
        return "page"
    return "true" if path.startswith(address) else ""


def menu_for(user: User, path: str) -> list[Link]:
    """Return the entries whose rights `user` holds, seen from the page at `path`.

    Of entries below one another only the nearest stands for a page; the first page of all stands for itself alone.
    """
    held = _rights(user)
    offered = [(entry, url) for entry in ENTRIES if (url := _address(entry.name)) and _is_for(user, entry, held)]
    above = [url for entry, url in offered if url == path or (entry.name != "work" and standing_for(url, path))]
    nearest = max(above, key=len, default="")
    return [
        Link(
            entry.name, str(entry.label), str(entry.purpose), entry.icon, url,
            standing_for(url, path) if url == nearest else "",
        )
        for entry, url in offered
    ]  # fmt: skip
