"""Makes cases and criteria searchable; owns who may find which. What a panel found is never in the index."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import units_where
from search.registry import PUBLIC, Document, Kind, register
from tolerance.models import Case, CriteriaSet, Criterion


def _case_keys() -> Iterable[str]:
    return (str(key) for key in Case.objects.values_list("pk", flat=True).iterator())


def _build_case(key: str) -> Document | None:
    return _cases([key]).get(key)


def _cases(keys: Collection[str]) -> dict[str, Document]:
    return {str(case.pk): _case(case) for case in Case.objects.filter(pk__in=map(UUID, keys))}


def _case(case: Case) -> Document:
    audience = {f"case-applicant:{case.applicant_id}"} if case.applicant_id else set()
    if case.number:
        audience.add(f"case:{case.unit_id}")
    body = "\n".join(filter(None, [case.number, case.facts, case.statement]))
    # A decision reaches the applicant with the letter, so neither its day nor its state stands in a document for both.
    state = Case.State.DELIBERATING if case.state == Case.State.DECIDED else case.state
    return Document(
        kind="case", key=str(case.pk), title=case.title, body=body, audience=frozenset(audience),
        on=case.submitted_on or case.state_on, filters={"unit": str(case.unit_id), "state": f"case-{state}"},
    )  # fmt: skip


def _describe(facet: str, value: str) -> str | Promise:
    if facet == "state" and value.startswith("case-"):
        return Case.State(value.removeprefix("case-")).label
    return value


def _case_audience(user: User | None) -> frozenset[str]:
    if user is None or user.admin_role or not user.is_active:
        return frozenset()
    return frozenset({f"case-applicant:{user.pk}", *(f"case:{unit}" for unit in units_where(user, "case.read"))})


def _case_link(key: str, _user: User | None) -> str:
    return reverse("case", kwargs={"case_id": key})


def _criterion_keys() -> Iterable[str]:
    pairs = Criterion.objects.filter(criteria_set__in=CriteriaSet.objects.public())
    return (f"{version}/{code}" for version, code in pairs.values_list("criteria_set__version", "code"))


def _build_criterion(key: str) -> Document | None:
    return _criteria([key]).get(key)


def _criteria(keys: Collection[str]) -> dict[str, Document]:
    pairs = {key: key.partition("/")[::2] for key in keys}
    public = CriteriaSet.objects.public().filter(version__in={version for version, _code in pairs.values()})
    rows = Criterion.objects.filter(criteria_set__in=public, code__in={code for _version, code in pairs.values()})
    found = {(row.criteria_set.version, row.code): row for row in rows.select_related("criteria_set")}
    return {key: _criterion(key, found[pair]) for key, pair in pairs.items() if pair in found}


def _criterion(key: str, row: Criterion) -> Document:
    return Document(
        kind="criterion", key=key, title=f"{row.code} {row.zh}", body=f"{row.en}\n{row.basis}",
        audience=frozenset({PUBLIC}), on=row.criteria_set.effective_on,
    )  # fmt: skip


def _criterion_audience(_user: User | None) -> frozenset[str]:
    return frozenset({PUBLIC})


def _criterion_link(key: str, _user: User | None) -> str:
    version, _slash, code = key.partition("/")
    return reverse("criteria_set", kwargs={"version": version}) + f"#{code}"


def register_kinds() -> None:
    """Declare both kinds; called once, when the app is ready."""
    register(Kind("case", _("Cases"), _case_keys, _build_case, _case_audience, _case_link, _describe, _cases))
    register(Kind(
        "criterion", _("Criteria"), _criterion_keys, _build_criterion, _criterion_audience, _criterion_link,
        build_many=_criteria,
    ))  # fmt: skip
