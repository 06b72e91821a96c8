"""The only doors to cases for a user; what he may not know of answers 404, so that nobody learns that it is there.

Applicants see their own cases. Holders of `case.read` see those of their units from the submission on. The three
administrators see none, not even as applicants.
"""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import Unit, User
from accounts.permissions import units_where
from tolerance.models import Case, CriteriaSet, EvidenceFile, Letter, Prefiling, Recusal
from tolerance.visibility import visible_recusals


def visible_cases(user: User) -> QuerySet[Case]:
    """Return the cases that `user` may see; what was never submitted is the applicant's alone."""
    if user.admin_role or not user.is_active:
        return Case.objects.none()
    of_units = Q(unit__in=units_where(user, "case.read"), number__isnull=False)
    return Case.objects.filter(Q(applicant=user) | of_units)


def get_case_for(user: User, case_id: UUID) -> Case:
    """Return one case with what its page needs.

    Raises:
        Http404: there is none that the user may see.
    """
    cases = visible_cases(user).select_related("unit", "applicant", "criteria_set")
    return get_object_or_404(
        cases.prefetch_related("situations", "seats__user", "events__actor", "letters"), pk=case_id
    )


def get_letter_for(user: User, case_id: UUID, letter_id: UUID) -> Letter:
    """Return one letter of a case.

    Raises:
        Http404: there is none that the user may see.
    """
    return get_object_or_404(Letter, pk=letter_id, case__in=visible_cases(user).filter(pk=case_id))


def get_recusal_for(user: User, case_id: UUID, recusal_id: int) -> Recusal:
    """Return one question of recusal in a case.

    Raises:
        Http404: there is none that the user may see; the applicant sees the own objections alone.
    """
    case = get_case_for(user, case_id)
    return get_object_or_404(Recusal, pk=recusal_id, pk__in=[one.pk for one in visible_recusals(user, case)])


def get_evidence_for(user: User, case_id: UUID, position: int) -> EvidenceFile:
    """Return one evidence file of a case, as long as it has not been erased.

    Raises:
        Http404: there is none that the user may see.
    """
    files = EvidenceFile.objects.filter(erased_on=None).select_related("case")
    return get_object_or_404(files, position=position, case__in=visible_cases(user).filter(pk=case_id))


def visible_prefilings(user: User) -> QuerySet[Prefiling]:
    """Return what was filed in advance: by `user`, and in the units whose cases `user` reads."""
    if user.admin_role or not user.is_active:
        return Prefiling.objects.none()
    return Prefiling.objects.filter(Q(applicant=user) | Q(unit__in=units_where(user, "case.read")))


def get_prefiling_for(user: User, prefiling_id: UUID) -> Prefiling:
    """Return one pre-filing.

    Raises:
        Http404: there is none that the user may see.
    """
    return get_object_or_404(visible_prefilings(user).select_related("applicant", "unit"), pk=prefiling_id)


def get_public_criteria(version: str) -> CriteriaSet:
    """Return a criteria set that was published.

    Raises:
        Http404: there is none of that version, or it is a draft.
    """
    return get_object_or_404(CriteriaSet.objects.public(), version=version)


def may_edit_criteria(user: User) -> bool:
    """Return whether `user` may draft criteria; they are the organisation's, so the right must reach over its top."""
    return _over_the_top(user, "criteria.edit")


def may_publish_criteria(user: User) -> bool:
    """Return whether `user` may publish and archive criteria."""
    return _over_the_top(user, "criteria.publish")


def _over_the_top(user: User, right: str) -> bool:
    return bool(Unit.objects.filter(parent=None, pk__in=units_where(user, right)).exists())


def get_criteria_draft_for(user: User, version: str) -> CriteriaSet:
    """Return a draft, for those who edit or publish criteria.

    Raises:
        Http404: there is none, or it is not for `user` to see.
    """
    allowed = may_edit_criteria(user) or may_publish_criteria(user)
    found = CriteriaSet.objects.drafts() if allowed else CriteriaSet.objects.none()
    return get_object_or_404(found, version=version)
