"""The addresses of the workplace in the room `feedback`."""

from django.urls import URLPattern, URLResolver, path

from feedback.views import code_rules, codes, deciding, files, inbox, problems, proposals, regrouping, replies, triage

urlpatterns: list[URLPattern | URLResolver] = [
    path("work/reports/", inbox.inbox, name="inbox"),
    path("work/reports/<uuid:key>/", inbox.detail, name="report_detail"),
    path("work/reports/<uuid:key>/answer/", triage.answer, name="report_answer"),
    path("work/reports/<uuid:key>/decline/", triage.decline, name="report_decline"),
    path("work/reports/<uuid:key>/restate/", triage.restate, name="report_restate"),
    path("work/reports/<uuid:key>/join/", triage.join, name="report_join"),
    path("work/reports/<uuid:key>/leave/", triage.leave, name="report_leave"),
    path("work/alike/", proposals.proposals, name="proposals"),
    path("work/alike/<uuid:key>/", proposals.detail, name="proposal_detail"),
    path("work/alike/<uuid:key>/restate/", proposals.restate, name="proposal_restate"),
    path("work/alike/<uuid:key>/join/", proposals.join, name="proposal_join"),
    path("work/alike/<uuid:key>/dismiss/", proposals.dismiss, name="proposal_dismiss"),
    path("work/replies/", replies.replies, name="replies"),
    path("work/reports/<uuid:key>/files/<int:position>/", files.download, name="report_file"),
    path("work/reports/<uuid:key>/files/<int:position>/preview/", files.preview, name="report_file_preview"),
    path("work/problems/", problems.problems, name="problems"),
    path("work/problems/<uuid:key>/", problems.detail, name="problem_detail"),
    path("work/problems/<uuid:key>/assign/", deciding.assign, name="problem_assign"),
    path("work/problems/<uuid:key>/hand-back/", deciding.hand_back, name="problem_hand_back"),
    path("work/problems/<uuid:key>/promise/", deciding.promise, name="problem_promise"),
    path("work/problems/<uuid:key>/remedies/<int:remedy>/implement/", deciding.implement, name="remedy_implement"),
    path("work/problems/<uuid:key>/keep/", deciding.keep, name="problem_keep"),
    path("work/problems/<uuid:key>/merge/", regrouping.merge, name="problem_merge"),
    path("work/problems/<uuid:key>/merged/<uuid:merged>/undo/", regrouping.unmerge, name="problem_unmerge"),
    path("work/problems/<uuid:key>/split/", regrouping.split, name="problem_split"),
    path("work/problems/<uuid:key>/publish/", deciding.publish, name="problem_publish"),
    path("work/problems/<uuid:key>/unpublish/", deciding.unpublish, name="problem_unpublish"),
    path("work/codes/", codes.codes, name="codes"),
    path("work/codes/order/", codes.order, name="codes_order"),
    path("work/codes/<int:key>/void/", codes.void, name="codes_void"),
    path("work/codes/rules/", code_rules.code_rules, name="code_rules"),
]
