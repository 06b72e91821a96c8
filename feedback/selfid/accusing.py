"""Notices that a text accuses a person; owns the words of accusation, and never decides whether it is one.

Grave words stand in many a dull task as well (严禁收受红包的承诺书, 举报台账): beside words of such work, in a denial,
or where the named person suffers the deed, they accuse nobody. Lesser signs count where two kinds of them meet.
"""

import re
from collections.abc import Iterable

_IN = "[^，。,；;]"
_KIN = (
    "(?:小舅子|小叔子|大舅子|妻弟|外甥|亲戚|侄[子女]|[表堂][哥姐弟妹]|老婆|丈夫|老公|儿子|女儿"
    "|弟弟|哥哥|妹夫|姐夫|女婿|连襟)"
)
_GRAVE = re.compile(
    f"贪污|受贿|行贿|索贿|贿赂|收(?:了|过|受)?{_IN}{{0,8}}(?:钱|礼|好处|贿|红包|烟|购物卡)|送礼|红包|回扣|挪用"
    f"|侵占|私吞|私分|克扣|截留|套取|套{_IN}{{0,5}}的钱|冒领|冒名|顶替|伪造|骗取|骗补|倒卖|偷卖|偷偷卖|私自卖|陪标"
    "|随礼|打麻将|塞(?:钱|红包)|(?:[进到回]了?)(?:自己|[他她])的?(?:账户|腰包|口袋|卡|家|店)|虚开|假账|中饱私囊"
    "|占为己有|(?:好处|辛苦|茶水)费|吃拿卡要|空饷|公款吃喝|公车私用|公车接送|任人唯亲|优亲厚友|裙带|以权谋私"
    "|滥用职权|权钱交易|买官|卖官|徇私|包庇|保护伞|通风报信|内定|串标|围标|暗箱|腐败|违纪|违法|犯罪|打人(?!员)"
    "|耳光|殴打|辱骂|羞辱|侮辱|骚扰|打了?(?:群众|村民|老人|学生|(?:我|[他她])(?!们?的?(?:电话|手机))|一(?:巴掌|顿|拳))"
    "|骂(?:人|我|[他她]们?|下属|群众|村民|老[师人百]|学生|家长|商户)|踢[翻打]|掀翻|砸[了坏烂]|推搡|动手动脚"
    f"|不正经|猥亵|摸{_IN}{{0,6}}(?:手|腿|腰|身|脸|屁股)|恐吓|威胁|打击报复|穿小鞋|乱搞|出轨|包养|情[妇人]|嫖|赌博"
    "|赌钱|酒驾|醉驾|作风问题|(?:我们?[要想来]|本人|现|实名|特此|^|[,，;；])(?:举报|检举|控告)|乱罚款|乱收费"
    f"|逼{_IN}{{0,8}}(?:虚报|造假|编造|作假)|要{_IN}{{0,4}}[万千]块?钱?才(?:给|肯|能)"
    f"|给了?(?:自己|[他她])的?{_KIN}|(?:租|包|卖|批)给了?(?:自己|[他她])?的?{_KIN}"
    f"|{_KIN}{_IN}{{0,3}}(?:承包|包[了下]|冒名|吃低保)"
    f"|打了?{_IN}{{0,5}}一(?:巴掌|拳)|私放|私自放|请{_IN}{{0,6}}(?:严查|彻查|查处)"
)
# A task, a lesson or a paper about such deeds.
_DUTY = re.compile(
    "严禁|禁止|不得|不准|防止|防范|预防|杜绝|反(?!映|而|正|复)|整治|打击(?!报复)|治理|拒绝|承诺|警示|教育(?!局)|宣传|学习|培训|专项|自查"
    "|排查|摸排|台账|台帐|报表|月报|周报|清单|[份张填]表|查表|制度|条例|规定|普法|讲座|答题|线索|风险|电话|拦截|率|建设|行动"
    "|案例|典型|心得|感想|廉政|廉洁|零报告|登记|举报(?:箱|平台|奖励|的)|信访|上访"
)
_DENIED = re.compile("(?:没有?|不是|从不|从来不|从未|绝不|未曾|不曾|不会|也不|怕说?我?|[不别拒无])$")
_SUFFERED = re.compile(f"(?<!棉)被{_IN}{{0,8}}$")
# What speaks of an accusation where another kind of it stands beside: proof, a plea, a favour, force.
_LESSER = (
    re.compile(
        f"(?:有|[留存]了?|保存){_IN}{{0,6}}(?:录音|截图|记录|证据|照片|视频)|电话录音|亲眼|作证|拍了照"
        "|(?:我|村|大家|都)(?:都|全)?(?:见过|看见|知道)"
    ),
    re.compile(
        f"请{_IN}{{0,8}}查(?![收阅看验])|严查|彻查|查处|怕{_IN}{{0,3}}报复|不敢署名"
        f"|[请望盼求]{_IN}{{0,6}}纪委|纪委{_IN}{{0,3}}查"
    ),
    re.compile(
        f"请[他她]?(?:吃饭|喝酒)|吃饭喝酒|天天{_IN}{{0,3}}喝酒|[送拿给]{_IN}{{0,8}}[烟酒礼]|{_KIN}|低价|没收的|没有?公示|推荐的"
        f"|指定{_IN}{{0,4}}买"
    ),
    re.compile(f"逼|不{_IN}{{1,5}}就{_IN}{{0,3}}(?:扣|罚|查|开除|调走|压着|卡着)|下岗|废物"),
)
_AROUND = 6
_ENOUGH = 2
_SENTENCE = re.compile(r"[^。！？!?\n]+")


def accused(text: str, named: Iterable[tuple[int, int]]) -> str:
    """Return the first sentence that accuses a person named in the text, "" where there is none.

    Args:
        text: what was written.
        named: where in it people are named, as first character and the one after the last.
    """
    spans = list(named)
    naming = [
        sentence.group().strip()
        for sentence in _SENTENCE.finditer(text)
        if any(sentence.start() <= start < sentence.end() for start, _end in spans)
    ]
    grave = next((sentence for sentence in naming if _is_grave(sentence)), "")
    if grave or not naming:
        return grave
    signs = sum(bool(sign.search(text)) for sign in _LESSER)
    return naming[0] if signs >= _ENOUGH else ""


def _is_grave(sentence: str) -> bool:
    return any(_is_charge(match) for match in _GRAVE.finditer(sentence))


def _is_charge(match: re.Match[str]) -> bool:
    """Return whether the grave word is neither part of a task nor denied nor suffered by the one who is named."""
    sentence, (start, end) = match.string, match.span()
    near = sentence[max(0, start - _AROUND) : min(len(sentence), end + _AROUND)]
    before = sentence[max(0, start - 2 * _AROUND) : start]
    return not (_DUTY.search(near) or _DENIED.search(before) or _SUFFERED.search(before))
