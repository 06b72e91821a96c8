"""The only writers of the anonymous channel; owns no rule: those stand in `anonymity` and `workflow`.

The reporter's side takes no actor, and leaves a sealed row and nothing else: no task, no audit entry, no mark, no time.
"""

from feedback.services.release import release_due
from feedback.services.reply import add_message
from feedback.services.submit import submit_report
from feedback.services.verdicts import give_verdict

__all__ = ["add_message", "give_verdict", "release_due", "submit_report"]
