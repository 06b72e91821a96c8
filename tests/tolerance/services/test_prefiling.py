"""What is filed in advance, and who may file for whom."""

import io
import re
from datetime import date

import pypdf
import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tests.cast import Cast, Organisation
from tests.tolerance.walk import FILED_ON, matter
from tolerance import services
from tolerance.access import visible_prefilings
from tolerance.models import Case, Prefiling
from tolerance.prefilings import render_prefiling
from tolerance.services import Matter, RefusedError
from tolerance.services.prefiling import Planned, file_in_advance
from tolerance.workflow import due_on

BEFORE = date(2026, 1, 5)


def planned(organisation: Organisation, on: date | None = None) -> Planned:
    return Planned(
        title="先开工后补手续", unit=organisation.town, planned_on=on or timezone.localdate(),
        plan="汛期将至，先清淤后补办手续。", risks="手续补办不全。", safeguards="镇纪委全程监督。",
    )  # fmt: skip


@pytest.fixture
def announced(organisation: Organisation, cast: Cast) -> Prefiling:
    services.load_published_criteria()
    return file_in_advance(actor=cast.applicant, planned=planned(organisation, date(2026, 1, 10)), on=BEFORE)


def _file(cast: Cast, about: Matter, who: str = "applicant") -> Case:
    return services.file_case(actor=getattr(cast, who), matter=about, submit=True, on=FILED_ON)


def test_confirmation_has_a_number_and_a_day_and_says_what_was_written(announced: Prefiling) -> None:
    assert (announced.number, announced.filed_on) == ("容错备〔2026〕1号", BEFORE)
    pdf = render_prefiling(announced)
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages))
    for words in (
        announced.number,
        "先清淤后补办手续",
        "手续补办不全",
        "镇纪委全程监督",
        "2026年1月5日",
        announced.sha256,
    ):
        assert words in text
    assert render_prefiling(announced) == pdf
    announced.data["plan"] = "另一种做法"
    with pytest.raises(ValueError, match="changed"):
        render_prefiling(announced)


def test_what_is_filed_in_advance_is_still_to_come(organisation: Organisation, cast: Cast) -> None:
    with pytest.raises(RefusedError):
        file_in_advance(actor=cast.applicant, planned=planned(organisation, date(2026, 1, 4)), on=BEFORE)
    with pytest.raises(PermissionDenied):
        file_in_advance(actor=cast.system_admin, planned=planned(organisation, BEFORE), on=BEFORE)


def test_case_filed_in_advance_is_due_in_one_working_day(
    announced: Prefiling, organisation: Organisation, cast: Cast
) -> None:
    usual = _file(cast, matter(organisation))
    early = _file(cast, matter(organisation, prefiling=announced))
    # 2 March 2026 is a Monday.
    assert (usual.due_on, early.due_on) == (date(2026, 3, 9), date(2026, 3, 3))
    services.accept_case(actor=cast.intake, case=early, on=FILED_ON)
    assert early.due_on == due_on("accepted", FILED_ON)


def test_prefiling_counts_for_one_case_of_its_applicant_and_unit_after_it(
    announced: Prefiling, organisation: Organisation, cast: Cast
) -> None:
    wrong = [
        matter(organisation, prefiling=announced, unit=organisation.bureau),
        matter(organisation, prefiling=announced, date_of_act=date(2026, 1, 4)),
    ]
    for about in wrong:
        with pytest.raises(RefusedError):
            _file(cast, about)
    with pytest.raises(RefusedError):
        _file(cast, matter(organisation, prefiling=announced), "handler")
    _file(cast, matter(organisation, prefiling=announced))
    with pytest.raises(RefusedError):
        _file(cast, matter(organisation, prefiling=announced))
    assert Case.objects.count() == 1


FOR = {"filed_as": "unit", "concerned": "王某，副镇长"}
EX_OFFICIO = {"filed_as": "ex_officio", "concerned": "王某", "accountability_number": "问责〔2026〕3号"}


@pytest.mark.parametrize(("how", "who"), [(FOR, {"leader"}), (EX_OFFICIO, {"intake"})], ids=["unit", "ex officio"])
def test_only_those_who_may_file_for_others(
    how: dict[str, str], who: set[str], organisation: Organisation, cast: Cast
) -> None:
    services.load_published_criteria()
    filed = set()
    for name in ("applicant", "handler", "leader", "superior", "outsider", "intake", "secretary", "verifier", "chair"):
        try:
            case = _file(cast, matter(organisation, **how), name)
        except RefusedError:
            continue
        filed.add(name)
        assert (case.filed_as, case.concerned) == (how["filed_as"], how["concerned"])
    assert filed == who


@pytest.mark.parametrize("missing", ["concerned", "accountability_number"])
def test_filing_ex_officio_names_the_person_and_the_procedure(
    missing: str, organisation: Organisation, cast: Cast
) -> None:
    services.load_published_criteria()
    with pytest.raises(RefusedError):
        _file(cast, matter(organisation, **(EX_OFFICIO | {missing: ""})), "intake")


def test_whoever_files_ex_officio_does_not_accept_the_case(organisation: Organisation, cast: Cast) -> None:
    services.load_published_criteria()
    case = _file(cast, matter(organisation, **EX_OFFICIO), "intake")
    with pytest.raises(PermissionDenied):
        services.accept_case(actor=cast.intake, case=case, on=FILED_ON)


def test_only_applicant_and_readers_of_the_unit_see_a_prefiling(announced: Prefiling, cast: Cast) -> None:
    seen = {name for name, user in vars(cast).items() if announced in visible_prefilings(user)}
    assert seen == {
        "leader", "intake", "secretary", "verifier", "second_verifier", "panel_member", "second_panel_member", "chair",
        "applicant",
    }  # fmt: skip
