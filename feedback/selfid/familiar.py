"""Finds colleagues by a familiar name, names from other scripts, and a surname given away; owns their shapes.

Beside an office or a post a familiar name (党政办小刘) leads to one person; alone it tells nothing and is left alone.
"""

from feedback.selfid import lexicon
from feedback.selfid.patterns import pattern

_S = f"[{lexicon.COMMON}{lexicon.RARE}]"
_BESIDE = (
    "(?:[办科室站所局组队班](?:里|上|那边)?的?|(?:中心|专班|食堂|门卫|采购|医院|学校|社区|档案|出纳|办税|收费|隔壁|对面"
    "|同屋|搭档|新来|刚考来|今年考来|一起进来|合同工|临聘|临时工)的?"
    "|财务的?|综合的?|后勤的?|内勤|人事的?|信访的?|窗口的?|大厅的?"
    "|干事|同事|科员|会计|社工|网格员|文书|专干|司机|民警|辅警|护士|秘书|出纳|报账员|统计员"
    "|协管员|选调生|村官|跟|和我同[一-龥]{1,3}的)"
)
_GIVEN = f"[{''.join(sorted(lexicon.LIKELY))}]"
_CALLED = '(?:[喊叫称唤][我他她]{1,2}|人称|外号叫?|[都就]叫[我他她]|绰号叫?)[“"「]?'

NICKNAME = pattern(
    f"{_BESIDE}(?P<mark>小{_S}|(?:{_S}|(?![大小老表堂师学帅]){_GIVEN})[姐哥])(?![序围落区组康时学微型孩伙庄村])|{_CALLED}(?P<own>[老小]{_S}[头子]?"
    f"|{_S}[姐哥叔婶工总])"
    f"|(?P<team>小{_S})(?=[、，,和]{{1,2}}我)|(?P<with>{_S}[姐哥])(?=搭班|同组|同岗|带的?班)"
    f"|(?:管|干|负责)[一-龥]{{1,6}}的(?P<doing>{_S}[姐哥])(?![一-龥])",
    group=("mark", "own", "team", "with", "doing"),
    near="[小老姐哥]|[喊叫称唤][我他她]|外号|绰号",
)
OWN_SURNAME = pattern(
    f"(?:我|本人|免贵|鄙人|[镇乡县局处科股所站队组院校部村]长|书记|主任|支书|主席)姓(?P<name>{lexicon.SURNAME})(?!名"
    f"|氏)"
    f"|(?:[他她]|对方|自称|叫我)姓(?P<other>{lexicon.SURNAME})(?![名氏]|什么|啥)|(?<=[,。;、])姓(?P<plain>{lexicon.SURNAME})(?=[,。;])|姓(?P<double>{'|'.join(sorted(lexicon.DOUBLE))})"
    f"|姓(?P<holder>{lexicon.SURNAME})的?(?=的?(?:副|一?[个位名])?(?:科员|干事|[一-龥]长|主任|书记|会计|老师|同事"
    f"|同志|领导|干部|警官|医生|师傅))",
    group=("name", "other", "plain", "double", "holder"),
    near="姓",
)
_OTHER = (
    "买买提|买买江|艾买提|吐尔逊|吐尔洪|阿不都|阿卜杜|阿布都|艾合买提|木拉提|热合曼|古丽|阿依|依明|努尔|哈力|别克"
    "|巴特尔|其其格|格日勒|乌兰|图雅|呼和|苏日娜|娜仁|阿拉坦"
    "|扎西|卓玛|次仁|才让|多吉|央金|达瓦|旦增|尼玛|拉姆|格桑|索朗|平措|顿珠|旺堆|德吉|白玛|仁青|阿迪力|玉素甫|买合木"
    "|帕提|沙力|麦麦提|赛买提"
)
_SOUND = (
    "[阿艾买提麦尔力木江古丽别克扎西卓玛次仁多吉央金尼旦增拉姆索朗平措德吉白巴特其格日勒乌兰图雅娜仁吐逊"
    "洪哈马依明努合曼热孜甫素玉帕沙赛斯丹东桑旺顿珠措加羊本当周杰太]"
)
OTHER_SCRIPT = pattern(
    f"(?P<name>{_SOUND}{{0,4}}(?:{_OTHER}){_SOUND}{{0,4}}(?:·[一-龥]{{2,6}})?"
    f"|[一-龥]{{2,6}}·[一-龥]{{2,6}}(?=[^一-龥]|书记|主任|[说是的在和]))"
    "(?!草原|奖|山|县|市|路|镇|乡|村|街|族)",
    group="name",
    near=f"{_OTHER}|·",
)
_ASKED = (
    "(?:姓 {0,4}名|名字|联 {0,4}系 {0,4}人|经办人|填表人|填报人|负责人|申请人|反映人|收件人|我叫|我是|本人)"
    "[:是叫为 ]{0,3}"
)
_PINYIN = (
    "Wang|Li|Zhang|Liu|Chen|Yang|Zhao|Huang|Zhou|Wu|Xu|Sun|Hu|Zhu|Gao|Lin|He|Guo|Ma|Luo|Liang|Song|Zheng|Xie|Han"
    "|Tang|Feng|Yu|Dong|Xiao|Cheng|Cao|Yuan|Deng"
    "|Fu|Shen|Zeng|Peng|Lv|Lu|Su|Jiang|Cai|Jia|Ding|Wei|Xue|Ye|Yan|Pan|Du|Dai|Xia|Zhong|Tian|Ren|Fan|Fang|Shi|Yao"
    "|Tan|Liao|Zou|Xiong|Jin|Hao|Kong|Bai|Cui|Kang|Mao|Qiu|Qin"
)
PINYIN = pattern(
    f"(?<![A-Za-z])(?:{_PINYIN}) ?[A-Z][a-z]{{1,5}}(?:[ -]?[a-z]{{2,6}})?(?![A-Za-z0-9])"
    f"|(?<![A-Za-z])(?:{_PINYIN.upper()}) [A-Z]{{2,12}}(?: [A-Z]{{2,6}})?(?![A-Za-z0-9])"
    f"|(?:{_ASKED})(?P<asked>(?:{_PINYIN.lower()}) ?[a-z]{{2,12}}(?: [a-z]{{2,6}})?)(?![A-Za-z0-9@._-])",
    group="asked",
    near="[A-Za-z]{2}",
)
# As in a form, where two characters are spread to the width of three.
SPREAD = pattern(
    f"(?:{_ASKED})(?P<name>{lexicon.SURNAME} {{1,4}}[一-龥])(?![一-龥])", group="name", near="[一-龥] {1,4}[一-龥]"
)
