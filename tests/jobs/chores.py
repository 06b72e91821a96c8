"""Tasks and a schedule for the tests of the worker; they leave traces in plain files."""

import os
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django_tasks import task

from jobs.schedule import Job

SECRET = "张三的原话"


@task()
def add(first: int, second: int) -> int:
    return first + second


@task()
def break_down() -> None:
    raise ValueError(SECRET)


@task()
def linger(seconds: float) -> int:
    """Leave the process id, so that the test can kill the right process, and wait."""
    folder = Path(settings.DATA_DIR)
    with (folder / "started").open("a") as started:
        started.write(f"{os.getpid()}\n")
    if len((folder / "started").read_text().split()) == 1:
        time.sleep(seconds)
    return 7


DUTIES = ()
JOBS = (Job("tests.add", add, timedelta(hours=1)),)
