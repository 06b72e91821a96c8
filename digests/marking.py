"""Tells the search what changed; owns which documents an edition is, and never what stands in them."""

from digests.models import Edition
from digests.search_index import section_keys
from search.services import mark


def mark_edition(edition: Edition) -> None:
    """Mark an edition and every item of it, in the caller's transaction."""
    mark("edition", str(edition.pk))
    mark("section", *section_keys(edition))
