"""Notices that a text accuses a person; owns the words of accusation, and never decides whether it is one."""

import re
from collections.abc import Iterable

_ACCUSING = re.compile(
    "贪污|受贿|行贿|索贿|收钱|收礼|收受|送礼|红包|回扣|挪用|侵占|私吞|克扣|截留|套取|冒领|骗取|吃拿卡要|吃空饷|公款吃喝|任人唯亲|以权谋私|"
    "滥用职权|权钱交易|买官|卖官|腐败|违纪|违法|犯罪|打人|殴打|辱骂|骂人|骚扰|威胁|打击报复|乱搞|出轨|包养|赌博|酒驾|作风问题|举报|检举|控告"
)
_SENTENCE = re.compile(r"[^。！？!?\n]+")


def accused(text: str, named: Iterable[tuple[int, int]]) -> str:
    """Return the first sentence that names a person beside a word of accusation, "" where there is none.

    Args:
        text: what was written.
        named: where in it people are named, as first character and the one after the last.
    """
    spans = list(named)
    for sentence in _SENTENCE.finditer(text):
        inside = any(sentence.start() <= start < sentence.end() for start, _end in spans)
        if inside and _ACCUSING.search(sentence.group()):
            return sentence.group().strip()
    return ""
