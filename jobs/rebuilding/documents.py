"""Writes a PDF document anew from its pages; owns what of a page goes over. Runs in the apart process.

The new document begins empty. Of each page it gets size, drawing and what the drawing needs, cleaned by `cleaning`;
catalogue, forms, notes, links, attachments, scripts, outlines, tags and metadata stay behind because nothing takes
them along.
"""

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from jobs.rebuilding.cleaning import Cleaner
from jobs.rebuilding.content import redrawn
from jobs.rebuilding.kinds import Reason, RefusedFileError

_INHERITED = (Name.MediaBox, Name.CropBox, Name.Rotate, Name.Resources)
_DEEPEST_TREE = 60
_BOX = 4


def rebuild(data: bytes, *, pixels: int, pages: int) -> bytes:
    """Return the document written anew.

    Raises:
        RefusedFileError: it is locked, has too many pages, hides layers, unpacks to too much or is damaged.
        Exception: whatever the library raises over a damaged one.
    """
    with _opened(data) as source, pikepdf.Pdf.new() as new:
        _check(source, pages)
        cleaner = Cleaner(source, pixels=pixels)
        for page in source.pages:
            plain = source.make_indirect(_page(source, page.obj, cleaner))
            copy = new.copy_foreign(plain)
            copy[Name.Type] = Name.Page
            new.pages.append(pikepdf.Page(copy))
        written = BytesIO()
        new.save(
            written,
            deterministic_id=True,
            recompress_flate=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return written.getvalue()


def warm_up() -> None:
    """Open a locked document once, so that the ciphers are loaded while files can still be opened."""
    locked = BytesIO()
    with pikepdf.Pdf.new() as new:
        new.add_blank_page()
        new.save(locked, encryption=pikepdf.Encryption(owner="-", user=""))
    pikepdf.open(locked).close()


def _opened(data: bytes) -> pikepdf.Pdf:
    try:
        source = pikepdf.open(BytesIO(data))
    except pikepdf.PasswordError:
        raise RefusedFileError(Reason.LOCKED) from None
    if source.is_encrypted:
        raise RefusedFileError(Reason.LOCKED)
    return source


def _check(source: pikepdf.Pdf, pages: int) -> None:
    if len(source.pages) > pages:
        raise RefusedFileError(Reason.PAGES)
    if not len(source.pages):
        raise RefusedFileError(Reason.DAMAGED)
    layers = source.Root.get(Name.OCProperties, Dictionary()).get(Name.D, Dictionary())
    # Without its list of layers everything of a page shows: what the writer has hidden must not come to light.
    if layers.get(Name.OFF, []) or layers.get(Name.BaseState, Name.ON) != Name.ON:
        raise RefusedFileError(Reason.LAYERS)


def _page(source: pikepdf.Pdf, old: Any, cleaner: Cleaner) -> Dictionary:
    found = {name: value for name in _INHERITED if (value := _inherited(old, name)) is not None}
    resources = found.get(Name.Resources, Dictionary())
    cleaner.clean(resources, "resources")
    drawing = redrawn(old)
    page = Dictionary(
        MediaBox=_box(found.get(Name.MediaBox)) or Array([0, 0, 612, 792]),
        Resources=resources,
        Contents=source.make_stream(drawing),
    )
    if (crop := _box(found.get(Name.CropBox))) is not None:
        page[Name.CropBox] = crop
    if Name.Rotate in found:
        page[Name.Rotate] = int(found[Name.Rotate])
    if Name.Group in old:
        cleaner.clean(old[Name.Group], "")
        page[Name.Group] = old[Name.Group]
    if Name.UserUnit in old:
        page[Name.UserUnit] = float(old[Name.UserUnit])
    return page


def _inherited(node: Any, name: Name) -> Any:
    for _ in range(_DEEPEST_TREE):
        if node is None or name in node:
            return node[name] if node is not None else None
        node = node.get(Name.Parent)
    raise RefusedFileError(Reason.DAMAGED)


def _box(value: Any) -> Array | None:
    """Return a rectangle as plain numbers, or None where there is none."""
    if value is None or len(value) != _BOX:
        return None
    return Array([round(float(number), 4) for number in value])
