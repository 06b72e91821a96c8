from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from benchmarks.marks import unpacked
from jobs.rebuilding import Kind, Reason, Rebuilt, RefusedFileError, rebuild
from tests.jobs.rebuilding import samples
from tests.jobs.rebuilding.samples import LIMITS, MARK


def _opened(rebuilt: Rebuilt) -> Image.Image:
    return Image.open(BytesIO(rebuilt.data))


def _hidden(data: bytes) -> set[str]:
    """Return which marks are anywhere in the bytes, packed or not, as one-byte or two-byte letters."""
    marks = {"text": MARK.encode(), "wide": MARK.encode("utf-16-be"), "place": samples.GPS, "notes": b"Exif\0"}
    return {name for piece in (data, *unpacked(data)) for name, mark in marks.items() if mark in piece}


@pytest.mark.parametrize("make", [samples.jpeg, samples.png, samples.pdf])
def test_nothing_but_what_is_seen_goes_over(make: object) -> None:
    assert callable(make)
    data = make()
    rebuilt = rebuild(data, LIMITS)
    assert "text" in _hidden(data)
    assert (_hidden(rebuilt.data), _hidden(rebuilt.preview)) == (set(), set())


def test_a_camera_notes_its_place_in_the_sample() -> None:
    assert {"place", "notes"} <= _hidden(samples.jpeg())
    assert {"place", "notes"} <= _hidden(samples.pdf())


def test_a_picture_turned_by_the_camera_s_note_stays_upright() -> None:
    turned = _opened(rebuild(samples.jpeg(6), LIMITS))
    assert turned.size == (32, 48)
    red, _green, blue = turned.convert("RGB").getpixel((16, 40))  # type: ignore[misc]  # three values
    assert (red < 80, blue > 150) == (True, True)


def test_a_png_keeps_every_pixel_and_what_shines_through() -> None:
    drawn = samples.picture()
    drawn.putalpha(Image.linear_gradient("L").resize(drawn.size))
    sent = BytesIO()
    drawn.save(sent, "PNG")
    assert _opened(rebuild(sent.getvalue(), LIMITS)).tobytes() == drawn.tobytes()


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "I;16"])
def test_every_kind_of_png_is_understood(mode: str) -> None:
    sent = BytesIO()
    base = Image.new("I;16", (20, 10), 40_000) if mode == "I;16" else samples.picture(20, 10).convert(mode)
    base.save(sent, "PNG")
    assert _opened(rebuild(sent.getvalue(), LIMITS)).size == (20, 10)


def test_deep_greys_keep_their_lightness() -> None:
    sent = BytesIO()
    Image.new("I;16", (4, 4), 128 * 256).save(sent, "PNG")
    assert _opened(rebuild(sent.getvalue(), LIMITS)).getpixel((1, 1)) == 128


def test_of_a_phone_s_double_picture_the_first_is_kept() -> None:
    sent = BytesIO()
    samples.picture().save(sent, "MPO", save_all=True, append_images=[samples.picture().rotate(180)])
    rebuilt = rebuild(sent.getvalue(), LIMITS)
    assert (rebuilt.kind, _opened(rebuilt).size, _opened(rebuilt).format) == (Kind.JPEG, (48, 32), "JPEG")


def test_a_print_s_colours_become_those_of_a_screen() -> None:
    sent = BytesIO()
    samples.picture().convert("CMYK").save(sent, "JPEG")
    assert _opened(rebuild(sent.getvalue(), LIMITS)).mode == "RGB"


def _drawn(data: bytes) -> bytes:
    page = pypdfium2.PdfDocument(data)[0].render(may_draw_forms=False, draw_annots=False)
    return bytes(page.to_pil().tobytes())


def test_a_rebuilt_document_looks_the_same() -> None:
    assert _drawn(rebuild(samples.pdf(), LIMITS).data) == _drawn(samples.pdf())


def test_a_rebuilt_document_has_pages_and_nothing_else() -> None:
    with pikepdf.open(BytesIO(rebuild(samples.pdf(3), LIMITS).data)) as new:
        assert sorted(new.Root.keys()) == ["/Pages", "/Type"]
        assert sorted(new.trailer.keys() - {"/DecodeParms", "/Filter", "/Index", "/Length", "/Type", "/W"}) == [
            "/ID", "/Root", "/Size",
        ]  # fmt: skip
        assert [sorted(page.obj.keys()) for page in new.pages] == [
            ["/Contents", "/MediaBox", "/Parent", "/Resources", "/Type"]
        ] * 3


def test_the_same_file_is_rebuilt_to_the_same_bytes() -> None:
    assert [rebuild(make(), LIMITS) for make in (samples.jpeg, samples.pdf)] == [
        rebuild(make(), LIMITS) for make in (samples.jpeg, samples.pdf)
    ]


def _reason(data: bytes) -> Reason:
    with pytest.raises(RefusedFileError) as refused:
        rebuild(data, LIMITS)
    return refused.value.reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"x" * 2_000_001, Reason.LARGE),
        (b"words", Reason.UNKNOWN),
        (b"MZ\x90\x00" + b"%PDF" * 9, Reason.UNKNOWN),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", Reason.OFFICE),
        (b"PK\x03\x04....[Content_Types].xml", Reason.OFFICE),
        (b"PK\x03\x04....OFD.xml", Reason.OFFICE),
        (b"{\\rtf1 ...}", Reason.OFFICE),
        (b"PK\x03\x04....archive", Reason.UNKNOWN),
        (b"\x00\x00\x00\x18ftypheic....", Reason.HEIC),
        (b"GIF89a....", Reason.PICTURE),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", Reason.PICTURE),
        (b"\xff\xd8\xff\xe0 not a picture", Reason.DAMAGED),
        (b"%PDF-1.7 and nothing", Reason.DAMAGED),
    ],
)  # fmt: skip
def test_what_is_not_taken_is_named(data: bytes, reason: Reason) -> None:
    assert _reason(data) == reason


def test_too_many_pages_are_refused() -> None:
    assert _reason(samples.pdf(6)) == Reason.PAGES


@pytest.mark.parametrize("user", ["", "secret"])
def test_a_locked_document_is_refused(user: str) -> None:
    sent = BytesIO()
    with pikepdf.open(BytesIO(samples.pdf())) as opened:
        del opened.Root.Metadata  # which is no XMP, and the library says so
        opened.save(sent, encryption=pikepdf.Encryption(owner="owner", user=user))
    assert _reason(sent.getvalue()) == Reason.LOCKED


def test_hidden_layers_are_refused_because_they_would_show() -> None:
    sent = BytesIO()
    with pikepdf.open(BytesIO(samples.pdf())) as opened:
        layer = opened.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="hidden"))
        layers = pikepdf.Dictionary(OCGs=[layer], D=pikepdf.Dictionary(OFF=[layer]))
        opened.Root.OCProperties = layers
        opened.save(sent)
    assert _reason(sent.getvalue()) == Reason.LAYERS


def _changed(before: bytes, after: bytes) -> bytes:
    data = samples.pdf()
    assert before in data
    return data.replace(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"/Subtype /Image", b"/Subtype /Imbge"),
        (b"/DCTDecode", b"/DCTDecodf"),
        (b"/Filter /DCTDecode", b"/Fimter /DCTDecode"),
        (b"/XObject <<", b"/XPbject <<"),
        (b"BDC", b"BEC"),
    ],
)
def test_what_is_mislabelled_does_not_slip_through(before: bytes, after: bytes) -> None:
    try:
        hidden = _hidden(rebuild(_changed(before, after), LIMITS).data)
    except RefusedFileError:
        hidden = set()
    assert hidden == set()
