"""Which steps the pages offer, in which words, with which form; whether one may be taken, `workflow` says."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from tolerance import services
from tolerance.forms.steps import (
    AppealForm,
    ClearingForm,
    PanelForm,
    ReasonForm,
    ReportForm,
    ResultForm,
    ReviewForm,
    RulingForm,
    StepForm,
    VerifiersForm,
    WhatForm,
)
from tolerance.models import Case
from tolerance.models.case import KEPT
from tolerance.rules import Rule, rule_of
from tolerance.workflow import REBOUNDS, steps_for


@dataclass(frozen=True, slots=True)
class Action:
    """One step as the pages offer it.

    Attributes:
        target: the state it leads to.
        label: what its button says.
        form: what has to be entered.
        run: the service that takes it.
        main: whether it is what the case waits for; the others are folded away.
        letter: whether it issues a letter, which can be looked at before.
    """

    target: str
    label: Promise
    form: type[StepForm]
    run: Callable[..., Any]
    main: bool = True
    letter: bool = False


# What a suspended case is taken up again by, whichever state it goes back to.
RESUME = "resumed"
ACTIONS = {
    action.target: action
    for action in (
        Action("submitted", _("Submit"), StepForm, services.submit_case),
        Action("accepted", _("Accept"), StepForm, services.accept_case, letter=True),
        Action("supplement", _("Ask for more material"), ReasonForm, services.ask_supplement, main=False, letter=True),
        Action("not_accepted", _("Decline"), ReasonForm, services.decline_case, main=False, letter=True),
        Action("transferred", _("Transfer"), ReasonForm, services.transfer_case, main=False),
        Action("verifying", _("Appoint the verifiers"), VerifiersForm, services.appoint_verifiers),
        Action("verified", _("Close the verification"), StepForm, services.complete_verification),
        Action("deliberating", _("Convene the panel"), PanelForm, services.convene_panel),
        Action("decided", _("Record the outcome"), RulingForm, services.decide),
        Action("notified", _("Send the letter"), StepForm, services.notify, letter=True),
        Action("review_requested", _("Ask for a review"), ReasonForm, services.request_review, main=False),
        Action("reviewed", _("Record the review"), ReviewForm, services.decide_review, letter=True),
        Action("appealed", _("Appeal"), ReasonForm, services.appeal, main=False),
        Action("appeal_decided", _("Record the answer to the appeal"), AppealForm, services.decide_appeal),
        Action("correcting", _("Order a correction"), WhatForm, services.order_correction, main=False, letter=True),
        Action("corrected", _("Report the correction"), ReportForm, services.report_correction),
        Action("followed_up", _("Record the check of the correction"), ResultForm, services.follow_up),
        Action("closed", _("Close and archive"), StepForm, services.close_case),
        Action("clarified", _("Clear the name"), ClearingForm, services.clear_name, main=False, letter=True),
        Action("suspended", _("Suspend the case"), ReasonForm, services.suspend_case, main=False),
        Action(RESUME, _("Take the case up again"), ReasonForm, services.resume_case, main=False),
        Action(KEPT, _("Keep the case suspended"), ReasonForm, services.keep_suspended, main=False),
        Action("withdrawn", _("Withdraw the case"), StepForm, services.withdraw_case, main=False),
    )
}


@dataclass(frozen=True, slots=True)
class Offer:
    """An action with its form, empty or as it was sent, and the row of the table that it follows."""

    action: Action
    form: StepForm
    sent: bool = False
    rule: Rule | None = None


def offers(actor: User, case: Case, sent: Offer | None = None) -> list[Offer]:
    """Return what `actor` is offered on the case's page, what the case waits for first.

    Args:
        actor: who looks at the page.
        case: the case.
        sent: the offer that came back with errors; shown with what was entered.
    """
    steps = [step for step in steps_for(actor, case) if (step.source, step.target) not in REBOUNDS]
    named = []
    for step in steps:
        # Whoever may take a suspended case up again may also say why not yet.
        names = (RESUME, KEPT) if step.source == Case.State.SUSPENDED else (step.target,)
        named += [(ACTIONS[name], step) for name in names if name in ACTIONS]
    made = []
    for action, step in named:
        same = sent is not None and sent.action is action
        form = sent.form if sent and same else action.form(case=case, actor=actor, auto_id=f"id_{action.target}_%s")
        made.append(Offer(action, form, sent=same, rule=rule_of(step.source, step.target)))
    return sorted(made, key=lambda offer: not offer.action.main)
