import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback import selfid
from feedback.selfid.accusing import accused


def _accused(text: str) -> str:
    return accused(text, [(found.start, found.end) for found in selfid.find(text)])


@pytest.mark.parametrize(
    "text",
    [
        "民政办黄主任把低保名额给了自己的表妹，表妹家开着两辆车",
        "村支书吴大贵把救灾的棉被拉回自己家，半个村都看见了",
        "人事科薛科长要三万块才给办调动",
        "张科长摸女同事的手，还约她单独吃饭",
        "李建军当着全村人扇了低保户一耳光",
        "王局长跟包工头称兄道弟，招标前就内定好了",
        "疾控股何股长逼我们虚报接种数",
        "我要举报城管队的韩队长",
        "会计程芳把村里的租金存进自己的账户吃利息",
        "城管队员孙浩踢翻老人的菜摊，还骂老人",
        "支书田大壮把集体林地偷偷卖了",
        "街道副书记贺伟喝完酒打了保洁员一巴掌",
    ],
)
def test_a_charge_against_a_named_person_is_an_accusation(text: str) -> None:
    assert _accused(f"表太多了。{text}。请减一减。") == text


@pytest.mark.parametrize(
    "text",
    [
        "财政所郑所长把报销单卡了半年，别人请他吃饭三天就批。我有录音。",
        "市监所王小明科长要我们送两条烟。有转账截图。",
        "曹乡长推荐的化肥村里都得买。请严查。",
    ],
)
def test_lesser_signs_accuse_where_two_kinds_meet(text: str) -> None:
    first, more = text.split("。", maxsplit=1)
    assert _accused(text) == first
    assert _accused(first + "。") == ""
    assert _accused(more) == ""


@pytest.mark.parametrize(
    "text",
    [
        "张书记在会上强调严禁违纪违法，会后每人写一份心得。",
        "王主任让我们签《不收红包承诺书》，一年签了六份。",
        "李所长布置打击违法犯罪宣传月报，没有案件也要写三千字。",
        "赵医生被病人骂了还要写情况说明，一式三份。",
        "我们孙站长从不收礼，也从不骂人，可是表还是一样多。",
        "许科长要我们报送信访台账，上访的、举报的、来电的分三张表。",
        "邓主任让我们请群众吃饭后拍照，算“联系群众”一次。",
        "请查收附件。崔局长的材料我们改到凌晨。",
        "有人收红包，有人打人，名字我不说。",
        "何股长让每户拍照截图上传，说纪委要看痕迹。",
        "老百姓举报垃圾没人收，林书记让我们写情况说明写了三稿。",
        "罗先生为了一个无犯罪证明跑了四个派出所。",
        "座签是张志明打了四遍的，我打他手机也没人接。",
    ],
)
def test_a_task_about_such_deeds_accuses_nobody(text: str) -> None:
    assert _accused(text) == ""


@given(st.text(st.sampled_from("张主任收钱被打请查录音。，不举报台账表"), max_size=60))
def test_an_accusation_is_a_sentence_of_the_text(text: str) -> None:
    sentence = _accused(text)
    assert sentence in text
    assert "。" not in sentence
