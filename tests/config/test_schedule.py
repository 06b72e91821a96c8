"""The product's own schedule: names are unique, and every task can be found again by its path."""

import pytest
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from config.schedule import DUTIES, JOBS
from jobs.schedule import Job
from jobs.worker import Worker


def test_names_are_unique() -> None:
    assert len({job.name for job in JOBS}) == len(JOBS)


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_task_is_found_by_its_path(job: Job) -> None:
    assert import_string(job.task.module_path) is job.task


@pytest.mark.django_db
def test_whole_schedule_runs_on_an_empty_database() -> None:
    Worker(duties=DUTIES, jobs=JOBS).work_off()
    assert [row.status for row in DBTaskResult.objects.all()] == ["SUCCESSFUL"] * len(JOBS)
