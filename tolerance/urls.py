"""The addresses of the room `tolerance`."""

from django.urls import URLPattern, URLResolver, path

from tolerance.views import cases, criteria, drafting, filing, findings, letters, recusal, selfcheck, steps

urlpatterns: list[URLPattern | URLResolver] = [
    path("criteria/", criteria.criteria, name="criteria"),
    path("criteria/check/", selfcheck.criteria_check, name="criteria_check"),
    path("criteria/<slug:version>/", criteria.criteria_set, name="criteria_set"),
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
    path("work/cases/", cases.cases, name="cases"),
    path("work/cases/new/", filing.case_new, name="case_new"),
    path("work/cases/<uuid:case_id>/", cases.case, name="case"),
    path("work/cases/<uuid:case_id>/edit/", filing.case_edit, name="case_edit"),
    path("work/cases/<uuid:case_id>/findings/", findings.case_findings, name="case_findings"),
    path("work/cases/<uuid:case_id>/recusal/", recusal.case_recusal, name="case_recusal"),
    path(
        "work/cases/<uuid:case_id>/recusal/<int:recusal_id>/", recusal.case_recusal_settle, name="case_recusal_settle"
    ),
    path("work/cases/<uuid:case_id>/reviewers/", steps.case_reviewers, name="case_reviewers"),
    path("work/cases/<uuid:case_id>/vote/", steps.case_vote, name="case_vote"),
    path("work/cases/<uuid:case_id>/steps/<slug:target>/", steps.case_step, name="case_step"),
    path("work/cases/<uuid:case_id>/letters/<uuid:letter_id>.pdf", letters.letter_pdf, name="letter_pdf"),
]
