"""The style: small, of one's own, and the only place where looks are decided."""

import re
from pathlib import Path

from django.conf import settings

CSS = sorted((settings.BASE_DIR / "static" / "css").glob("*.css"))
TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
# What becomes a PDF carries its own style and is never sent to a browser.
PRINTED = {
    "digests/bulletin_print.html", "feedback/codes/poster.html", "feedback/rounds/record.html",
    "tolerance/criteria_pdf.html", "tolerance/letterhead.html",
}  # fmt: skip


def _name(path: Path) -> str:
    return path.relative_to(settings.BASE_DIR / "templates").as_posix()


def test_style_stays_under_fifteen_kilobytes() -> None:
    assert sum(path.stat().st_size for path in CSS) < 15_000


def test_style_loads_nothing() -> None:
    assert [path.name for path in CSS if re.search(r"@import|url\(", path.read_text())] == []


def test_templates_hold_no_style_and_no_script_of_their_own() -> None:
    inline = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=\"|javascript:")
    assert [_name(path) for path in TEMPLATES if _name(path) not in PRINTED and inline.search(path.read_text())] == []


def test_every_colour_has_a_value_for_the_dark() -> None:
    light, dark = (settings.BASE_DIR / "static/css/tokens.css").read_text().split("@media")
    names = {name for name, value in re.findall(r"(--[\w-]+):\s*(#\w+)", light) if value != "#fff"}
    assert names - set(re.findall(r"(--[\w-]+):", dark)) == set()
