"""The same pages for three printers: ours, Chromium and Typst; owns their content, and how a peer is asked.

Each page has a heading, three paragraphs and a table of ten rows, begins anew, and so is a page to all three. All use
the same font. Ours writes tagged PDF/A-3a and PDF/UA-1; the peers write what they write without further options.
"""

import shutil
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

WORDS = (
    "从反映情况看，同一组数据由几个科室分别索要，口径不一、时限不一，基层只能重复填报。"
    "建议由数据部门牵头，按“一数一源”的要求统一提取，未经备案的报表一律停止报送，并在年底前回头看。"
)
ROWS, PARAGRAPHS = 10, 3
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


_STYLE = """@page { size: A4; margin: 20mm } section { break-after: page } body { font: 16px/1.6 "Noto Serif CJK SC" }
table { width: 100%; table-layout: fixed; border-spacing: 0 } td, th { border-bottom: 1px solid #333 }"""


def html(pages: int) -> str:
    """Return the document for ours and for Chromium."""
    parts = []
    for page in range(pages):
        # Each paragraph its own, so that nothing laid out before is of use again.
        words = "".join(f"<p>第{page}之{at}段：{WORDS}</p>" for at in range(PARAGRAPHS))
        rows = ((f"{page}-{row}", "台账重复报送", str(page + row)) for row in range(ROWS))
        cells = "".join(f"<tr><td>{'<td>'.join(row)}" for row in rows)
        table = f"<table><thead><tr><th>编号<th>问题<th>件数</thead>{cells}</table>"
        parts.append(f"<section><h2>第{page}节</h2>{words}{table}</section>")
    head = f"<!doctype html><html lang='zh-hans'><meta charset='utf-8'><title>页</title><style>{_STYLE}</style>"
    return head + "".join(parts)


def typst(pages: int) -> str:
    """Return the document for Typst."""
    parts = ['#set page(paper: "a4", margin: 20mm)\n#set text(font: "Noto Serif CJK SC", size: 12pt, lang: "zh")\n']
    for page in range(pages):
        words = "\n\n".join(f"第{page}之{at}段：{WORDS}" for at in range(PARAGRAPHS))
        cells = ", ".join(f"[{page}-{row}], [台账重复报送], [{page + row}]" for row in range(ROWS))
        table = f"#table(columns: 3, table.header([编号], [问题], [件数]), {cells})"
        parts.append(f"= 第{page}节\n{words}\n\n{table}\n#pagebreak(weak: true)\n")
    return "".join(parts)


def by_ours(pages: int) -> tuple[float, int]:
    """Return the seconds it takes us, and how many pages came out."""
    from jobs.rendering import render_pdf  # noqa: PLC0415  # only after django.setup

    source = html(pages)
    start = time.perf_counter()
    pdf = render_pdf(source, title="页", identifier=b"digest")
    return time.perf_counter() - start, _pages(pdf)


def by_chromium(pages: int) -> float | None:
    """Return the seconds that Chromium takes, its start included; None where there is none."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.html", Path(folder) / "out.pdf"
        source.write_text(html(pages), encoding="utf-8")
        flags = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={folder}/p")
        start = time.perf_counter()
        subprocess.run(
            [program, *flags, f"--print-to-pdf={target}", source.as_uri()], capture_output=True, check=True, timeout=300
        )
        spent = time.perf_counter() - start
        _check(_pages(target.read_bytes()), pages)
    return spent


def by_typst(pages: int) -> float | None:
    """Return the seconds that Typst takes in this process, fonts found beforehand; None where it is not installed."""
    if find_spec("typst") is None:
        return None
    import typst as compiler  # noqa: PLC0415  # only the checks have it

    with tempfile.TemporaryDirectory() as folder:
        small, source = Path(folder) / "small.typ", Path(folder) / "in.typ"
        small.write_text(typst(1), encoding="utf-8")
        source.write_text(typst(pages), encoding="utf-8")
        compiler.compile(small)
        start = time.perf_counter()
        pdf = compiler.compile(source)
        spent = time.perf_counter() - start
    _check(_pages(pdf), pages)
    return spent


def _pages(pdf: bytes) -> int:
    from io import BytesIO  # noqa: PLC0415

    from pypdf import PdfReader  # noqa: PLC0415  # only the checks have it

    return len(PdfReader(BytesIO(pdf)).pages)


def _check(found: int, wanted: int) -> None:
    if found != wanted:
        raise ValueError(f"{found} pages instead of {wanted} would be compared")
