"""Finds numbers and labelled names that lead to one person; owns their check digits, never where a text came from."""

import re
from datetime import date

from feedback.selfid.patterns import is_bare, pattern

_ID_LENGTH = 18
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PLATE_DIGITS = 3


def _has_date(digits: str) -> bool:
    try:
        date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    return True


def _is_id18(match: re.Match[str]) -> bool:
    found = re.sub("[ -]", "", match.group())
    total = sum(int(digit) * weight for digit, weight in zip(found[:17], _ID_WEIGHTS, strict=True))
    return _has_date(found) and "10X98765432"[total % 11] == found[17].upper()


def _is_bank(match: re.Match[str]) -> bool:
    found = "".join(character for character in match.group() if character.isdigit())
    if len(found) == _ID_LENGTH and _has_date(found):
        return False
    digits = [int(digit) for digit in found]
    doubled = (digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2])  # noqa: PLR2004  # the Luhn rule
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0 and is_bare(match)


def _is_plate(match: re.Match[str]) -> bool:
    return sum(character.isdigit() for character in match.group()) >= _PLATE_DIGITS  # else it is a word


def _is_chat(match: re.Match[str]) -> bool:
    name = match.group("name")
    return (bool(match.group("said")) or not name.isalpha()) and is_bare(match)


EMAIL = pattern(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
ID18 = pattern(r"(?<![0-9A-Za-z])[0-9]{6}[ -]?[0-9]{8}[ -]?[0-9]{3}[0-9Xx](?![0-9A-Za-z])", _is_id18)
ID15 = pattern(r"身份证(?:号码|号)?[:为是 ]{0,3}[0-9]{15}(?![0-9])")
BANK = pattern(r"(?<![0-9A-Za-z])[3-6][0-9]{3}[ -]?(?:[0-9]{4}[ -]?){2}[0-9]{4}(?:[ -]?[0-9]{1,3})?(?![0-9])", _is_bank)
MOBILE = pattern(
    r"(?<![0-9])(?<![0-9][.-])(?:\(?\+?(?:00)?86\)?[ -]{0,2})?1[3-9][0-9]"
    r"(?:[ .-]{0,2}[0-9]{4}[ .-]{0,2}[0-9]{4}|[ .-][0-9]{3}[ .-][0-9]{5}"
    r"|[0-9][ .-][0-9]{3}[ .-][0-9]{4}|[0-9][ .-][0-9]{4}[ .-][0-9]{3})"
    r"(?![0-9])(?!\.[0-9])",
    is_bare,
)
LANDLINE = pattern(
    r"(?<![0-9])(?:\+?86[ -]?)?(?:\(0[1-9][0-9]{1,2}\)[ -]?|0[1-9][0-9]{1,2}[ -]{1,2}"
    r"|(?<=[话机真系打][ :])0[1-9][0-9]{1,2}|(?<=[话机真系打])0[1-9][0-9]{1,2})"
    r"[0-9]{3,4}[ -]?[0-9]{4}(?![0-9])(?:(?:[ -]?(?:转|分机|#|ext\.?)[ :]?|-)[0-9]{1,5}(?![0-9]))?",
    is_bare,
)
LOCAL = pattern(
    r"(?:座机|固话|传真|电话|办公室号码|小灵通)(?:号码|号)?[:为是打 ]{0,3}[2-8][0-9]{2,3}[ -]?[0-9]{4}(?![0-9])",
    is_bare,
)
PLATE = pattern(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-Z]"
    r"[·•・.\- ]{0,2}(?:[A-HJ-NP-Z0-9]{5,6}|[A-HJ-NP-Z0-9]{4}[学警挂港澳])(?![A-Za-z0-9])",
    _is_plate,
    flags=re.IGNORECASE,
)
CHAT = pattern(
    r"(?:微信|薇信|威信|v信|加v|加微|(?<![a-z])(?:vx|wx|wechat|qq)|扣扣|抖音|快手|支付宝|钉钉|飞书)"
    r"(?P<said>(?:账号|帐号|号码|号|id)?\s{0,3}[:是为叫]\s{0,3}|(?:账号|帐号|号码|号|id)\s{0,3})?\s{0,3}"
    r"(?P<name>[a-z][a-z0-9_-]{4,19}|[0-9]{5,12})(?![a-z0-9])",
    _is_chat,
    flags=re.IGNORECASE,
)
