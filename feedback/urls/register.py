"""The addresses of the register of tasks, for the workplace."""

from django.urls import URLPattern, URLResolver, path

from feedback.views import cleanups, deciding_items, duplicates, exports, imports, task_acts, tasks

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
    path("work/rounds/", cleanups.cleanups, name="cleanups"),
    path("work/rounds/open/", cleanups.begin, name="cleanup_open"),
    path("work/rounds/<int:key>/", cleanups.cleanup, name="cleanup"),
    path("work/rounds/<int:key>/close/", cleanups.close, name="cleanup_close"),
    path("work/rounds/<int:key>/undo/", deciding_items.undo, name="cleanup_undo"),
    path("work/rounds/<int:key>/record/", cleanups.record, name="cleanup_record"),
    path("work/rounds/<int:key>/items/<int:position>/", deciding_items.item, name="cleanup_item"),
    path("work/rounds/<int:key>/items/<int:position>/decide/", deciding_items.decide, name="cleanup_decide"),
    path("work/rounds/<int:key>/items/<int:position>/reopen/", deciding_items.reopen, name="cleanup_reopen"),
    path("work/reports/<uuid:key>/task/", task_acts.report_task, name="report_task"),
    path("work/problems/<uuid:key>/task/", task_acts.problem_task, name="problem_task"),
]
