import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback import selfid

_VECTORS = json.loads((Path(__file__).parent / "pii_vectors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("kind", "text", "why"), _VECTORS["positive"])
def test_every_positive_vector_is_found(kind: str, text: str, why: str) -> None:
    assert kind in [finding.kind.value for finding in selfid.find(text)]


@pytest.mark.parametrize(("kind", "text", "why"), _VECTORS["positive"])
@pytest.mark.parametrize("frame", ["有事请找{}，谢谢", "他说：{}。", "（{}）"])
def test_every_positive_vector_is_found_inside_a_sentence(frame: str, kind: str, text: str, why: str) -> None:
    assert kind in [finding.kind.value for finding in selfid.find(frame.format(text))]


@pytest.mark.parametrize(("kind", "text", "why"), _VECTORS["negative"])
def test_no_negative_vector_is_found(kind: str, text: str, why: str) -> None:
    assert selfid.find(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "每周都要向三个科室报同一份走访台账，格式还不一样。",
        "纪委书记办公室要求报表，党委书记、镇长都要签字，程序员小程序也要打卡。",
        "办公室主任会议每月四次，村支部书记例会两次，共 20241016 份材料。",
        "小区、小组、小时、老人、老年、小学、小康都要填，老师傅也不例外。",
    ],
)
def test_ordinary_work_is_left_alone(text: str) -> None:
    assert selfid.find(text) == []


_PIECES = st.sampled_from(
    [
        *"０1３8 -·:：（(㍿㈱é\u0301①张主任王小明科长号栋室路微信QQ@.京AD某",
        "13800000000",
        "3栋2单元",
        "联系人",
        "聯絡人",
        "\u200b",
        "\ufe0f\u20e3",
        "全镇就我",
        "唯一的",
        "村1组",
    ]
)


@given(st.one_of(st.text(st.characters(codec=None), max_size=300), st.lists(_PIECES, max_size=60).map("".join)))
def test_findings_are_in_order_and_quote_the_text_as_written(text: str) -> None:
    last = 0
    for finding in selfid.find(text):
        assert last <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.text
        last = finding.end


def test_a_finding_quotes_full_width_digits_as_written() -> None:
    assert [(found.text, found.start) for found in selfid.find("㍿手机１８８００００１２３４。")] == [
        ("１８８００００１２３４", 3)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("打010-66660000转803问", ["010-66660000转803"]),
        ("拨(0991) 2345678", ["(0991) 2345678"]),
        ("证号990000 19900101 0017", ["990000 19900101 0017"]),
        ("经办人张三、联系人：李小燕", ["张三", "李小燕"]),
        ("村民徐大福家的牛", ["徐大福"]),
        ("我是县水利局的高志远，找综合科马晓东。", ["高志远", "马晓东"]),
        ("村民小组长王铁柱带我们登记", ["王铁柱"]),
        ("邮寄到 幸福路88号就行", ["幸福路88号"]),
        ("石桥乡李伟乡长任人唯亲", ["李伟乡长"]),
        ("豫C3D567和皖A D12345", ["豫C3D567", "皖A D12345"]),
    ],
)
def test_what_is_found_is_exactly_the_telling_part(text: str, found: list[str]) -> None:
    assert [finding.text for finding in selfid.find(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "高局长期待的数据，编号：13800000000的档案找不到，金额13800000000元。",
        "老周说没人看，综治办老胡、王阿姨、居民李某也这么说。",
        "公安局长接访日，沙田镇长坪村，语文老师、历史老师、林业局长、每周书记例会。",
        "微信Excel来回传，QQ群20241016人太多，3栋楼共120户，第3组12号文件。",
    ],
)
def test_papers_amounts_and_soft_mentions_are_left_alone(text: str) -> None:
    assert selfid.find(text) == []


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "a",
        "a@",
        "a.",
        "张",
        "张主任",
        "小区",
        "一",
        "三栋",
        "路",
        "村1组",
        "微信 ",
        "京A",
        "0-",
        "联系人",
        "全镇就我",
        "王小",
        " ",
        "é",
    ],
)
def test_five_thousand_characters_take_no_time(piece: str) -> None:
    text = (piece * 5000)[:5000]
    selfid.find("张三")  # reads the names
    started = time.process_time()
    selfid.find(text)
    assert time.process_time() - started < 5  # a measured 0.1 s at most; what grows with the square takes minutes


