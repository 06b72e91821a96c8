"""Finds addresses of one household and names of small units; owns their shapes.

Roads and villages as such are left alone. Which units are small is told from outside, so no database is needed here.
"""

import re
from collections.abc import Iterator

from feedback.selfid.patterns import Span, pattern

_N = "[0-9一二三四五六七八九十百零〇]"
# In no name of a place, but before many: 我家住在, 送到.
_P = "(?![住在到送寄到是的了去我你他她给把被])[一-龥]"
_NAMED = f"(?:(?:{_P}){{1,8}}(?:小区|花园|家园|公寓|社区|新村|大院|苑|城|府|里|园|家属院|家属楼|宿舍))?"
# Where no such thing stands, no address does.
_HINT = f"{_N}(?:号|栋|幢|座|#|单元|弄|组|队|社|小组|村民小组|室|房|办公室)|门牌|[0-9]-[0-9]"
_UNCOUNTED = "(?![0-9人户万元平米㎡个套家名间份文线])"
_NO_HOUSE = "(?!线|文|令|台|公告|通知|站|口|会|楼|前|机|井|桥)"

_BUILDING = pattern(
    f"{_NAMED}[A-Za-z]?{_N}{{1,4}}(?:栋|幢|号楼|#楼|#|座)(?:"
    f"{_N}{{1,3}}单元(?:{_N}{{1,2}}(?:层|楼))?(?:{_N}{{1,5}}(?:室|号|户)?)?|"
    f"(?:{_N}{{1,2}}(?:层|楼))?{_N}{{1,5}}(?:室|号(?!楼|文|线|前|之))|[-]?[0-9]{{3,4}}{_UNCOUNTED})",
    near=_HINT,
)
_UNIT = pattern(
    f"{_NAMED}{_N}{{1,3}}单元(?:{_N}{{1,2}}(?:层|楼))?{_N}{{1,5}}(?:室|号|户(?!人|居))",
    near=_HINT,
)
_ROAD = pattern(
    f"(?:{_P}){{1,14}}(?:路|街道?|巷|弄|大道|胡同|里弄|条街)(?:[东南西北中]?段)?[甲乙丙]?{_N}{{1,5}}"
    f"(?:弄{_N}{{1,4}})?(?:-[0-9]{{1,4}})?号{_NO_HOUSE}"
    f"(?:附{_N}{{1,3}}号)?(?:院)?(?:{_N}{{1,4}}(?:排|号楼|栋|幢|座|单元|层|楼|室|户|号)){{0,4}}"
    "(?:[一-龥]{1,6}(?:家属[院楼]|大院|小区|宿舍|公寓))?",
    near=_HINT,
)
_VILLAGE = pattern(
    f"(?:{_P}){{1,8}}(?:村|庄|屯|湾|寨|社区)(?:[一-龥]{{0,4}})(?:第)?{_N}{{1,3}}(?:组|队|社|小组"
    f"|村民小组){_N}{{1,4}}号{_NO_HOUSE}(?:附{_N}{{1,3}}号)?"
    f"|(?<![0-9第]){_N}{{1,3}}(?:组|队){_N}{{1,4}}号{_NO_HOUSE}|门牌号?(?:码)?[:为是 ]{{0,2}}{_N}{{1,4}}号"
    f"|(?:家住|住在|家在|我住|我家是?|我是|户籍地?[:是在]?|住址[:是]?|地址[:是]?)(?P<home>[一-龥]{{2,14}}?(?:村|社区|屯"
    f"|寨)[一-龥]{{0,4}}?{_N}{{1,3}}(?:组|队|社|屯)(?:{_N}{{1,4}}号)?)",
    near=_HINT,
)
_ROOM = pattern(
    f"(?:{_P}){{1,8}}(?:大厦|大楼|办公楼|宿舍楼?|公寓|楼)(?:[0-9A-Za-z一二三四五六七八九十]{{1,3}}(?:层|楼"
    f"|座|栋))?[0-9]{{3,4}}(?:室|房间?|宿舍|办公室)"
    f"|(?:{_P}){{1,8}}(?:小区|花园|家园|公寓|新村|大院|苑|城|府|里|园)[0-9]{{1,3}}-(?:[0-9]{{1,2}}-)?"
    "[0-9]{3,4}(?![0-9-])",
    near=_HINT,
)
_SHAPES = (_BUILDING, _UNIT, _ROAD, _VILLAGE, _ROOM)
_ABOVE = re.compile(
    f"(?:{_P}){{1,6}}(?:省|自治区|市|州|盟|县|区|旗|镇|乡|街道|村|社区|小区|组|屯|庄|寨|路|街|巷|院|苑|园|楼|校|局|府)"
    " ?$"
)
# Further up there is nothing that tells more.
_LEVELS, _LONGEST_LEVEL = 5, 10
_BETWEEN = " -(:"


def addresses(text: str) -> Iterator[Span]:
    """Yield the places of addresses, each with the town and the road before it and the door behind it."""
    joined: list[Span] = []
    for start, end in sorted(span for shape in _SHAPES for span in shape(text)):
        if joined and not text[joined[-1][1] : start].strip(_BETWEEN):
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return ((_beginning(text, start), end) for start, end in joined)


def _beginning(text: str, start: int) -> int:
    """Return where the names of the places above begin, `start` where there are none."""
    for _level in range(_LEVELS):
        above = _ABOVE.search(text, max(0, start - _LONGEST_LEVEL), start)
        if not above:
            break
        start = above.start()
    return start


def places_of(text: str, names: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield where in `text` one of the names stands, the longer names first."""
    for name in sorted(names, key=lambda name: (-len(name), name)):
        start = text.find(name)
        while start >= 0:
            yield start, start + len(name)
            start = text.find(name, start + len(name))
