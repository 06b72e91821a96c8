"""Puts right what a request says of its own body; owns that no header makes Django fail, and reads no body.

A browser sends forms in the page's own encoding, which is UTF-8 here. Whoever names another is read as UTF-8 all the
same: some names, such as one with a NUL in it, would end in an error of ours instead of an answer.
"""

import re
from collections.abc import MutableMapping
from typing import Any

_CHARSET = re.compile(r";\s*charset\s*=[^;]*", re.IGNORECASE)


def mend_body_headers(environ: MutableMapping[str, Any]) -> None:
    """Remove in place the encoding that the body is said to have, and a length that is no number."""
    environ["CONTENT_TYPE"] = _CHARSET.sub("", str(environ.get("CONTENT_TYPE") or ""))
    length = str(environ.get("CONTENT_LENGTH") or "")
    environ["CONTENT_LENGTH"] = length if length.isascii() and length.isdigit() else ""
