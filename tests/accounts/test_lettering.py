import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from accounts import lettering

_LENGTH = 20
_CODE = lettering.candidate(_LENGTH)
_PIECES = st.sampled_from(
    [
        "每周",
        "7K2M-9QXR-4TBC-0WHN-E5ZD",
        "７Ｋ２Ｍ",
        "7k2m",
        "-",
        " ",
        "，",
        "e\u0301",
        "㍿",
        "Ⅷ",
        "報",
        "\uf900",
        "A1",
        "々",
    ]
)


@given(st.lists(_PIECES, max_size=14).map("".join))
def test_whatever_could_be_a_code_is_found_between_ideographs(text: str) -> None:
    whole = unicodedata.normalize("NFKC", text).upper()
    assert _CODE.findall(lettering.searchable(text)) == _CODE.findall(whole)
