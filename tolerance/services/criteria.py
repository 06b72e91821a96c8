"""Publishes the criteria set that comes with the product; a published set is never changed."""

import json
from datetime import date
from pathlib import Path

from django.db import transaction

from accounts import audit
from search.services import mark
from tolerance.models import CriteriaSet, Criterion

SOURCE = Path(__file__).parent.parent / "criteria.json"


@transaction.atomic
def load_published_criteria() -> CriteriaSet:
    """Publish the set of `criteria.json` unless its version is there already, and return it."""
    data = json.loads(SOURCE.read_text(encoding="utf-8"))
    found = CriteriaSet.objects.filter(version=data["version"]).first()
    if found:
        return found
    title = data["title"]
    new = CriteriaSet.objects.create(version=data["version"], title_zh=title["zh"], title_en=title["en"])
    rows = enumerate(data["criteria"], start=1)
    Criterion.objects.bulk_create(Criterion(criteria_set=new, position=place, **row) for place, row in rows)
    new.effective_on = new.published_on = date.fromisoformat(data["effective_on"])
    new.state = CriteriaSet.State.PUBLISHED
    new.save()
    audit.record(actor=None, act="criteria.published", subject=f"criteria:{new.version}")
    for code in new.criteria.values_list("code", flat=True):
        mark("criterion", f"{new.version}/{code}")
    return new
