"""Makes any number of reports for measurements of time; owns the making alone, and says nothing about quality.

Each report takes sentences from several texts of one group of the evaluation set, names a form of its own problem, and
wanders off for a sentence, as people do. The number of problems grows with the number of reports.
"""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence

from feedback.recurrence import Note

_A_PROBLEM = 25
_OFFICES = ("民政", "教育", "水利", "农业农村", "卫健", "住建", "应急", "文旅", "统计", "林业", "人社", "商务")
_FORMS = ("台账", "周报", "登记表", "明细", "清单", "汇总表", "核查表", "进度表")
_PLACES = ("东河", "西坪", "南岭", "北桥", "白石", "青塘", "石板", "黄田", "金沙", "红旗", "云台", "龙泉")


def corpus(count: int, rows: Sequence[Mapping[str, object]], *, seed: int = 7) -> list[Note]:
    """Return `count` notes, always the same for the same rows and seed."""
    chance = random.Random(seed)  # noqa: S311  # a measurement that can be repeated
    groups: dict[str, list[Mapping[str, object]]] = defaultdict(list)
    for row in rows:
        groups[str(row["group"])].append(row)
    strays = [sentence for row in groups.pop("None") for sentence in _sentences(row)]
    names = sorted(groups)
    problems = [(chance.choice(names), _form(chance), chance.choice(_OFFICES)) for _ in range(count // _A_PROBLEM + 1)]
    return [_note(chance, *chance.choice(problems), groups, strays) for _ in range(count)]


def _sentences(row: Mapping[str, object]) -> list[str]:
    return [sentence for sentence in str(row["text"]).split("。") if sentence]


def _form(chance: random.Random) -> str:
    return f"{chance.choice(_PLACES)}{chance.choice(_OFFICES)}{chance.choice(_FORMS)}"


def _note(  # noqa: PLR0913, PLR0917  # each is a part of the report
    chance: random.Random,
    name: str,
    form: str,
    office: str,
    groups: Mapping[str, Sequence[Mapping[str, object]]],
    strays: Sequence[str],
) -> Note:
    members = groups[name]
    said = [chance.choice(_sentences(chance.choice(members))) for _ in range(3)]
    place = f"{chance.choice(_PLACES)}{chance.choice(_PLACES)}镇"
    text = "。".join([*said, f"我在{place}，说的是{form}", chance.choice(strays)])
    category = chance.choice(members)["category"]
    return Note(text, category=str(category), asked_by=f"县{office}局", task=form if chance.random() < 0.5 else "")  # noqa: PLR2004
