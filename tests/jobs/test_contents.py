"""A page of contents is laid out once for its place and once for its numbers, which are right."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from weasyprint.layout import page

from jobs import contents
from jobs.rendering import render_pdf

HTML = """<!doctype html><html lang="zh-hans"><meta charset="utf-8"><title>x</title><style>
@page { size: 60mm 60mm; margin: 5mm; font-family: "Noto Sans CJK SC" } body { font-family: "Noto Sans CJK SC" }
.far { break-before: page } a::after { content: "…" target-counter(attr(href), page) }</style>
<p><a href="#near">近</a></p><p><a href="#far">远</a></p><h2 id="near">近处</h2>
<h2 class="far">其间</h2><h2 class="far" id="far">远处</h2>"""


def test_contents_take_one_more_pass_and_have_the_right_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    render_pdf(HTML, title="x", identifier=b"x")  # which installs the patch
    contents.install(page)
    made, remake = [], page.remake_page

    def counted(index: int, *arguments: Any) -> Any:
        made.append(index)
        return remake(index, *arguments)

    monkeypatch.setattr(page, "remake_page", counted)
    pdf = PdfReader(BytesIO(render_pdf(HTML, title="x", identifier=b"x")))
    assert made == [0, 1, 2, 0]
    assert [each.extract_text().split() for each in pdf.pages] == [["近…1", "远…3", "近处"], ["其间"], ["远处"]]
