"""Finds numbers that lead to one person; owns their shapes and check digits, never where a text came from."""

import re
from datetime import date

from feedback.selfid.patterns import is_bare, pattern

_ID_LENGTH = 18
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PLATE_DIGITS = 3
_BANK_LENGTHS = range(16, 20)
_TO_DIGITS = str.maketrans("〇零○洞一幺壹二两三四五六七八九", "0000111223456789")


def _is_date(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True


def _is_id18(match: re.Match[str]) -> bool:
    found = re.sub("[^0-9Xx]", "", match.group())
    total = sum(int(digit) * weight for digit, weight in zip(found[:17], _ID_WEIGHTS, strict=True))
    return _is_date(found[6:14]) and "10X98765432"[total % 11] == found[17].upper()


def _is_id15(match: re.Match[str]) -> bool:
    digits = match.group("number")
    said = "身份证" in match.string[max(0, match.start() - 16) : match.start("number")]
    return _is_date("19" + digits[6:12]) and said


def _is_bank(match: re.Match[str]) -> bool:
    found = "".join(character for character in match.group() if character.isdigit())
    if len(found) == _ID_LENGTH and _is_date(found[6:14]):
        return False
    return _has_check_digit(found) and is_bare(match)


def _is_number(match: re.Match[str]) -> bool:
    """Refuse what is said to be a bank card and has the length of one, but not its check digit."""
    digits = re.sub("[^0-9]", "", match.group())
    of_bank = bool(re.match("银行卡|工资卡|卡", match.group())) and len(digits) in _BANK_LENGTHS
    return is_bare(match) and (not of_bank or _has_check_digit(digits))


def _has_check_digit(found: str) -> bool:
    digits = [int(digit) for digit in found]
    doubled = (digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2])  # noqa: PLR2004  # the Luhn rule
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _is_plate(match: re.Match[str]) -> bool:
    return sum(character.isdigit() for character in match.group()) >= _PLATE_DIGITS  # else it is a word


def _is_spoken(match: re.Match[str]) -> bool:
    """Accept eleven digits in any writing that make a mobile number; those that stand together are no matter here."""
    found = match.group()
    digits = re.sub("[^0-9]", "", found.translate(_TO_DIGITS))
    written_so = not found.isdecimal() or not found.isascii()
    return written_so and bool(re.fullmatch("1[3-9][0-9]{9}", digits)) and is_bare(match)


