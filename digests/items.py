"""The items of an edition that an instruction can be given on; owns their keys, read from the frozen figures alone."""

from collections.abc import Mapping
from typing import Any

from digests.models.instruction import WHOLE


def items_of(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return key and title of every item in the figures `data`; the first is the edition as a whole, untitled."""
    problems = [(f"problem:{row['id']}", row["title"]) for row in data["recurring"]["rows"]]
    late = [
        (f"remedy:{row['problem_id']}:{row['due_on']}", f"{row['problem']}: {row['what']}") for row in data["overdue"]
    ]
    return [(WHOLE, ""), *problems, *((key, title[:200]) for key, title in dict(late).items())]
