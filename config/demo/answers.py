"""The demo's public answers, written by one and published by another through the services of the room."""

from collections.abc import Mapping

from accounts.models import Unit, User
from config.demo import days
from config.demo.texts import day, read
from feedback.services.answers import publish_answer, write_answer


def load_answers(units: Mapping[str, Unit], staff: Mapping[str, User]) -> None:
    """Bring in what everybody can read, and what waits for a second person."""
    for told in read("answers"):
        row = write_answer(
            unit=units[told["unit"]], question=told["question"], answer=told["answer"], category=told["category"],
            actor=staff[told["by"]],
        )  # fmt: skip
        if told["published_by"]:
            publish_answer(answer=row, actor=staff[told["published_by"]])
        days.set_back_public_answer(row, day(told["on"]))
