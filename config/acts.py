"""Names the acts of all rooms for the audit trail, whose room knows none of them; owns the words alone."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.acts import name_acts
from tolerance.models import Case


def _name_steps_of_cases() -> None:
    states = {**dict(Case.State.choices), **{value: label for value, label in Case.Correction.choices if value}}
    name_acts({f"case.{state}": format_lazy("{}：{}", _("Case"), label) for state, label in states.items()})


def _name_commands() -> None:
    name_acts({
        "backup.make": _("Made a backup"),
        "backup.restore": _("Restored a backup"),
        "receipts.rotate": _("Let a new receipt key be taken up"),
        "receipts.retire": _("Dropped an old receipt key"),
    })  # fmt: skip


def _name_acts_of_grouping() -> None:
    name_acts({
        "proposal.accept": _("Took reports that are alike for one problem"),
        "problem.merge": _("Merged a problem into another"),
        "problem.unmerge": _("Undid a merge of problems"),
        "problem.split": _("Split a problem"),
        "proposal.dismiss": _("Said that reports are not alike"),
        "proposal.restore": _("Took back that reports are not alike"),
    })  # fmt: skip


def _name_acts_on_the_register() -> None:
    name_acts({
        "task.add": _("Wrote a task into the register"),
        "task.change": _("Changed a task of the register"),
        "task.import": _("Took tasks over from a file"),
        "round.open": _("Opened a clean-up round"),
        "round.decide": _("Decided in a clean-up round"),
        "round.undo": _("Undid a decision of a clean-up round"),
        "round.close": _("Closed a clean-up round"),
        "task.seen": _("Looked at a task that was ordered again"),
        "duplicate.dismiss": _("Said that two requests are not the same"),
        "duplicate.restore": _("Took back that two requests are not the same"),
        "report.task": _("Tied a report to a task"),
        "problem.task": _("Tied a problem to a task"),
    })  # fmt: skip


def _name_acts_on_cases() -> None:
    name_acts({
        "case.open": _("Opened a case"),
        "case.letter": _("Opened a letter of a case"),
        "case.preview": _("Looked at a letter before it was issued"),
        "case.recusal_raised": _("Asked whether somebody may sit on a case"),
        "case.recusal_settled": _("Settled whether somebody may sit on a case"),
        "case.drawn": _("Drew somebody for an empty seat"),
        "case.reviewers": _("Appointed the reviewers of a case"),
        "case.prefiling_open": _("Opened what was filed in advance"),
        "case.prefiled": _("Filed a step in advance"),
        "case.evidence": _("Added evidence files to a case"),
        "case.evidence_removed": _("Took an evidence file off a case"),
        "case.file": _("Opened an evidence file of a case"),
        "case.lesson": _("Wrote the lesson of a case"),
        "case.lesson_agreed": _("Agreed to the publication of a lesson"),
        "case.effect_notice": _("Told evaluators what a case must not touch"),
        "case.effect_checked": _("Checked whether an evaluation honoured a case"),
        "case.revised": _("Revised a case"),
        "case.stated": _("Added a statement to a case"),
        "case.received": _("Confirmed having received a letter of a case"),
        "case.kept_suspended": _("Kept a case suspended"),
        "case.findings": _("Recorded findings on a case"),
        "case.vote": _("Voted on a case"),
    })  # fmt: skip


def _name_acts_on_time_of_cases() -> None:
    name_acts({
        "case.extension_asked": _("Asked for more time in a case"),
        "case.extended": _("Extended a limit in a case"),
        "case.extension_refused": _("Refused more time in a case"),
        "case.risen": _("A late case rose to the unit above"),
        "case.limits": _("Set the limits of cases in a unit"),
    })  # fmt: skip


def _name_acts_of_criteria() -> None:
    name_acts({
        "criteria.drafted": _("Began a draft of criteria"),
        "criteria.line_added": _("Added a criterion to a draft"),
        "criteria.line_changed": _("Changed a criterion of a draft"),
        "criteria.line_moved": _("Moved a criterion of a draft"),
        "criteria.line_removed": _("Removed a criterion from a draft"),
        "criteria.line_restored": _("Put a criterion back into a draft"),
        "criteria.discarded": _("Discarded a draft of criteria"),
        "criteria.published": _("Published a criteria set"),
        "criteria.archived": _("Archived a criteria set"),
    })  # fmt: skip


def _name_acts_on_time() -> None:
    name_acts({
        "problem.supervise": _("Put a problem under supervision"),
        "problem.relieve": _("Ended a supervision"),
        "answer.write": _("Wrote a public answer"),
        "answer.publish": _("Published an answer"),
        "answer.withdraw": _("Deleted a public answer"),
        "limits.set": _("Set the limits of a unit"),
        "calendar.day": _("Entered a day of the calendar"),
        "calendar.drop": _("Took a day out of the calendar"),
        "calendar.year": _("Said that a year of the calendar is whole"),
        "calendar.reopen": _("Said that a year of the calendar is not whole"),
    })  # fmt: skip


def _name_acts_on_digests() -> None:
    name_acts({
        "digest.build": _("Built a digest"),
        "digest.cancel": _("Stopped the making of a digest"),
        "digest.remark": _("Wrote remarks in a digest"),
        "digest.open": _("Opened a digest"),
        "digest.release": _("Released a digest"),
        "digest.acknowledge": _("Acknowledged a digest"),
        "digest.send_again": _("Sent a digest again"),
        "instruction.given": _("Gave an instruction"),
        "instruction.answered": _("Answered an instruction"),
        "instruction.accepted": _("Accepted the answer to an instruction"),
        "instruction.returned": _("Returned the answer to an instruction"),
    })  # fmt: skip


def name_all() -> None:
    """Give every act of the rooms above `accounts` its name."""
    _name_steps_of_cases()
    _name_commands()
    _name_acts_on_cases()
    _name_acts_on_time_of_cases()
    _name_acts_of_grouping()
    _name_acts_on_time()
    _name_acts_of_criteria()
    _name_acts_on_the_register()
    _name_acts_on_digests()
    name_acts({
        "report.open": _("Opened a report"),
        "report.answer": _("Answered a report"),
        "report.decline": _("Declined a report"),
        "report.join": _("Joined a report to a problem"),
        "report.file": _("Opened a reporter's file"),
        "report.leave": _("Took a report out of a problem"),
        "problem.open": _("Opened a problem"),
        "problem.assign": _("Assigned a problem"),
        "problem.hand_back": _("Handed a problem back"),
        "problem.promise": _("Promised a remedy"),
        "problem.result": _("Attached to a remedy what others can take over"),
        "problem.result_removed": _("Took a file off a remedy"),
        "problem.implement": _("Carried out a remedy"),
        "problem.cause": _("Said why a burden is there"),
        "problem.keep": _("Decided that a burden stays"),
        "problem.publish": _("Put a problem on the public board"),
        "problem.unpublish": _("Took a problem off the public board"),
        "code.order": _("Ordered tear-off codes"),
        "code.void": _("Voided tear-off codes"),
        "code.rule": _("Set whether a unit asks for tear-off codes"),
        "words.add": _("Added words to the search"),
        "words.remove": _("Took words out of the search"),
        "words.off": _("Switched words of the search off"),
        "words.on": _("Switched words of the search on"),
    })  # fmt: skip