def test_every_kind_has_a_reason() -> None:
    assert selfid.REASONS.keys() == set(selfid.Kind)


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("name_title", "找陈纪委书记，李副总和冯站也在", ["陈纪委书记", "李副总", "冯站"]),
        ("name_title", "常委员、文书记讲了话，钟队带人去了", ["常委员", "文书记", "钟队"]),
        ("name_title", "水电站退休的卞师傅和欧阳娜娜主任", ["卞师傅", "欧阳娜娜主任"]),
        ("name", "由诸葛青云负责，听侯明讲，落款写的是凌志远。", ["诸葛青云", "侯明", "凌志远"]),
        ("name", "征地办的祝德明写的，高文博看过", ["祝德明", "高文博"]),
        ("name", "买买提江和 Zhang Wei 都在名单上", ["买买提江", "Zhang Wei"]),
        ("surname", "我姓诸葛，有个姓薛的科员催表，我们镇长姓郎", ["诸葛", "薛", "郎"]),
        ("unit_person", "财务小吴，我们办公室的徐姐，平时大家喊我刘哥", ["小吴", "徐姐", "刘哥"]),
        (
            "id18",
            "证号9900 0019 9001 0100 17，身份证老号990000750512001",
            ["9900 0019 9001 0100 17", "990000750512001"],
        ),
        ("mobile", "电话幺三九零零零零八八九九，或 139.0000.1122", ["幺三九零零零零八八九九", "139.0000.1122"]),
        ("landline", "传真0990 0001122转8012", ["0990 0001122转8012"]),
        ("number", "工号：A10086，护照号E12345678", ["工号：A10086", "护照号E12345678"]),
        ("birth", "1979年8月生，1985-03-02出生", ["1979年8月生", "1985-03-02出生"]),
        ("email", "wang_yl(at)example.com、zhang艾特qq点com", ["wang_yl(at)example.com", "zhang艾特qq点com"]),
        ("wechat", "抖音号qinghe_2026，微信名“清河小张”", ["抖音号qinghe_2026", "微信名“清河小张”"]),
        ("address", "家住柳塘村第三组，镇政府大楼305办公室", ["家住柳塘村第三组", "镇政府大楼305办公室"]),
        ("address", "寄到沙田镇新街社区和平巷7号附3号4栋2单元501室", ["沙田镇新街社区和平巷7号附3号4栋2单元501室"]),
        (
            "mobile",
            "打1\ufe0f\u20e33\ufe0f\u20e39 0000\u200b1122，或1 3 9 0 0 0 0 1 1 2 2",
            ["1\ufe0f\u20e33\ufe0f\u20e39 0000\u200b1122", "1 3 9 0 0 0 0 1 1 2 2"],
        ),
        ("name", "聯絡人：陳志豪，经办人：李　伟，联系人 zhang wei", ["陳志豪", "李　伟", "zhang wei"]),
        ("name", "点名的是樊丽娜、路宏伟、万俟春等人", ["樊丽娜", "路宏伟", "万俟春"]),
        ("name_title", "住建局亓科长、人社所的车所长和呼延主任", ["亓科长", "车所长", "呼延主任"]),
        ("unit_person", "综治中心的芳姐，新来的小郝", ["芳姐", "小郝"]),
        ("bank", "工资卡号6217000000000000004", ["6217000000000000004"]),
        ("plate", "车牌A88T06", ["A88T06"]),
        ("few", "全镇就我一个女的综治专干，全所唯一的研究生", ["全镇就我一个女的综治专干", "全所唯一的研究生"]),
        ("few", "我们站就我一个人，我们教学点就两个老师", ["我们站就我一个人", "我们教学点就两个老师"]),
        ("address", "城南社区杏花巷3号院2排5号", ["城南社区杏花巷3号院2排5号"]),
        ("name", "我老公孙红，听任红梅讲，幼儿园卢福生老人", ["孙红", "卢福生"]),
        ("name_title", "人社局就业科罗科长，派出所邱所说", ["罗科长", "邱所"]),
        ("surname", "在兽医站上班，姓佟，站里的人都知道", ["佟"]),
        ("name", "村里的文书石玉兰，有位叫黄大发的", ["石玉兰", "黄大发"]),
        ("few", "我们站就两个人，我是全镇唯一的统计员。", ["我们站就两个人", "我是全镇唯一的统计员"]),
    ],
)
def test_each_kind_is_found_in_its_many_forms(kind: str, text: str, found: list[str]) -> None:
    assert [(each.kind.value, each.text) for each in selfid.find(text)] == [(kind, part) for part in found]


@pytest.mark.parametrize(
    "text",
    [
        "他任主任以后，和书记、镇长一起向局长汇报，经主任同意报书记审批。",
        "学习焦裕禄同志精神，向雷锋同志学习，谢谢老师，顾问律师也来了。",
        "公安、卫健、文旅、林草、史志、安监，林长、河长、田长，钱塘江、郑州市、柳塘镇。",
        "客服12315、热线12345，面积13900001234平方米，统一社会信用代码91650100MA00000000。",
        "我一个人管六条线，全镇只有一台电脑，我们村就三个组，镇里就一个会计。",
        "黄金周不休，李子树要登记，早晚高峰站岗，楼道里碰见，支部按周通报，工单有修手机的，材料要盖红章。",
        "设备序列号SN13900001111，银行卡号6217000000000000005校验不过，全镇唯一的桥塌了，领导签字盖章，包村干部，微信“防汛工作群”。",
        "出生年月、工号、护照号都要填，2010年出生的儿童另造一册，生产日期2026年3月2日。",
    ],
)
def test_words_that_only_look_like_it_are_left_alone(text: str) -> None:
    assert selfid.find(text) == []


def test_a_page_of_text_takes_milliseconds() -> None:
    text = ("每周都要向三个科室报同一份走访台账，格式还不一样，张主任说先填。" * 40)[:960]
    selfid.find(text)
    measured = []
    for _round in range(5):
        started = time.process_time()
        selfid.find(text)
        measured.append(time.process_time() - started)
    assert min(measured) < 0.1  # 2 ms on an idle machine
