"""The addresses of criteria as they are drafted and of what applicants hand in; the others are in `urls`."""

from django.urls import URLPattern, URLResolver, path

from tolerance.views import agenda, by_code, by_code_heard, criteria, drafting, evidence, filing, prefiling

urlpatterns: list[URLPattern | URLResolver] = [
    path("criteria/<slug:version>.pdf", criteria.criteria_pdf, name="criteria_pdf"),
    path("criteria/<slug:version>/compare/<slug:other>/", criteria.criteria_compare, name="criteria_compare"),
    path("work/criteria/", drafting.criteria_sets, name="criteria_sets"),
    path("work/criteria/<slug:version>/", drafting.criteria_draft, name="criteria_draft"),
    path("work/criteria/<slug:version>/publish/", drafting.criteria_publish, name="criteria_publish"),
    path("work/criteria/<slug:version>/discard/", drafting.criteria_discard, name="criteria_discard"),
    path("work/criteria/<slug:version>/archive/", drafting.criteria_archive, name="criteria_archive"),
    path("work/criteria/<slug:version>/lines/new/", drafting.criterion_new, name="criterion_new"),
    path("work/criteria/<slug:version>/lines/<slug:code>/", drafting.criterion_edit, name="criterion_edit"),
    path("work/criteria/<slug:version>/lines/<slug:code>/act/", drafting.criterion_act, name="criterion_act"),
    path("work/cases/<uuid:case_id>/files/", evidence.evidence_add, name="evidence_add"),
    path("work/cases/<uuid:case_id>/files/<int:position>/", evidence.evidence_file, name="evidence_file"),
    path("work/cases/<uuid:case_id>/files/<int:position>/preview/", evidence.evidence_preview, name="evidence_preview"),
    path("work/cases/<uuid:case_id>/files/<int:position>/remove/", evidence.evidence_remove, name="evidence_remove"),
    path("work/cases/calendar/", agenda.case_calendar, name="case_calendar"),
    path("work/cases/dates.ics", agenda.case_dates, name="case_dates"),
    path("work/prefilings/", prefiling.prefilings, name="prefilings"),
    path("work/prefilings/new/", prefiling.prefiling_new, name="prefiling_new"),
    path("work/prefilings/<uuid:prefiling_id>/", prefiling.prefiling, name="prefiling"),
    path("work/prefilings/<uuid:prefiling_id>.pdf", prefiling.prefiling_pdf, name="prefiling_pdf"),
    path("case/", by_code.case_code, name="case_code"),
    path("case/file/", by_code.case_code_file, name="case_code_file"),
    path("case/follow/", by_code.case_code_follow, name="case_code_follow"),
    path("case/act/", by_code.case_code_act, name="case_code_act"),
    path("case/statement/", by_code_heard.case_code_statement, name="case_code_statement"),
    path("case/object/", by_code_heard.case_code_object, name="case_code_object"),
    path("case/agree/", by_code_heard.case_code_agree, name="case_code_agree"),
    path("case/received/", by_code_heard.case_code_received, name="case_code_received"),
    path("work/cases/<uuid:case_id>/statement/", filing.case_statement, name="case_statement"),
    path("case/letter/", by_code.case_code_letter, name="case_code_letter"),
]
