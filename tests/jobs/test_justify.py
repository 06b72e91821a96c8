"""Flush Chinese: a version that the patch was not written for is refused, and lines end where the type area ends."""

import re
import subprocess
from pathlib import Path

import pytest

from jobs import justify
from jobs.rendering import render_pdf

MM = 72 / 25.4
STYLE = (
    "<style>@page { size: A4; margin: 20mm 26mm 20mm 28mm } p { text-align: justify; margin: 0 }"
    "body { margin: 0; font: 5.565mm/1.875 'Noto Serif CJK SC'; line-break: strict }</style>"
)
PLAIN = "基层反映的问题，要一件一件地办，办一件成一件；不能用表格代替走访，更不能用留痕代替落实。" * 8
MIXED = "第3季度共收到79件反映，其中 23 件涉及“台账多头重复报送”（占 29.1%），<b>最晚</b>的已超期30天——需要决定。" * 8


def line_ends(body: str, folder: Path) -> list[tuple[str, float, float]]:
    """Return each line's text and its left and right edge in millimetres."""
    pdf = folder / "page.pdf"
    html = f"<!doctype html><html lang=zh-hans><head><title>x</title>{STYLE}</head><body>{body}</body></html>"
    pdf.write_bytes(render_pdf(html, title="x", identifier=b"x"))
    run = ["pdftotext", "-bbox-layout", str(pdf), "-"]
    found = subprocess.run(run, capture_output=True, text=True, check=True).stdout  # noqa: S603
    lines: dict[int, list[tuple[float, float, str]]] = {}
    for left, top, right, word in re.findall(
        r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">(.*)</word>', found
    ):
        lines.setdefault(round(float(top) / 20), []).append((float(left), float(right), word))
    rows = [sorted(lines[top]) for top in sorted(lines)]
    return [("".join(each[2] for each in row), row[0][0] / MM, max(each[1] for each in row) / MM) for row in rows]


@pytest.mark.parametrize("text", [PLAIN, MIXED])
def test_every_line_but_the_last_is_flush(text: str, tmp_path: Path) -> None:
    lines = line_ends(f"<p>{text}</p>", tmp_path)[:-1]
    assert len(lines) > 8
    for words, left, right in lines:
        assert abs(left - 28) < 0.1, (words, left)
        assert abs(right - 184) < 0.15, (words, right)


def test_no_line_starts_with_a_closing_mark(tmp_path: Path) -> None:
    for words, _left, _right in line_ends(f"<p>{PLAIN}</p><p>{MIXED}</p>", tmp_path):
        assert words[0] not in "，。；：、！？）”》"


def test_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(justify, "version", lambda _name: "70.1")
    with pytest.raises(justify.UnknownWeasyPrintError, match=r"WeasyPrint 70\.0, not 70\.1"):
        justify.install(None, None, None)
