"""Invented documents and queries for measuring the search; the same ones each time, by a fixed seed."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from search.registry import Document

UNITS = 12
_FIRST = date(2024, 1, 1)
_WHO = [
    "民政局",
    "统计局",
    "教育局",
    "卫健委",
    "农业农村局",
    "组织部",
    "宣传部",
    "镇政府",
    "村委会",
    "街道办",
    "应急局",
    "住建局",
    "财政局",
    "妇联",
    "团委",
]
_WHAT = [
    "人口数",
    "低保户",
    "台账",
    "报表",
    "月报",
    "照片",
    "截图",
    "群众满意度",
    "流动人口",
    "残疾人",
    "防汛值班",
    "党建材料",
    "人居环境",
    "公示栏",
    "扶贫手册",
    "迎检材料",
    "会议记录",
    "培训签到",
    "问卷调查",
    "公众号关注",
    "打卡轨迹",
    "在岗人数",
    "耕地面积",
    "疫苗接种",
    "信访事项",
    "安全隐患",
]
_HOW = [
    "重复填报",
    "层层加码",
    "限时报送",
    "反复修改",
    "手工抄写",
    "逐级上报",
    "多头索要",
    "每周汇总",
    "现场拍照",
    "留痕管理",
    "排名通报",
    "转发点赞",
    "格式不一",
    "系统不通",
    "口径不同",
    "来回跑腿",
    "加班整理",
    "无人使用",
]
_FORMS = ["report", "form", "spreadsheet", "platform", "password", "deadline", "summary", "annual"]


def _rare(chance: random.Random) -> str:
    return "".join(chr(chance.randrange(0x4E00, 0x8E00)) for _ in range(2))


def _sentence(chance: random.Random) -> str:
    who, what, how = chance.choice(_WHO), chance.choice(_WHAT), chance.choice(_HOW)
    return f"{who}要的{what}{how}，{_rare(chance)}第{chance.randrange(1, 400)}号表，{chance.choice(_FORMS)}。"


def documents(count: int) -> Iterator[Document]:
    """Yield `count` documents of about a hundred characters, each seen by one unit or, one in ten, by all.

    Each has a day, a department and a category to be narrowed by.
    """
    chance = random.Random(7)  # noqa: S311  # the same documents each time
    for number in range(count):
        token = "public" if chance.random() < 0.1 else f"unit:{chance.randrange(UNITS)}"  # noqa: PLR2004
        title = f"{chance.choice(_WHAT)}{chance.choice(_HOW)}"
        body = "".join(_sentence(chance) for _ in range(chance.randrange(2, 6)))
        filters = {"department": chance.choice(_WHO), "category": chance.choice(_HOW)}
        day = _FIRST + timedelta(days=chance.randrange(1_000))
        yield Document("note", str(number), title, body, frozenset({token}), day, filters)


def queries(count: int) -> list[str]:
    """Return `count` queries: one or two words, a word cut by the cutter's borders, a phrase, an exclusion."""
    chance = random.Random(11)  # noqa: S311
    shapes = (
        lambda: chance.choice(_WHAT)[:2],
        lambda: f"{chance.choice(_WHAT)} {chance.choice(_HOW)[:2]}",
        lambda: f"{chance.choice(_WHO)}{chance.choice(_WHAT)}",
        lambda: f'"{chance.choice(_WHAT)}{chance.choice(_HOW)}"',
        lambda: f"{chance.choice(_HOW)} -{chance.choice(_WHO)}",
        lambda: chance.choice(_FORMS),
    )
    return [chance.choice(shapes)() for _ in range(count)]
