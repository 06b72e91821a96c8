"""Finds what could tell who wrote a text; owns the patterns, and only ever warns: the reporter decides.

Everything runs on the server, in memory, on the text in its NFKC form. Nothing found is stored or logged. This
first version knows numbers of every kind, labelled chat names, house addresses, and names with titles.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(Enum):
    """What a finding is."""

    ID18 = "id18"
    MOBILE = "mobile"
    LANDLINE = "landline"
    PLATE = "plate"
    BANK = "bank"
    EMAIL = "email"
    CHAT = "wechat"
    NAME_TITLE = "name_title"
    NICKNAME = "unit_person"
    ADDRESS = "address"


REASONS: dict[Kind, Promise] = {
    Kind.ID18: _("an identity number names one person"),
    Kind.MOBILE: _("a mobile number leads to one person"),
    Kind.LANDLINE: _("an office telephone leads to one room"),
    Kind.PLATE: _("a number plate leads to one car"),
    Kind.BANK: _("a card number names one person"),
    Kind.EMAIL: _("an e-mail address leads to one person"),
    Kind.CHAT: _("a chat name leads to one person"),
    Kind.NAME_TITLE: _("a name with a title shows whom you work with; write the office instead"),
    Kind.NICKNAME: _("a familiar name shows who is close to you"),
    Kind.ADDRESS: _("a house address leads to one household"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in the normalised text: characters `start` up to, not including, `end`."""

    kind: Kind
    text: str
    start: int
    end: int

    @property
    def reason(self) -> Promise:
        """Return why this could tell who wrote."""
        return REASONS[self.kind]


def normalise(text: str) -> str:
    """Return the form of the text in which findings are counted."""
    return unicodedata.normalize("NFKC", text)


def find(text: str) -> list[Finding]:
    """Return what could identify the writer, in the order of the text, without overlaps."""
    plain = normalise(text)
    found: list[Finding] = []
    for kind, matches in _FINDERS:
        for start, end in matches(plain):
            if all(end <= other.start or start >= other.end for other in found):
                found.append(Finding(kind, plain[start:end], start, end))
    return sorted(found, key=lambda finding: finding.start)


_Span = tuple[int, int]
_Finder = Callable[[str], Iterator[_Span]]
_COMMON = (
    "王李张刘陈杨赵黄周吴徐孙胡朱林何郭罗梁宋郑谢韩唐冯董萧曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范姚谭廖邹陆郝崔邱秦"
    "侯邵孟龙段雷汤尹黎贺赖龚覃骆倪翟殷詹颜岳齐严柳莫耿聂焦俞柯葛褚邢裴翁鲍"
)
_RARE = "高马方万程石熊金毛史钱武江白康施洪欧文庞樊兰章鲁韦盛凌牛温左卓蓝冉池房谷项顾"
_DOUBLE = "欧阳|上官|司马|诸葛|司徒|夏侯|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|端木|东方|南宫"
_TITLE = (
    "(?:副|常务副|代)?(?:书记|主任(?!务|何|意|期|职|免)|局长|处长|科长|股长|镇长|乡长|县长|市长|区长|部长|院长|校长|所长|站长|队长|组长|厅长|"
    "支书|主席|经理|总监|秘书(?!处|科|长)|常委|警官|医生|老师|会计(?!处理|账|科|准)|干事|科员|专员|调研员)"
)
_SHORT = "(?:所|局|处|科|镇|乡|县|队|总|工)"
_AFTER_SHORT = r"(?=$|[\s,.;:!?，。；：！？、'\"“”‘’()（）]|[说让叫要来去找的在也又都就])"
_NOT_GIVEN = "委办部局处科室会组队所站院校区县市镇乡村街道党政府副正各级主任职等的是和与及或要请由对向让叫到在个位名"


def _pattern(expression: str, accept: Callable[[str], bool] = lambda _: True, *, flags: int = 0) -> _Finder:
    compiled = re.compile(expression, flags)

    def matches(text: str) -> Iterator[_Span]:
        return (match.span() for match in compiled.finditer(text) if accept(match.group()))

    return matches


def _is_id18(found: str) -> bool:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    try:
        date(int(found[6:10]), int(found[10:12]), int(found[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(found[:17], weights, strict=True))
    return "10X98765432"[total % 11] == found[17].upper()


def _is_bank(found: str) -> bool:
    digits = [int(character) for character in found if character.isdigit()]
    doubled = (digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2])  # noqa: PLR2004  # the Luhn rule
    return any(digits) and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


_FINDERS: tuple[tuple[Kind, _Finder], ...] = (
    (Kind.EMAIL, _pattern(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")),
    (Kind.ID18, _pattern(r"(?<![0-9A-Za-z])[0-9]{17}[0-9Xx](?![0-9A-Za-z])", _is_id18)),
    (
        Kind.BANK,
        _pattern(r"(?<![0-9])[3-6][0-9]{3}[ -]?(?:[0-9]{4}[ -]?){2}[0-9]{4}(?:[ -]?[0-9]{1,3})?(?![0-9])", _is_bank),
    ),
    (Kind.MOBILE, _pattern(r"(?<![0-9])(?:\+?86[ -]?)?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])")),
    (Kind.LANDLINE, _pattern(r"(?<![0-9])(?:\(0[1-9][0-9]{1,2}\) ?|0[1-9][0-9]{1,2}[- ]?)[0-9]{7,8}(?![0-9])")),
    (
        Kind.PLATE,
        _pattern(
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-Z]"
            r"[·•. ]?[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])",
            lambda found: sum(character.isdigit() for character in found) > 2,  # noqa: PLR2004  # else it is a word
        ),
    ),
    (
        Kind.CHAT,
        _pattern(
            r"(?:微信|薇信|v信|加v|加微|vx|wx|wechat|qq)(?:账号|帐号|号码|号)?\s{0,3}[:是为]?\s{0,3}"
            r"(?:[a-z][a-z0-9_-]{4,19}|[0-9]{5,12})(?![a-z0-9])",
            flags=re.IGNORECASE,
        ),
    ),
    (Kind.ADDRESS, _pattern(r"[0-9]{1,4}(?:栋|幢|号楼)(?:[0-9]{1,3}单元)?[0-9]{1,5}(?:室|号|户)?")),
    (Kind.NAME_TITLE, _pattern(f"(?:(?:{_DOUBLE})|[{_COMMON}{_RARE}]){_TITLE}")),
    (
        Kind.NAME_TITLE,
        _pattern(f"(?:(?:{_DOUBLE})|[{_COMMON}])(?![{_NOT_GIVEN}])[一-龥](?:(?![{_NOT_GIVEN}])[一-龥])?{_TITLE}"),
    ),
    (
        Kind.NAME_TITLE,
        _pattern(
            f"(?<![一-龥])[{_COMMON}]{_SHORT}{_AFTER_SHORT}|(?<=[找请问被让叫给跟和与向由的是])[{_COMMON}]{_SHORT}{_AFTER_SHORT}"
        ),
    ),
    (Kind.NICKNAME, _pattern(f"(?<![大中])[小老][{_COMMON}](?![一-龥]|$)|(?<=[办科室站所局组])[小老][{_COMMON}]")),
)
