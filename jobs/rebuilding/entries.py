"""The entries of PDF dictionaries that a drawing needs; whatever is not named here stays behind."""


def _named(text: str) -> frozenset[str]:
    return frozenset(f"/{name}" for name in text.split())


# What a page or a form may name; each holds things by names of the document's own choice.
RESOURCES = _named("Font XObject ExtGState ColorSpace Pattern Shading")
# Entries whose value holds things by name, with the role of that value.
NAMED = {"/Resources": "resources", "/CharProcs": "glyphs", "/Colorants": "names"}

_STREAMS = _named("""
    Type Subtype Length Filter DecodeParms Predictor Colors BitsPerComponent Columns EarlyChange K EndOfLine
    EncodedByteAlign Rows EndOfBlock BlackIs1 DamagedRowsBeforeError ColorTransform JBIG2Globals
""")
_PICTURES = _named("Width Height ColorSpace Intent ImageMask Mask Decode Interpolate SMask SMaskInData Matte")
_FORMS = _named("FormType BBox Matrix Resources Group S CS I")
_FONTS = _named("""
    BaseFont FirstChar LastChar Widths FontDescriptor Encoding ToUnicode DescendantFonts CIDSystemInfo DW W DW2 W2
    CIDToGIDMap FontBBox FontMatrix CharProcs FontName FontFamily FontStretch FontWeight Flags ItalicAngle Ascent
    Descent Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth FontFile FontFile2 FontFile3 CharSet
    CIDSet Length1 Length2 Length3 BaseEncoding Differences Registry Ordering Supplement CMapName WMode UseCMap
""")
_PAINT = _named("""
    PatternType PaintType TilingType XStep YStep Shading ExtGState ShadingType Background AntiAlias Domain Coords
    Function Extend BitsPerCoordinate BitsPerFlag VerticesPerRow FunctionType Range Size BitsPerSample Order Encode C0
    C1 N Functions Bounds Alternate WhitePoint BlackPoint Gamma Colorants Process Components MixingHints Solidities
""")
_STATES = _named("""
    LW LC LJ ML D RI OP op OPM Font BG BG2 UCR UCR2 TR TR2 HT FL SM SA BM CA ca AIS TK G BC HalftoneType Frequency
    Angle SpotFunction
""")
KEPT = _STREAMS | _PICTURES | _FORMS | _FONTS | _PAINT | _STATES
