"""Makes files that say whose they are wherever their format lets them: `MARK` must be in none that was rebuilt."""

from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, PngImagePlugin

from jobs.rebuilding import Limits

MARK = "Zeugenmarke4711"
GPS = bytes((0, 0, 0, 31, 0, 0, 0, 1))  # thirty-one degrees, as a fraction
LIMITS = Limits(size=2_000_000, pixels=1_000_000, pages=5, seconds=20, memory=800_000_000)


def picture(width: int = 48, height: int = 32) -> Image.Image:
    """Return a picture, red at the left and blue at the right."""
    drawn = Image.new("RGB", (width, height), (200, 30, 30))
    drawn.paste((30, 30, 200), (width // 2, 0, width, height))
    return drawn


def small() -> bytes:
    """Return a plain JPEG."""
    new = BytesIO()
    picture(240, 160).save(new, "JPEG")
    return new.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    """Return what a camera notes."""
    notes = Image.Exif()
    notes[0x010F], notes[0x013B], notes[0x0112] = MARK, MARK, orientation
    notes.get_ifd(0x8825).update({1: "N", 2: (31.0, 14.0, 7.0)})
    return notes


@cache
def jpeg(orientation: int = 1) -> bytes:
    """Return a JPEG with the notes of a camera, a comment, XMP, and more behind its end."""
    new = BytesIO()
    xmp = b"http://ns.adobe.com/xap/1.0/\0" + MARK.encode()
    picture().save(new, "JPEG", exif=exif(orientation), comment=MARK.encode(), xmp=xmp, quality=95)
    return new.getvalue() + MARK.encode()


@cache
def png() -> bytes:
    """Return a PNG with texts, notes of a camera, and more behind its end."""
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", MARK)
    texts.add_itxt("XML:com.adobe.xmp", MARK)
    new = BytesIO()
    picture().save(new, "PNG", pnginfo=texts, exif=exif())
    return new.getvalue() + MARK.encode()


def _told(pdf: pikepdf.Pdf, page: Any) -> None:
    """Say whose a document is wherever a document may."""
    script = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{MARK}')"))
    pdf.Root.OpenAction = script
    pdf.Root.AA = Dictionary(WC=script)
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String(MARK), script])))
    pdf.Root.Lang = String(MARK)
    pdf.Root.PieceInfo = Dictionary(Own=Dictionary(Private=String(MARK)))
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, Alt=String(MARK)))
    pdf.Root.Metadata = pdf.make_stream(f"<x:xmpmeta>{MARK}</x:xmpmeta>".encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.docinfo.Author = String(MARK)
    pdf.attachments["list.txt"] = pikepdf.AttachedFileSpec(pdf, MARK.encode(), filename=MARK)
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(MARK), V=String(MARK), Rect=[0, 0, 9, 9]
    )
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Contents=String(MARK), T=String(MARK), Rect=[0, 0, 9, 9])
    page.Annots = Array([pdf.make_indirect(field), pdf.make_indirect(note)])
    pdf.Root.AcroForm = Dictionary(Fields=Array([page.Annots[0]]))
    page.PieceInfo = Dictionary(Own=Dictionary(Private=String(MARK)))
    page.Metadata = pdf.make_stream(MARK.encode())
    page.AA = Dictionary(O=script)
    page.Thumb = pdf.make_stream(MARK.encode())
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(MARK, 0))


def _photograph(pdf: pikepdf.Pdf) -> Any:
    packed = jpeg()
    return pdf.make_stream(
        packed, Type=Name.XObject, Subtype=Name.Image, Width=48, Height=32, BitsPerComponent=8,
        ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode, Metadata=pdf.make_stream(MARK.encode()), Own=String(MARK),
    )  # fmt: skip


@cache
def pdf(pages: int = 1, **saving: Any) -> bytes:
    """Return a document that draws a photograph and a word, and says everywhere whose it is."""
    with pikepdf.Pdf.new() as made:
        font = made.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Own=String(MARK))
        )
        drawing = f"""%{MARK}
            /Span <</ActualText ({MARK})>> BDC q 100 0 0 60 40 40 cm /Im Do Q EMC
            BT /F 24 Tf 20 150 Td (Seen) Tj ET"""
        for _ in range(pages):
            page = made.add_blank_page(page_size=(200, 200))
            page.Contents = made.make_stream(drawing.encode())
            page.Resources = Dictionary(
                Font=Dictionary(F=font), XObject=Dictionary(Im=_photograph(made)),
                Properties=Dictionary(P=Dictionary(Own=String(MARK))),
            )  # fmt: skip
        _told(made, made.pages[0].obj)
        new = BytesIO()
        made.save(new, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable, **saving)
    return new.getvalue()
