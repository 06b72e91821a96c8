"""Turns HTML into PDF; owns the only use of WeasyPrint, and never fetches anything from a network or a folder at large.

Equal input gives equal bytes: no dates are written and the document's identifier comes from the caller. Every document
is PDF/A-3a and PDF/UA-1 at once (`jobs.archival`), and its Chinese is set flush (`jobs.justify`).
"""

import gc
import logging
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation

from jobs import archival, fonts, justify
from jobs.libraries import INSTALL_LINE, missing_packages

# Pango is not safe to use from several threads at once, and the log of a rendering must be that rendering's own.
_LOCK = threading.Lock()
_TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".otf": "font/otf", ".ttf": "font/ttf"}
_FOREIGN = "The document asks for a URL that is neither data: nor an existing static: file."


class RenderingUnavailable(RuntimeError):  # noqa: N818  # reads as a state, not as a mistake
    """The system lacks libraries or fonts; the message says in one line what to install."""


class RenderingFailed(RuntimeError):  # noqa: N818
    """The document asks for what it may not have, or holds a character that no font can show."""


class _Collector(logging.Handler):
    """Keeps what makes a document wrong: errors, and glyphs that are missing."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.faults: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR:
            self.faults.append("a resource could not be loaded")
        elif ".notdef" in str(record.msg):
            self.faults.append("a character has no glyph")


@contextmanager
def _faults_raised() -> Iterator[None]:
    logger, collector = logging.getLogger("weasyprint"), _Collector()
    logger.addHandler(collector)
    propagate, logger.propagate = logger.propagate, False  # its warnings quote the document's words
    try:
        yield
    finally:
        logger.removeHandler(collector)
        logger.propagate = propagate
    if collector.faults:
        raise RenderingFailed(f"The document is not right: {collector.faults[0]}.")


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for garbage among the boxes of a document, which took a fifth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _static_file(url: str) -> Path | None:
    try:
        found = finders.find(url.removeprefix("static:"))
    except SuspiciousFileOperation:
        return None
    return Path(found) if isinstance(found, str) else None


def _fetcher(urls: Any) -> Callable[[str], Any]:
    data_urls = urls.URLFetcher(allowed_protocols={"data"})
    own = {path.as_uri(): path for path in fonts.faces().values()}

    def fetch(url: str) -> Any:
        if url.startswith("data:"):
            return data_urls.fetch(url)
        path = _static_file(url) if url.startswith("static:") else own.get(url)
        if path is None:
            # WeasyPrint swallows every other exception and leaves a hole in the page.
            raise urls.FatalURLFetchingError
        return urls.URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _TYPES.get(path.suffix, "text/plain")})

    return fetch


@lru_cache(maxsize=1)
def _typefaces(weasyprint: Any, faces: tuple[tuple[str, Path], ...]) -> tuple[Any, Any]:
    """Return the configuration of fonts and the stylesheet that names our own, made once for all documents."""
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415  # as below

    known, fetch = FontConfiguration(), _fetcher(weasyprint.urls)
    rules = "".join(f'@font-face {{ font-family: "{name}"; src: url({path.as_uri()}) }}' for name, path in faces)
    return known, weasyprint.CSS(string=rules, font_config=known, url_fetcher=fetch)


@lru_cache(maxsize=4)
def _kept_sheet(weasyprint: Any, style: str, known: Any) -> Any:
    """Return a stylesheet parsed once for all documents; one that is faulty raises each time."""
    with _faults_raised():
        return weasyprint.CSS(string=style, font_config=known, url_fetcher=_fetcher(weasyprint.urls))


def _sheets(weasyprint: Any, style: str) -> dict[str, Any]:
    """Return the options that name the fonts and the stylesheets, `style` among them, for a rendering."""
    known, named = _typefaces(weasyprint, tuple(fonts.faces().items()))
    sheets = [named, _kept_sheet(weasyprint, style, known)] if style else [named]
    return {"font_config": known, "stylesheets": sheets}


def _weasyprint() -> tuple[Any, Any]:
    if lacking := missing_packages():
        raise RenderingUnavailable(f"PDF documents need {', '.join(lacking)}. Install with: {INSTALL_LINE}")
    # Imported here because the import itself fails where the libraries are missing, and all the rest must work there.
    import weasyprint  # noqa: PLC0415
    from weasyprint import urls  # noqa: PLC0415
    from weasyprint.layout import inline  # noqa: PLC0415
    from weasyprint.text import ffi, line_break  # noqa: PLC0415

    justify.install(inline, line_break, ffi)
    return weasyprint, urls


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF of ours has."""
    # Only its streams are packed, and what describes a page is no stream.
    return len(re.findall(rb"/Type /Page\b", pdf))


def render_pdf(  # noqa: PLR0913  # the document, and what its file says of it
    html: str,
    *,
    title: str,
    language: str = "zh-hans",
    identifier: bytes,
    style: str = "",
    attachments: Sequence[archival.Attachment] = (),
) -> bytes:
    """Return `html` as a PDF.

    Args:
        html: a whole document; its stylesheets and pictures have `static:` or `data:` URLs.
        style: a stylesheet that many documents share, which is parsed once and kept in memory: nothing secret.
        title: the title in the document's properties.
        language: the language in the document's properties.
        identifier: what tells this document from others, the same for the same edition.
        attachments: files to put inside, such as the figures as CSV.

    Raises:
        RenderingUnavailable: system libraries or fonts are missing.
        RenderingFailed: another URL is asked for, a resource is missing or a character has no glyph.
    """
    with _LOCK:
        weasyprint, urls = _weasyprint()
        fetch = _fetcher(urls)
        try:
            with _faults_raised(), _uncollected():
                document = weasyprint.HTML(string=html, url_fetcher=fetch).render(
                    **_sheets(weasyprint, style), output_intent=archival.COLOURS,
                    color_profiles=archival.colours(weasyprint.css.ColorProfile),
                )  # fmt: skip
                document.metadata.title, document.metadata.lang = title, language
                document.metadata.attachments = archival.attached(attachments, weasyprint.Attachment, fetch)
                return bytes(document.write_pdf(
                    pdf_variant=archival.VARIANT, pdf_identifier=identifier, output_intent=archival.AS_RENDERED,
                    finisher=archival.finish, uncompressed_pdf=True,
                ))  # fmt: skip
        except urls.FatalURLFetchingError:
            raise RenderingFailed(_FOREIGN) from None
