"""The addresses of the room `tolerance`."""

from django.urls import URLPattern, URLResolver, path

from tolerance import filing_urls, procedure_urls, time_urls
from tolerance.views import cases, criteria, filing, findings, letters, recusal, selfcheck, steps

urlpatterns: list[URLPattern | URLResolver] = [
    *filing_urls.urlpatterns,
    *procedure_urls.urlpatterns,
    *time_urls.urlpatterns,
    path("criteria/", criteria.criteria, name="criteria"),
    path("criteria/check/", selfcheck.criteria_check, name="criteria_check"),
    path("criteria/procedure/", criteria.procedure, name="procedure"),
    path("criteria/<slug:version>/", criteria.criteria_set, name="criteria_set"),
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
    path(
        "work/cases/<uuid:case_id>/letters/<uuid:letter_id>/received/", letters.letter_received, name="letter_received"
    ),
]
