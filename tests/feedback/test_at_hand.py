"""What the first page of the workplace says that waits, and to whom."""

from django.test import Client

from feedback.at_hand import at_hand, flags_for
from feedback.models import Proposal
from feedback.services.answers import write_answer
from feedback.services.cleanup import open_cleanup
from tests.cast import Cast, Organisation
from tests.feedback.register.rows import task
from tests.feedback.rows import DAY, report

NOTHING = {"waiting": 0, "groups": 0, "flagged": 0, "rounds": 0, "unread_answers": 0}


def test_each_is_told_what_they_can_act_on_and_nobody_of_words_not_for_them(
    cast: Cast, organisation: Organisation, client: Client
) -> None:
    group = Proposal.objects.create(unit=organisation.county, percent=60, made_on=DAY)
    group.reports.set([report(organisation.county) for _number in range(2)])
    # Of this one the handler may read one report alone.
    other = Proposal.objects.create(unit=organisation.county, percent=60, made_on=DAY)
    other.reports.set([report(organisation.county), report(organisation.other_town)])
    again = task(organisation.county, again_of=task(organisation.county, state="cancelled"))
    open_cleanup(unit=organisation.county, actor=cast.leader, today=DAY)
    text = {"question": "问？", "answer": "答。", "category": "B01"}
    write_answer(unit=organisation.county, actor=cast.handler, **text)
    assert at_hand(cast.handler) == {**NOTHING, "waiting": 3, "groups": 1}
    assert at_hand(cast.leader) == {**NOTHING, "flagged": 1, "rounds": 1, "unread_answers": 1}
    assert list(flags_for(cast.leader)) == [again]
    assert [at_hand(user) for user in (cast.superior, cast.system_admin)] == [NOTHING] * 2
    client.force_login(cast.handler)
    page = client.get("/work/").content.decode()
    said = ("收件箱有 3 件待处理", "有 1 组相似反映待判断", "大清理正在进行")
    assert [words in page for words in said] == [True, True, False]
