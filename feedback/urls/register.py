"""The addresses of the register of tasks, for the workplace."""

from django.urls import URLPattern, URLResolver, path

from feedback.views import duplicates, exports, imports, task_acts, tasks

urlpatterns: list[URLPattern | URLResolver] = [
    path("work/tasks/", tasks.tasks, name="tasks"),
    path("work/tasks/new/", task_acts.new, name="task_new"),
    path("work/tasks/<uuid:key>/", tasks.detail, name="task_detail"),
    path("work/tasks/<uuid:key>/edit/", task_acts.edit, name="task_edit"),
    path("work/tasks/<uuid:key>/seen/", task_acts.seen, name="task_seen"),
    path("work/tasks/duplicates/", duplicates.duplicates, name="duplicates"),
    path("work/tasks/duplicates/<int:key>/different/", duplicates.dismiss, name="duplicate_dismiss"),
    path("work/tasks/duplicates/<int:key>/same/", duplicates.restore, name="duplicate_restore"),
    path("work/tasks/import/", imports.upload, name="tasks_import"),
    path("work/tasks/import/confirm/", imports.confirm, name="tasks_import_confirm"),
    path("work/tasks/import/template/<str:kind>/", imports.template, name="tasks_template"),
    path("work/tasks/export/", imports.export, name="tasks_export"),
    path("work/problems/export/", exports.problems, name="problems_export"),
    path("work/reports/<uuid:key>/task/", task_acts.report_task, name="report_task"),
    path("work/problems/<uuid:key>/task/", task_acts.problem_task, name="problem_task"),
]
