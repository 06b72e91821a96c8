import xml.etree.ElementTree as ET

from jobs.charts import PAPER, SCREEN, Bar
from jobs.columns import BASE, TOP, columns

NS = "{http://www.w3.org/2000/svg}"


def _drawn(*rows: Bar, hidden: str = "不单列") -> ET.Element:
    return ET.fromstring(columns(rows, title="最多：三季度", hidden=hidden, ink=PAPER))  # noqa: S314  # our own


def test_columns_stand_on_one_line_and_keep_proportion() -> None:
    svg = _drawn(Bar("26Q2", 10, 20), Bar("26Q3", 5))
    boxes = [(float(box.get("y") or 0), float(box.get("height") or 0)) for box in svg.findall(f"{NS}rect")]
    tall = BASE - TOP
    assert boxes == [(BASE - tall / 2, tall / 2), (BASE - tall / 4, tall / 4)]
    mark, foot = svg.findall(f"{NS}line")
    assert (mark.get("y1"), foot.get("y1")) == (f"{TOP:.1f}", str(BASE))
    # The number stands over the mark where that one is higher.
    texts = {text.text: float(text.get("y") or 0) for text in svg.findall(f"{NS}text")}
    assert (texts["10"], texts["5"]) == (TOP - 6, BASE - tall / 4 - 6)


def test_a_hidden_column_is_an_empty_dashed_box_that_says_so_word_by_word() -> None:
    svg = _drawn(Bar("26Q2", None, 12), Bar("26Q3", 40), hidden="not shown")
    box = svg.findall(f"{NS}rect")[0]
    assert (box.get("fill"), box.get("stroke-dasharray"), box.get("height")) == ("none", "3 2", "24")
    assert [text.text for text in svg.findall(f"{NS}text")] == ["26Q2", "not", "shown", "26Q3", "40"]
    assert len(svg.findall(f"{NS}line")) == 1


def test_the_key_sentence_is_told_and_labels_are_escaped() -> None:
    svg = columns([Bar("<b>", 0)], title='"', hidden="", ink=SCREEN)
    assert 'aria-label="&quot;"' in svg
    assert "<b>" not in svg
    assert "style=" not in svg
