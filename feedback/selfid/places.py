"""Finds addresses of one household and names of small units; owns their shapes.

Roads and villages as such are left alone. Which units are small is told from outside, so no database is needed here.
"""

from collections.abc import Iterator

from feedback.selfid.patterns import pattern

_N = "[0-9一二三四五六七八九十百零〇]"
_NAMED = "(?:[一-龥]{1,8}(?:小区|花园|家园|公寓|社区|新村|大院|苑|城|府|里|园))?"
# Where no such thing stands, no address does.
_HINT = f"{_N}(?:号|栋|幢|座|#|单元|弄|组|队|社|小组|村民小组|室|房|办公室)|门牌|[0-9]-[0-9]"
_UNCOUNTED = "(?![0-9人户万元平米㎡个套家名间份文线])"

BUILDING = pattern(
    f"{_NAMED}[A-Za-z]?{_N}{{1,4}}(?:栋|幢|号楼|#楼|#|座)(?:"
    f"{_N}{{1,3}}单元(?:{_N}{{1,2}}(?:层|楼))?(?:{_N}{{1,5}}(?:室|号|户)?)?|"
    f"(?:{_N}{{1,2}}(?:层|楼))?{_N}{{1,5}}(?:室|号(?!楼|文|线|前|之))|[-]?[0-9]{{3,4}}{_UNCOUNTED})",
    near=_HINT,
)
UNIT = pattern(
    f"{_NAMED}{_N}{{1,3}}单元(?:{_N}{{1,2}}(?:层|楼))?{_N}{{1,5}}(?:室|号|户(?!人|居))",
    near=_HINT,
)
ROAD = pattern(
    f"[一-龥]{{1,8}}(?:路|街道?|巷|弄|大道|胡同)(?:[东南西北中]?段)?{_N}{{1,5}}(?:弄{_N}{{1,4}})?号(?!线|文|令|台"
    f"|公告|通知|站|口|会)"
    f"(?:院)?(?:{_N}{{1,4}}(?:室|号楼|楼))?(?:{_N}{{1,4}}室)?",
    near=_HINT,
)
VILLAGE = pattern(
    f"[一-龥]{{1,8}}(?:村|庄|屯|湾|寨|社区)(?:[一-龥]{{0,4}})(?:第)?{_N}{{1,3}}(?:组|队|社|小组"
    f"|村民小组){_N}{{1,4}}号(?!文|线|令|台|楼|前)"
    f"|(?<![0-9第]){_N}{{1,3}}(?:组|队){_N}{{1,4}}号(?!文|线|令|台|楼|前)|门牌号?[:为是 ]{{0,2}}{_N}{{1,4}}号"
    f"|(?:家住|住在|家在|我住|我家是?|户籍地?[:是在]?)(?P<home>[一-龥]{{2,14}}?(?:村|社区|屯"
    f"|寨)[一-龥]{{0,4}}?{_N}{{1,3}}(?:组|队|社|屯))",
    near=_HINT,
)
ROOM = pattern(
    "[一-龥]{1,8}(?:大厦|大楼|办公楼|宿舍|公寓|楼)(?:[0-9A-Za-z一二三四五六七八九十]{1,3}(?:层|楼"
    "|座))?[0-9]{3,4}(?:室|房间?|宿舍|办公室)"
    "|[一-龥]{1,8}(?:小区|花园|家园|公寓|新村|大院|苑|城|府|里|园)[0-9]{1,3}-(?:[0-9]{1,2}-)?[0-9]{3,4}(?![0-9-])",
    near=_HINT,
)


def places_of(text: str, names: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield where in `text` one of the names stands, the longer names first."""
    for name in sorted(names, key=lambda name: (-len(name), name)):
        start = text.find(name)
        while start >= 0:
            yield start, start + len(name)
            start = text.find(name, start + len(name))
