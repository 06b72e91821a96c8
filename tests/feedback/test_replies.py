from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Unit, User
from feedback.replies import Habit, copied, habits
from tests.cast import Cast, Organisation
from tests.feedback.rows import report

TEMPLATE = "您反映的问题我们高度重视，已转有关科室研究处理，感谢您的关心支持。"
OWN = (
    "三张表里出生日期这一列口径不同，我约了统计股周四一起改。", "巡塘次数改成一周报一次，教育局已经同意，下周起执行。",
    "打印店的欠款本月底前结清，发票请直接交财政所。", "群里不再要求回复收到，通知由办公室每天汇总一次。",
    "借调名单正在核对，月底前公布到期日。", "证明事项清单已贴出，银行不认的请记下网点告诉我。",
    "报销签字减到三个，线上审批从十月开始。", "检查合并成每季一次，由县安委办排计划。",
    "征订不再下任务，已经交的钱退回。",
    "模板以后一年只改一次，改前先问乡镇。",
)  # fmt: skip


def answers(unit: Unit, author: User, texts: tuple[str, ...], **fields: Any) -> None:
    for text in texts:
        report(unit).messages.create(position=1, author=author, text=text, **{"on": timezone.localdate(), **fields})


def test_copied_counts_what_is_nearly_the_same_as_another() -> None:
    assert copied([TEMPLATE, TEMPLATE.replace("科室", "部门"), OWN[0]]) == 2
    assert copied([f"{TEMPLATE} 2026-08-03 第12号", f"{TEMPLATE} 2026-09-01 第7号"]) == 2
    assert copied(OWN) == 0
    assert copied([]) == 0


@given(st.lists(st.text(max_size=20), max_size=8))
def test_copied_never_counts_one_alone_nor_more_than_there_are(texts: list[str]) -> None:
    assert copied(texts) in {0, *range(2, len(texts) + 1)}
    assert copied(texts + texts) == 2 * len(texts)


def test_habits_tell_a_share_in_steps_and_nothing_of_few(organisation: Organisation, cast: Cast) -> None:
    answers(organisation.county, cast.handler, (*OWN, TEMPLATE, TEMPLATE))
    answers(organisation.other_town, cast.outsider, (TEMPLATE,) * 9)
    today = timezone.localdate()
    assert habits(cast.leader, today) == [Habit(cast.handler, 20), Habit(cast.outsider, None)]


def test_habits_forget_after_ninety_days(organisation: Organisation, cast: Cast) -> None:
    today = timezone.localdate()
    answers(organisation.county, cast.handler, (TEMPLATE,) * 10, on=today - timedelta(days=90))
    assert habits(cast.leader, today) == []


def test_habits_of_units_led_alone(organisation: Organisation, cast: Cast) -> None:
    answers(organisation.county, cast.handler, (TEMPLATE,) * 10)
    assert habits(cast.handler, timezone.localdate()) == []


def test_page_shows_the_share_and_no_text(organisation: Organisation, cast: Cast, client: Client) -> None:
    answers(organisation.county, cast.handler, (TEMPLATE,) * 12)
    client.force_login(cast.leader)
    page = client.get(reverse("replies")).content.decode()
    assert "Handler" in page
    assert "100" in page
    assert TEMPLATE[:8] not in page
