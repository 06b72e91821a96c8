"""The fields of the index and what a document puts into them; owns identifiers and fingerprints.

No text is stored, only words and bigrams without their places: what is shown comes from the database.
"""

import json
from typing import Any, NamedTuple

from django.utils.crypto import salted_hmac
from whoosh import columns, fields

from search.backend import analysis
from search.registry import Document

_PRINT = 32
# The title counts this many times as much as the body.
TITLE_WEIGHT = 2

SCHEMA = fields.Schema(
    id=fields.ID(unique=True, sortable=columns.VarBytesColumn()),
    fingerprint=fields.COLUMN(columns.FixedBytesColumn(_PRINT)),
    words=fields.TEXT(phrase=False),
    grams=fields.TEXT(phrase=False),
    audience=fields.ID(),
    on=fields.ID(),
    filters=fields.ID(),
)


class Found(NamedTuple):
    """The identity of a document in the index."""

    kind: str
    key: str


def identity(identifier: str) -> Found:
    """Return the identity that the unique name of a document stands for."""
    kind, _colon, key = identifier.partition(":")
    return Found(kind, key)


def identifier(kind: str, key: str) -> str:
    """Return the unique name of a document."""
    return f"{kind}:{key}"


def token(kind: str, audience: str) -> str:
    """Return an audience token as it is indexed: a token opens documents of its own kind only."""
    return f"{kind}:{audience}"


def fingerprint(document: Document) -> str:
    """Return a keyed digest of all that is indexed of a document; it tells nothing of the text to who lacks the key."""
    content = [
        document.title, document.body, sorted(document.audience), str(document.on), sorted(document.filters.items()),
    ]  # fmt: skip
    text = json.dumps(content)
    return str(salted_hmac("search.backend.schema", text, algorithm="sha256").hexdigest()[:_PRINT])


def entry(document: Document) -> dict[str, Any]:
    """Return the field values of a document; lists go to the index as they are, past Whoosh's own analysers."""
    title, body = analysis.fold(document.title), analysis.fold(document.body)
    return {
        "id": identifier(document.kind, document.key),
        "fingerprint": fingerprint(document).encode(),
        "words": analysis.index_words(title) * TITLE_WEIGHT
        + analysis.index_words(body)
        + analysis.unstemmed(f"{title}\n{body}"),
        # Spaces and line ends between Chinese characters are no borders for pairs: 报 表 is found by 报表.
        "grams": analysis.index_grams(analysis.squeeze(title)) * TITLE_WEIGHT
        + analysis.index_grams(analysis.squeeze(body)),
        "audience": [token(document.kind, one) for one in sorted(document.audience)],
        "on": document.on.isoformat() if document.on else "",
        "filters": [f"{name}={value}" for name, value in sorted(document.facets().items())],
    }
