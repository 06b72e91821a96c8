"""What a sender shows when too much comes in: owns the fields of it on every form that stores, and keeps none.

The form has a field that people never see; who fills it in is no criminal, only asked. Nobody is told that something
was stored when it was not.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from feedback.floods import proof, question
from feedback.floods.buckets import FloodError, FullError, Passage

BAIT, PROOF, ASKED, ANSWER = "website", "proof", "asked", "answer"
AGAIN_SECONDS = 600
BUSY = _(
    "Very much is coming in just now. Please answer the question below and send once more. Nothing you wrote is lost."
)
WRONG = _("That was not the right answer. Here is another question. Nothing you wrote is lost.")
FULL = _(
    "So much is coming in at the moment that nothing more can be taken in. Nothing was sent, and nothing you wrote is "
    "lost: leave this page open and press the button again in about ten minutes."
)
# What is said beside a question.
QUESTIONS = (BUSY, WRONG, FULL)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page asks for: work for browsers that can, a question for those that cannot."""

    challenge: str
    question: question.Question


def purpose(kind: str, *parts: str) -> str:
    """Return what a proof is for, without what it is made of: the same act gives the same, any other another."""
    return salted_hmac("feedback.floods.purpose", "\0".join((kind, *parts))).hexdigest()


def asked_for(about: str) -> Asked:
    """Return what the page is to ask for the act `about`."""
    return Asked(proof.challenge_for(about), question.ask(about))


def passage(data: Mapping[str, str], about: str) -> Passage:
    """Return what the sender of a form showed for the act `about`."""
    shown = {name: str(data.get(name) or "") for name in (BAIT, PROOF, ASKED, ANSWER)}
    if proof.is_solution(shown[PROOF], about) or question.is_answer(shown[ASKED], shown[ANSWER], about):
        return Passage.PROVEN
    return Passage.SUSPECT if shown[BAIT] else Passage.PLAIN


def refusal_words(refusal: FloodError, data: Mapping[str, str]) -> Promise:
    """Return what to say to a sender whose act was refused."""
    if isinstance(refusal, FullError):
        return FULL
    return WRONG if data.get(ANSWER) else BUSY


def as_refusal(response: HttpResponse, refusal: FloodError) -> HttpResponse:
    """Return the page with the status of a place that is full, where it is."""
    if isinstance(refusal, FullError):
        response.status_code = 429
        response.headers["Retry-After"] = str(AGAIN_SECONDS)
    return response