_D = "[0-9〇零○洞一幺壹二两三四五六七八九]"
_GAP = "[ .·_/*,、-]{0,2}"
ID18 = pattern(r"(?<![0-9A-Za-z])(?:[0-9][ .·-]?){17}[0-9Xx](?![0-9A-Za-z])", _is_id18, near="[0-9]{3}")
ID15 = pattern(r"(?<![0-9A-Za-z])(?P<number>[0-9]{15})(?![0-9])", _is_id15, group="number")
BANK = pattern(
    r"(?<![0-9A-Za-z])[3-6][0-9]{3}[ -]?(?:[0-9]{4}[ -]?){2}[0-9]{4}(?:[ -]?[0-9]{1,3})?(?![0-9])",
    _is_bank,
    near="[0-9]{4}",
)
MOBILE = pattern(
    r"(?<![0-9A-Z])(?<![0-9][.-])(?:\(?\+?(?:00)?86\)?[ -]{0,2})?\(?1[3-9][0-9]\)?"
    r"(?:[ .·-]{0,2}[0-9]{4}[ .·-]{0,2}[0-9]{4}|[ .·-][0-9]{3}[ .·-][0-9]{5}"
    r"|[ .·-]?[0-9]{3}[ .·-][0-9]{3}[ .·-][0-9]{2}"
    r"|[0-9][ .·-][0-9]{3}[ .·-][0-9]{4}|[0-9][ .·-][0-9]{4}[ .·-][0-9]{3}"
    r"|[ ][0-9]{2}[ ][0-9]{2}[ ][0-9]{2}[ ][0-9]{2})"
    r"(?![0-9])(?!\.[0-9])",
    is_bare,
    near="1[3-9][0-9]",
)
SPOKEN = pattern(
    f"(?<!{_D})(?:{_D}{_GAP}){{10}}{_D}(?!{_D})",
    _is_spoken,
    near=f"{_D}{_GAP}{_D}{_GAP}{_D}{_GAP}{_D}",
)
LANDLINE = pattern(
    r"(?<![0-9])(?:\+?86[ -]?)?(?:\(0[1-9][0-9]{1,2}\)[ -]{0,2}|0[1-9][0-9]{1,2}[ ._/~-]{1,2}"
    r"|(?<=[话机真系打号拨:])[:为是 ]{0,2}0[1-9][0-9]{1,2})"
    r"[0-9]{3,4}[ -]?[0-9]{4}(?![0-9])(?:[ -]{0,2}(?:转|分机号?|#|ext\.?|,|拨)[ :]?[0-9]{1,5}(?![0-9])"
    r"|-[0-9]{1,5}(?![0-9]))?",
    is_bare,
    near="0[1-9][0-9]",
)
LOCAL = pattern(
    r"(?:座机|固话|传真|电话|办公室号码|小灵通|内线)(?:号码"
    r"|号)?[:为是打 ]{0,3}[2-8][0-9]{2,3}[ -]?[0-9]{4}(?![0-9])(?:[ -]{0,2}(?:转|分机|#|-)[ ]?[0-9]{1,5})?"
    r"|(?:短号|虚拟网号?|集团号|分机号?|内线)(?:码)?[:为是打拨 ]{0,3}[0-9]{3,6}(?![0-9])",
    is_bare,
    near="[0-9]{3}",
)
PLATE = pattern(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][ ]?[A-HJ-Z]"
    r"[·•・.\- ]{0,2}(?:[A-HJ-NP-Z0-9]{5,6}|[A-HJ-NP-Z0-9]{4}[学警挂港澳]"
    r"|[A-HJ-NP-Z0-9]{2,3}[ ·-][A-HJ-NP-Z0-9]{2,3})(?![A-Za-z0-9])",
    _is_plate,
    flags=re.IGNORECASE,
)
LABELLED_PLATE = pattern(
    r"(?:车牌|牌照|车号|号牌)(?:号码|号)?[:为是 ]{0,3}(?P<plate>[A-HJ-Z][·. -]?[A-HJ-NP-Z0-9]{5,6})(?![A-Za-z0-9])",
    _is_plate,
    group="plate",
    flags=re.IGNORECASE,
    near="[0-9]{2}",
)
# Numbers that only what stands before them tells apart from those of papers.
NUMBERED = pattern(
    r"(?:护照|通行证|回乡证|军官证|军人证|士兵证|驾驶证|驾照|行驶证|执法证|警官证|工作证|教师证|资格证|残疾证"
    r"|社保卡?|医保卡?|社会保障卡?|公积金|一卡通|存折|银行卡?|工资卡|卡)"
    r"(?:编号|号码|号|账号|帐号|卡号)[:为是 ]{0,3}(?=[A-Z0-9-]{0,12}[0-9])[A-Z]{0,3}[0-9][0-9A-Z -]{4,22}[0-9A-Z]"
    r"|(?:护照)[:为是 ]{0,3}[A-Z]{1,2}[0-9]{7,8}"
    r"|(?:工号|警号|员工号|职工号|人员编码|人员编号|员工编号|学号|学籍号|胸牌号|编制号"
    r"|准考证号)(?:码)?[:为是 ]{0,3}[A-Z]{0,6}-?[0-9][0-9A-Z-]{2,19}",
    _is_number,
    flags=re.IGNORECASE,
    near="[0-9]{3}",
)
_YEAR = "(?:19|20)[0-9]{2}"
_DAY = f"{_YEAR}(?:年[0-9]{{1,2}}月(?:[0-9]{{1,2}}[日号])?|[-./][0-9]{{1,2}}(?:[-./][0-9]{{1,2}})?)"
BIRTH = pattern(
    f"(?:出生(?:日期|年月|于)?|生日|生于)[:为是在 ]{{0,3}}{_DAY}(?:生)?|{_DAY}(?:出?生(?:人|的"
    f"|于)?(?![成产效活意存态长育动命日均物猪机])|的?生日)",
    near=_YEAR,
)
