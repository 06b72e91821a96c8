"""Kills a process before each statement of an act in turn, on a database of its own: for `test_killed.py`.

It prints what was wrong afterwards as JSON. Each act runs in a fork that sends itself SIGKILL, so that nothing can be
tidied up; what follows the last statement is what follows the commit.
"""

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402  # settings come first

from accounts.models import Unit  # noqa: E402
from feedback import receipts  # noqa: E402
from feedback.intake import Content  # noqa: E402
from feedback.models import Message, PooledEntry, Report  # noqa: E402
from feedback.services import add_message, release_due, submit_report  # noqa: E402
from feedback.services.withdraw import withdraw_report  # noqa: E402

DAY = date(2026, 3, 2)


def killed(act: Callable[[], object], at: int) -> bool:
    """Run `act` in a fork that is killed before its statement number `at`; return whether it came to that."""
    connection.close()
    child = os.fork()
    if child == 0:
        _run_until(act, at)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _run_until(act: Callable[[], object], at: int) -> None:
    done = 0

    def counting(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal done
        done += 1
        if done == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counting):
        act()
    os._exit(0)


def walk(act: Callable[[], object], check: Callable[[], list[str]]) -> dict[str, Any]:
    """Kill `act` before its first statement, its second, and so on until it comes to its end; check after each."""
    step, faults = 0, []
    while killed(act, step + 1):
        step += 1
        faults += [f"after {step}: {fault}" for fault in check()]
    return {"steps": step, "faults": faults + [f"at the end: {fault}" for fault in check()]}


def send(words: str, receipt: str) -> None:
    unit = Unit.objects.get()
    submit_report(
        receipt=receipt, content=Content(category="B03", words=words, receiving_unit=unit.pk), today=DAY
    )  # fmt: skip


def everything(sent: dict[str, str], messages: int) -> list[str]:
    """Return what is lost, doubled or too late."""
    digests = [receipts.digest(receipt) for receipt in sent]
    pooled = PooledEntry.objects.filter(kind="report").values_list("receipt_digest", flat=True)
    there = Counter([*pooled, *Report.objects.values_list("receipt_digest", flat=True)])
    waiting = PooledEntry.objects.filter(kind="message").count()
    faults = [f"{there[digest]} copies" for digest in digests if there[digest] != 1]
    if waiting + Message.objects.count() != messages:
        faults.append("a message is lost or doubled")
    if Report.objects.filter(released_on__gt=DAY + timedelta(days=3)).exists():
        faults.append("too late")
    if Report.objects.exists() and PooledEntry.objects.exists():
        faults.append("half a batch")
    return faults


def main() -> None:
    Unit.objects.create(name="county", receives_reports=True)
    sent: dict[str, str] = {}
    lone = receipts.new()
    sending = walk(lambda: send("甲", lone), list)
    send("甲", lone)  # the reporter presses the button again
    for words in "甲乙丙丁":
        receipt = lone if words == "甲" else receipts.new()
        sent[receipt] = words
        send(words, receipt)
        add_message(receipt=receipt, text=f"{words}补充", today=DAY)
    releasing = walk(lambda: release_due(today=DAY + timedelta(days=3)), lambda: everything(sent, 4))
    released = sorted(Report.objects.values_list("words", flat=True))
    withdrawing = walk(
        lambda: withdraw_report(receipt=lone),
        lambda: (
            ["half gone"]
            * (Report.objects.filter(words="甲").exists() != Message.objects.filter(text="甲补充").exists())
        ),
    )
    left = [Report.objects.there().count(), Message.objects.count(), PooledEntry.objects.count()]
    sys.stdout.write(
        json.dumps(
            {"sending": sending, "releasing": releasing, "withdrawing": withdrawing, "words": released, "left": left}
        )
    )


if __name__ == "__main__":
    main()
