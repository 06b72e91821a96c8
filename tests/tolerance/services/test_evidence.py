"""Evidence files: sealed, named, added by those whose turn it is, and gone when their time is over."""

import unicodedata
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from accounts.models import AuditEntry, User
from jobs.rebuilding import Kind, Rebuilt
from jobs.sealing import BrokenSealError
from tests.cast import Cast, Organisation
from tests.jobs.rebuilding.samples import small
from tests.tolerance.walk import FILED_ON, case_in
from tolerance import services
from tolerance.evidence import MOST_FILES, clean_name, opened
from tolerance.models import Case, EvidenceFile
from tolerance.services import RefusedError
from tolerance.services.evidence import add_evidence, erase_due_evidence, open_evidence, put_evidence, remove_evidence

PHOTO = Rebuilt(Kind.JPEG, small(), small())


def add(actor: User, case: Case, *names: str) -> None:
    add_evidence(actor=actor, case=case, files=[(name, PHOTO) for name in names or ("现场照片.jpeg",)], on=FILED_ON)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("会议纪要 2026.03.02.pdf", "会议纪要 2026.03.02.jpg"),
        ("C:\\Users\\wang\\现场.PNG", "现场.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("a\u202egpj.exe", "a gpj.jpg"),
        ("", "file.jpg"),
        ("....", "file.jpg"),
        ('x" ; filename=y', "x ; filename=y.jpg"),
    ],
)
def test_name_is_kept_without_what_misleads(typed: str, kept: str) -> None:
    assert clean_name(typed, Kind.JPEG) == kept


@given(st.text(max_size=300), st.sampled_from(Kind))
def test_any_name_becomes_one_that_can_be_shown(typed: str, kind: Kind) -> None:
    name = clean_name(typed, kind)
    assert name.endswith(f".{kind}")
    assert 5 <= len(name) <= 100
    assert not any(unicodedata.category(sign)[0] == "C" or sign in '/\\<>:"|?*' for sign in name)
    assert clean_name(name, kind) == name


def test_file_is_sealed_at_rest_and_opens_again(organisation: Organisation, cast: Cast) -> None:
    case = case_in("draft", organisation, cast)
    add(cast.applicant, case)
    file = case.evidence.get()
    assert (file.name, file.kind, file.added_by, file.added_on) == ("现场照片.jpg", "jpg", cast.applicant, FILED_ON)
    assert b"JFIF" not in bytes(file.sealed)
    assert opened(file) == PHOTO
    file.sealed = bytes(file.sealed)[:-1] + b"x"
    with pytest.raises(BrokenSealError):
        opened(file)


def _allowed(act: Callable[[], object]) -> bool:
    try:
        act()
    except PermissionDenied:
        return False
    return True


@pytest.mark.parametrize(
    ("state", "who"),
    [
        ("draft", {"applicant"}),
        ("submitted", set()),
        ("verifying", {"applicant", "verifier", "second_verifier"}),
        ("notified", set()),
    ],
)
def test_files_are_added_by_those_whose_turn_it_is(
    state: str, who: set[str], organisation: Organisation, cast: Cast
) -> None:
    case = case_in(state, organisation, cast)
    people = {name: user for name, user in vars(cast).items() if isinstance(user, User)}
    assert {name for name, user in people.items() if _allowed(partial(add, user, case))} == who


def test_file_is_taken_back_by_whoever_added_it_and_only_then(organisation: Organisation, cast: Cast) -> None:
    case = case_in("draft", organisation, cast)
    add(cast.applicant, case, "甲", "乙")
    first, second = case.evidence.all()
    assert not _allowed(lambda: remove_evidence(actor=cast.secretary, file=first))
    remove_evidence(actor=cast.applicant, file=first)
    add(cast.applicant, case, "丙")
    assert list(case.evidence.values_list("position", "name")) == [(2, "乙.jpg"), (3, "丙.jpg")]
    services.submit_case(actor=cast.applicant, case=case, on=FILED_ON)
    for state in ("submitted", "verifying"):
        Case.objects.filter(pk=case.pk).update(state=state)
        second = EvidenceFile.objects.get(pk=second.pk)
        assert not _allowed(partial(remove_evidence, actor=cast.applicant, file=second))


def test_case_takes_so_many_files_and_no_more(organisation: Organisation, cast: Cast) -> None:
    case = case_in("draft", organisation, cast)
    add(cast.applicant, case, *(["x"] * MOST_FILES))
    with pytest.raises(RefusedError, match="20"):
        add(cast.applicant, case)
    assert case.evidence.count() == MOST_FILES


def test_opening_by_staff_is_on_record_and_by_the_applicant_is_not(organisation: Organisation, cast: Cast) -> None:
    case = case_in("draft", organisation, cast)
    add(cast.applicant, case)
    file = case.evidence.select_related("case").get()
    assert open_evidence(actor=cast.applicant, file=file, preview=False) == PHOTO
    assert not AuditEntry.objects.filter(act="case.file").exists()
    open_evidence(actor=cast.verifier, file=file, preview=True)
    entry = AuditEntry.objects.get(act="case.file")
    assert (entry.actor, entry.subject, entry.detail) == ("verifier", f"case:{case.pk}", {"file": 1, "preview": True})


@pytest.mark.parametrize(("state", "ended"), [("published", True), ("withdrawn", True), ("notified", False)])
def test_files_go_when_their_time_is_over(
    state: str,
    ended: bool,
    organisation: Organisation,
    cast: Cast,
    settings: Settings,  # a table
) -> None:
    settings.EVIDENCE_DAYS = 30
    case = case_in("notified", organisation, cast)
    put_evidence(case, [("现场照片", PHOTO)], added_by=cast.applicant, on=FILED_ON)
    Case.objects.filter(pk=case.pk).update(state=state, state_on=FILED_ON)
    assert erase_due_evidence(on=FILED_ON + timedelta(days=30)) == 0
    assert erase_due_evidence(on=FILED_ON + timedelta(days=31)) == int(ended)
    file = case.evidence.get()
    assert (bytes(file.sealed) == b"", file.erased_on is not None, file.name) == (ended, ended, "现场照片.jpg")
