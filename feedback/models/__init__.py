"""The rows of the anonymous channel; owns their integrity, never a rule about who may see or change them."""

from feedback.models.answer import PublicAnswer
from feedback.models.bucket import Bucket
from feedback.models.cleanup import Cleanup, CleanupItem
from feedback.models.clock import Clock, Rise, Stage, Supervision, UnitLimits
from feedback.models.code import Code, CodeBatch, CodeRule, SpentMark
from feedback.models.duplicate import DuplicateRequest
from feedback.models.files import PooledFile, ReportFile
from feedback.models.me_too import MeToo, VoicesTold
from feedback.models.merge import Merge
from feedback.models.pool import PooledEntry
from feedback.models.problem import Problem, ProblemEvent, Remedy
from feedback.models.proposal import Proposal
from feedback.models.receipt_key import ReceiptKey
from feedback.models.report import Message, Report
from feedback.models.result import Result
from feedback.models.task import Task
from feedback.models.told import QuarterTold
from feedback.models.verdict import Verdict

__all__ = [
    "Bucket", "Cleanup", "CleanupItem", "Clock", "Code", "CodeBatch", "CodeRule", "DuplicateRequest", "MeToo", "Merge",
    "Message", "PooledEntry", "PooledFile", "Problem", "ProblemEvent", "Proposal", "PublicAnswer", "QuarterTold",
    "ReceiptKey", "Remedy", "Report", "ReportFile", "Result", "Rise", "SpentMark", "Stage", "Supervision", "Task",
    "UnitLimits", "Verdict", "VoicesTold",
]  # fmt: skip
