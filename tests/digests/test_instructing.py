"""Instructions from given to accepted: who may take which step, what refuses, and what two at once come to."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import AuditEntry, Unit, User
from digests.instructing import accept_answer, answer_instruction, give_instruction, return_answer
from digests.items import items_of
from digests.models import Edition, Instruction
from digests.models.instruction import WHOLE
from digests.periods import Quarter
from digests.services import build_edition
from digests.workflow import STEPS, may_move, move
from feedback.workflow import StateConflict
from tests.cast import Cast, Organisation
from tests.digests.rows import BUILT, quarter

ROLES = (
    "handler", "leader", "superior", "outsider", "intake", "secretary", "verifier", "panel_member", "chair",
    "applicant", "system_admin", "security_admin", "audit_admin",
)  # fmt: skip
STATES = tuple(Instruction.State)


@pytest.fixture
def edition(organisation: Organisation, cast: Cast) -> Edition:
    quarter(organisation)
    return build_edition(actor=cast.superior, unit=organisation.county, period=Quarter(2026, 3), on=BUILT)


def _soon() -> date:
    return timezone.localdate() + timedelta(days=10)


def _give(edition: Edition, actor: User, owner: Unit, item: str = WHOLE) -> Instruction:
    return give_instruction(edition=edition, item=item, words="请减。", owner_unit=owner, due_on=_soon(), actor=actor)


def test_give_keeps_the_item_as_it_read(edition: Edition, organisation: Organisation, cast: Cast) -> None:
    key, title = items_of(edition.figures)[1]
    row = _give(edition, cast.superior, organisation.county, key)
    row.refresh_from_db()
    assert (row.item, row.item_title, row.subject) == (key, title, "入户走访台账多头重复报送")
    assert (row.state, row.given_on, row.due_on) == ("given", timezone.localdate(), _soon())
    assert [(event.state, event.words, event.actor) for event in row.events.all()] == [
        ("given", "请减。", cast.superior)
    ]
    entry = AuditEntry.objects.get(act="instruction.given")
    assert (entry.actor, entry.subject) == ("superior", f"instruction:{row.pk}")


def test_items_are_those_of_the_frozen_figures(edition: Edition) -> None:
    problems = [f"problem:{row['id']}" for row in edition.figures["recurring"]["rows"]]
    late = [f"remedy:{row['problem_id']}:{row['due_on']}" for row in edition.figures["overdue"]]
    assert (len(problems), len(late)) == (4, 1)
    assert [key for key, _title in items_of(edition.figures)] == [WHOLE, *problems, *late]


@pytest.mark.parametrize("person", [role for role in ROLES if role != "superior"])
def test_only_a_superior_gives(edition: Edition, organisation: Organisation, cast: Cast, person: str) -> None:
    with pytest.raises(PermissionDenied):
        _give(edition, getattr(cast, person), organisation.county)
    assert Instruction.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "values"),
    [("item", {"item": "problem:0"}), ("due_on", {"due_on": date(2026, 1, 1)}), ("owner_unit", {})],
)
def test_give_refuses_what_cannot_be(
    edition: Edition, organisation: Organisation, cast: Cast, field: str, values: dict[str, object]
) -> None:
    stranger = Unit.objects.create(name="邻县")
    owner = stranger if field == "owner_unit" else organisation.town
    given: dict[str, object] = {"item": WHOLE, "words": "请减。", "owner_unit": owner, "due_on": _soon(), **values}
    with pytest.raises(ValidationError) as refused:
        give_instruction(edition=edition, actor=cast.superior, **given)  # type: ignore[arg-type]
    assert list(refused.value.message_dict) == [field]


def test_answer_is_returned_answered_again_and_accepted(
    edition: Edition, organisation: Organisation, cast: Cast
) -> None:
    row = _give(edition, cast.superior, organisation.county)
    answer_instruction(instruction=row, words="已并表。", actor=cast.leader)
    return_answer(instruction=row, words="请附新表。", actor=cast.superior)
    answer_instruction(instruction=row, words="附上。", actor=cast.handler)
    accept_answer(instruction=row, actor=cast.superior)
    assert [(event.state, event.words) for event in row.events.all()] == [
        ("given", "请减。"), ("answered", "已并表。"), ("returned", "请附新表。"), ("answered", "附上。"),
        ("accepted", ""),
    ]  # fmt: skip
    acts = AuditEntry.objects.filter(subject=f"instruction:{row.pk}").values_list("act", flat=True)
    assert list(acts) == [f"instruction.{state}" for state in ("given", "answered", "returned", "answered", "accepted")]


def test_every_state_lets_each_role_take_exactly_the_steps_of_the_table(
    edition: Edition, organisation: Organisation, cast: Cast
) -> None:
    row = _give(edition, cast.superior, organisation.county)
    holders = {"instruction.answer": {"leader", "handler"}, "instruction.give": {"superior"}}
    expected = {(line.source, line.target, role) for line in STEPS for role in holders[line.right]}
    found = set()
    for source in STATES:
        row.state = source
        found |= {(source, to, role) for to in STATES for role in ROLES if may_move(getattr(cast, role), row, to)}
    assert found == expected


def test_the_slower_of_two_is_told(edition: Edition, organisation: Organisation, cast: Cast) -> None:
    row = _give(edition, cast.superior, organisation.county)
    same = Instruction.objects.get(pk=row.pk)
    answer_instruction(instruction=row, words="已并表。", actor=cast.leader)
    with pytest.raises(StateConflict):
        move(same, "answered", actor=cast.handler, words="我也答。")
    assert row.events.count() == 2


def test_an_instruction_to_a_town_is_not_answered_from_another(
    edition: Edition, organisation: Organisation, cast: Cast
) -> None:
    row = _give(edition, cast.superior, organisation.town)
    with pytest.raises(PermissionDenied):
        answer_instruction(instruction=row, words="不是我。", actor=cast.handler)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("instruction_state_known", {"state": "lost"}),
        ("instruction_due_after_given", {"due_on": date(2020, 1, 1)}),
        ("instruction_has_words", {"words": ""}),
    ],
)
def test_database_refuses(
    edition: Edition, organisation: Organisation, cast: Cast, name: str, values: dict[str, object]
) -> None:
    row = _give(edition, cast.superior, organisation.county)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Instruction.objects.filter(pk=row.pk).update(**values)
