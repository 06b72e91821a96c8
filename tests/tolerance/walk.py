"""Brings a case to any state of the usual way by the services, as its people would."""

from collections.abc import Callable
from datetime import date

from accounts.models import Membership, User
from tests.cast import Cast, Organisation
from tolerance import services
from tolerance.judging import criteria_of
from tolerance.models import Case, Criterion, Finding, Vote
from tolerance.services.findings import Verdict
from tolerance.services.panel import Ruling

FILED_ON = date(2026, 3, 2)
WAY = (
    "draft",
    "submitted",
    "accepted",
    "verifying",
    "verified",
    "deliberating",
    "decided",
    "notified",
    "final",
    "closed",
)


def matter(organisation: Organisation, **changes: object) -> services.Matter:
    values: dict[str, object] = {
        "title": "容缺受理后核对不符",
        "unit": organisation.town,
        "date_of_act": date(2026, 1, 14),
        "facts": "病人急需住院押金，先行发放救助，事后核对不符，两天内全部追回。",
        "statement": "当时病人在医院等钱，我按要求留了底。",
        "situations": ("S07",),
    }
    return services.Matter(**(values | changes))  # type: ignore[arg-type]


def favourable(case: Case, **changes: str) -> dict[str, Verdict]:
    """Findings that allow tolerance, but for the codes in `changes`."""
    usual = {"excluding": "unmet"}
    return {
        one.code: Verdict(changes.get(one.code, usual.get(one.kind, "met")), f"{one.code}：有记录可查。")
        for one in criteria_of(case)
    }


def find(case: Case, *authors: User, **changes: str) -> None:
    for author in authors:
        services.record_findings(actor=author, case=case, verdicts=favourable(case, **changes), on=FILED_ON)


def reviewers(organisation: Organisation) -> list[User]:
    """Return three people who may decide and have had no part in anything; made where they are missing."""
    people = [User.objects.get_or_create(username=f"reviewer{n}", name=f"Reviewer{n}")[0] for n in (1, 2, 3)]
    for user in people:
        Membership.objects.get_or_create(user=user, unit=organisation.county, role="panel")
    return people


def _finding(case: Case, author: User, criterion: Criterion, one: Verdict) -> Finding:
    return Finding(
        case=case, criterion=criterion, author=author, verdict=one.verdict, reasons=one.reasons, on=FILED_ON
    )  # fmt: skip


def complete(case: Case, authors: list[User], outcome: str = "", **changes: str) -> None:
    """Put findings on every criterion, and votes where an outcome is named, into the tables by hand."""
    criteria = {one.code: one for one in criteria_of(case)}
    for author in authors:
        Finding.objects.bulk_create(
            _finding(case, author, criteria[code], one) for code, one in favourable(case, **changes).items()
        )
    if outcome:
        Vote.objects.bulk_create(Vote(case=case, member=author, outcome=outcome, on=FILED_ON) for author in authors)


def _verify(case: Case, cast: Cast) -> None:
    find(case, cast.verifier, cast.second_verifier)
    services.complete_verification(actor=cast.verifier, case=case, on=FILED_ON)


def _decide(case: Case, cast: Cast) -> None:
    panel = (cast.chair, cast.panel_member, cast.second_panel_member)
    find(case, *panel)
    for member in panel:
        services.cast_vote(actor=member, case=case, outcome="waive", on=FILED_ON)
    ruling = Ruling("waive", "decision", "六项条件均符合，无排除情形，免予追究。")
    services.decide(actor=cast.chair, case=case, ruling=ruling, on=FILED_ON)


def _finalise(case: Case, _cast: Cast) -> None:
    services.finalise_due_cases(on=date(2026, 4, 2))
    case.refresh_from_db()


STEPS: dict[str, Callable[[Case, Cast], object]] = {
    "submitted": lambda case, cast: services.submit_case(actor=cast.applicant, case=case, on=FILED_ON),
    "accepted": lambda case, cast: services.accept_case(actor=cast.intake, case=case, on=FILED_ON),
    "verifying": lambda case, cast: services.appoint_verifiers(
        actor=cast.secretary, case=case, verifiers=[cast.verifier, cast.second_verifier], on=FILED_ON
    ),
    "verified": _verify,
    "deliberating": lambda case, cast: services.convene_panel(
        actor=cast.chair, case=case, members=[cast.panel_member, cast.second_panel_member], on=FILED_ON
    ),
    "decided": _decide,
    "notified": lambda case, cast: services.notify(actor=cast.secretary, case=case, on=FILED_ON),
    "final": _finalise,
    "closed": lambda case, cast: services.close_case(actor=cast.secretary, case=case, on=date(2026, 4, 3)),
}


def case_in(state: str, organisation: Organisation, cast: Cast, **changes: object) -> Case:
    """Return a new case in `state`, one of `WAY`, having gone all the way there."""
    services.load_published_criteria()
    case = services.file_case(actor=cast.applicant, matter=matter(organisation, **changes), on=FILED_ON)
    for step in WAY[1 : WAY.index(state) + 1]:
        STEPS[step](case, cast)
    return Case.objects.get(pk=case.pk)
