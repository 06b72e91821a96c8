"""Makes a PDF fit to be kept and read aloud: PDF/A-3a and PDF/UA-1 in one file; owns metadata and attached files.

WeasyPrint writes the one or the other. The variant is PDF/A-3a; `finish` adds what PDF/UA-1 asks for.
"""

import base64
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from io import BytesIO
from typing import Any

VARIANT = "pdf/a-3a"
COLOURS = "srgb"
# Keeps WeasyPrint from loading its profile once more.
AS_RENDERED = "as rendered"
# Files carry a date, and equal editions must be equal bytes: this one stands for none.
NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_END = b"</rdf:RDF>"
# PDF/A lets no property into its metadata that is not described there.
_UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>Part of PDF/UA that the file conforms to</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a PDF: its name, its bytes, what it is in words, and its media type such as `text/csv`."""

    name: str
    content: bytes
    description: str
    media_type: str


def attached(files: Sequence[Attachment], attachment: Any, fetch: Any) -> list[Any]:
    """Return `files` as WeasyPrint's attachments.

    Args:
        files: the files, in the order in which they are listed.
        attachment: WeasyPrint's class.
        fetch: the fetcher for the `data:` URLs that carry bytes and media type.
    """
    return [
        attachment(
            url=f"data:{file.media_type};base64,{base64.b64encode(file.content).decode()}",
            url_fetcher=fetch,
            name=file.name,
            description=file.description,
            created=NO_DAY,
            modified=NO_DAY,
            relationship="Data",
        )
        for file in files
    ]


def colours(profile: Any) -> dict[str, Any]:
    """Return what the colours of a document mean, by name; WeasyPrint's own way leaves the profile's file open.

    Args:
        profile: WeasyPrint's class of a colour profile.
    """
    content = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
    return {COLOURS: profile(BytesIO(content), "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))}


def finish(_document: Any, pdf: Any) -> None:
    """Complete an uncompressed PDF/A-3a that WeasyPrint is about to write, so that it is PDF/UA-1 as well."""
    for part in pdf.objects:
        if not hasattr(part, "stream"):
            continue
        if part.extra.get("Type") == "/Metadata":
            # Archives must find the metadata without knowing how to unpack it.
            head, _found, tail = b"".join(part.stream).rpartition(_END)
            part.stream = [head + _UA + _END + tail]
        elif "Filter" not in part.extra:
            _pack(part)
    if "AF" in pdf.catalog:
        # WeasyPrint names every attached file twice.
        pdf.catalog["AF"][:] = list(dict.fromkeys(pdf.catalog["AF"]))


def _pack(part: Any) -> None:
    """Compress a stream. One in 256 would end with a carriage return, which readers take for part of the line's end."""
    _head, _found, rest = part.data.partition(b"stream\n")
    packed = zlib.compress(rest.removesuffix(b"\nendstream"), 9)
    part.extra["Filter"] = "/FlateDecode"
    if packed.endswith(b"\r"):
        packed = packed.hex().encode() + b">"
        part.extra["Filter"] = "[/ASCIIHexDecode /FlateDecode]"
    part.stream = [packed]
