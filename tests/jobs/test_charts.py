import xml.etree.ElementTree as ET

from jobs.charts import PAPER, PHONE, SCREEN, Bar, Range, bars, ranges, shorten

NS = "{http://www.w3.org/2000/svg}"


def _drawn(*rows: Bar) -> ET.Element:
    return ET.fromstring(bars(rows, title="最多：会议", hidden="不单列", ink=PAPER))  # noqa: S314  # our own


def test_bars_start_at_zero_and_keep_proportion() -> None:
    svg = _drawn(Bar("会议", 40), Bar("报表", 10, 20))
    boxes = svg.findall(f"{NS}rect")
    assert [box.get("x") for box in boxes] == ["0", "0"]
    assert [float(box.get("width") or 0) for box in boxes] == [384.0, 96.0]
    assert [line.get("x1") for line in svg.findall(f"{NS}line")] == ["193"]


def test_a_hidden_count_is_an_empty_dashed_box_that_says_so() -> None:
    svg = _drawn(Bar("会议", 40), Bar("陪会", None, 12))
    hidden = svg.findall(f"{NS}rect")[1]
    assert (hidden.get("fill"), hidden.get("width"), hidden.get("stroke-dasharray")) == ("none", "40", "3 2")
    assert [text.text for text in svg.findall(f"{NS}text")] == ["会议", "40", "陪会", "不单列"]
    assert svg.findall(f"{NS}line") == []
    assert "两季均不单列" in bars([Bar("会", None, hidden="两季均不单列")], title="", hidden="不单列", ink=PAPER)


def test_on_the_screen_bars_are_shares_of_the_width_and_letters_keep_their_size() -> None:
    row = Bar("会" * 30, 40, 20)
    svg = ET.fromstring(bars([row], title="", hidden="", ink=SCREEN))  # noqa: S314  # our own
    assert (svg.get("viewBox"), svg.get("width"), svg.get("height")) == (None, "100%", "42")
    assert [box.get("width") for box in svg.findall(f"{NS}rect")] == ["70.00%"]
    assert [line.get("x1") for line in svg.findall(f"{NS}line")] == ["35.21%"]
    label, number = svg.findall(f"{NS}text")
    assert (label.text, number.get("x"), number.get("dx")) == ("会" * 21 + "…", "70.00%", "7")


def test_on_a_page_as_narrow_as_a_phone_letters_are_larger_and_labels_shorter() -> None:
    svg = ET.fromstring(bars([Bar("会" * 30, 40, 20)], title="", hidden="", ink=PHONE))  # noqa: S314  # our own
    assert (svg.get("viewBox"), svg.get("font-size")) == ("0 0 320 42", "13.5")
    assert [box.get("width") for box in svg.findall(f"{NS}rect")] == ["224"]
    assert [text.text for text in svg.findall(f"{NS}text")] == ["会" * 21 + "…", "40"]


def test_the_key_sentence_is_title_and_label() -> None:
    svg = _drawn(Bar("会议", 40))
    assert (svg.get("role"), svg.get("aria-label"), svg.findtext(f"{NS}title")) == ("img", "最多：会议", "最多：会议")


def test_charts_have_no_inline_style_and_escape_labels() -> None:
    svg = bars([Bar("<script>", 12)], title='"', hidden="", ink=SCREEN)
    assert "style=" not in svg
    assert "<script>" not in svg
    assert 'aria-label="&quot;"' in svg


def test_long_labels_are_cut_by_width() -> None:
    assert shorten("会" * 28) == "会" * 28
    assert shorten("会" * 29) == "会" * 28 + "…"
    assert shorten("a" * 57) == "a" * 56 + "…"


def test_ranges_lie_on_one_scale_and_never_show_a_point() -> None:
    rows = [Range("会议", (100, 400)), Range("报表", (20, 20)), Range("陪会", None)]
    svg = ET.fromstring(ranges(rows, title="工时", hidden="不单列", ink=PAPER))  # noqa: S314  # our own
    boxes = svg.findall(f"{NS}rect")
    assert [(box.get("x"), box.get("width"), box.get("stroke-dasharray")) for box in boxes] == [
        ("96", "288", None), ("19.2", "3", None), ("0.5", "40", "3 2"),
    ]  # fmt: skip
    assert [text.text for text in svg.findall(f"{NS}text")] == ["会议", "100–400", "报表", "20–20", "陪会", "不单列"]
    assert ranges([Range("会议", (0, 0))], title="", hidden="", ink=SCREEN).count("<rect") == 1
