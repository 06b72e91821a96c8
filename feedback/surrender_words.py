"""The plain words beside each table and column that a submission touches; owns wording alone."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Models that no key ties to the pool or to a report, and that change all the same.
BESIDE = ("feedback.SpentMark", "feedback.MeToo", "feedback.VoicesTold", "feedback.Bucket", "search.DirtyMark")

# What stands on the page until the words below are added; a test does not let it come to that.
OTHERWISE, UNEXPLAINED = _("Where it belongs to a report"), _("not explained yet")

WHEN: dict[str, Promise] = {
    "PooledEntry": _("From sending until the release, then deleted"),
    "PooledFile": _("From sending until the release, then deleted"),
    "Report": _("From the release on"),
    "ReportFile": _("From the release on"),
    "Message": _("What you add, and the answers, from their release on"),
    "Verdict": _("What you say of a remedy, from its release on"),
    "SpentMark": _("Only if you used a tear-off code, from the release on"),
    "MeToo": _("If you add “me too” to a published problem, from the release on"),
    "VoicesTold": _("At the release, where ten more have said “me too”"),
    "Bucket": _("At sending: the room that is left before a flood is stopped"),
    "DirtyMark": _("From the release until the search has read the report, some seconds"),
}

MEANINGS: dict[str, Promise] = {
    "id": _("a random number; it tells nothing of the order"),
    "Bucket.place": _("a receiving unit, 0 for the whole site, or -1 for files"),
    "level": _("how many may still come in; it tells that some came, not who, nor to the minute"),
    "PooledEntry.kind": _("whether it is a report, a message, a verdict, a voice or a used code"),
    "receipt_digest": _("a keyed fingerprint of your receipt; without the receipt and the key it leads nowhere"),
    "once": _("a fingerprint of the form, so that sending twice stores one"),
    "sealed": _(
        "everything you wrote, encrypted and padded; readable with the key, which the operator can keep elsewhere"
    ),
    "release_by": _("the latest day of release; it tells the day you sent it, until then"),
    "released_on": _("the day of the release, not of sending"),
    "state": _("how far the handlers have come"),
    "state_on": _("the day on which a handler moved it last"),
    "erased_on": _("the day on which the words were deleted"),
    "withdrawn": _("whether you took it back"),
    "category": _("the kind of burden you chose"),
    "words": _("what you wrote, readable"),
    "receiving_unit_id": _("the unit you chose to receive it, or one above where nobody there may read it"),
    "asked_by_unit_id": _("the unit that asks for the task, if you said so"),
    "asked_by": _("the office that asks for it, if you said so"),
    "task": _("the name of the task, if you gave it"),
    "data_items": _("the data asked for, if you named them"),
    "per_month": _("how often, as a range"),
    "hours": _("how long each time, as a range"),
    "people": _("how many people, as a range"),
    "own_unit_id": _("your unit, as precisely as you chose, if you did"),
    "confirmed_unit_id": _("of which unit a code confirmed you as staff; not which code"),
    "not_own": _("whether you asked that your own unit does not handle it"),
    "wish": _("what would help, if you chose it"),
    "decline_reason": _("the handler's words, where it was declined"),
    "decline_channel": _("the channel that the handler named instead"),
    "problem_id": _("the problem that a handler made of it"),
    "register_task_id": _("the line of the register of tasks that a handler tied it to"),
    "report_id": _("the report it belongs to"),
    "entry_id": _("the sealed entry it waits with"),
    "position": _("its place in the thread or among the files, not a time"),
    "author_id": _("the member of staff who answered; empty where you wrote"),
    "text": _("the message, readable"),
    "on": _("the day of its release or of the answer"),
    "round": _("which remedy of the problem it is about"),
    "value": _("fixed, partly, not fixed, or came back"),
    "mark": _("a keyed fingerprint of a used code; it names no report, and no report names it"),
    "MeToo.unit_id": _("your unit, as precisely as you chose, if you did"),
    "confirmed": _("whether a code confirmed that staff said so"),
    "count": _("how many said so, in steps of ten"),
    "low": _("their hours a month, the lower end"),
    "high": _("their hours a month, the upper end"),
    "note": _("what kind of file it is, encrypted"),
    "PooledFile.sealed": _("the file, drawn anew and encrypted, without its name and what the camera wrote into it"),
    "ReportFile.sealed": _("the file, drawn anew and encrypted, without its name and what the camera wrote into it"),
    "DirtyMark.id": _("a running number of the search, given after the shuffle"),
    "DirtyMark.kind": _("that a report or what was added to one, and no other document, is to be read"),
    "key": _("which report that is"),
    "version": _("a random number"),
    "failures": _("how often reading it failed"),
}
