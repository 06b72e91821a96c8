"""The addresses around the time that a case takes: limits of units, and more time for a phase."""

from django.urls import URLPattern, URLResolver, path

from tolerance.views import by_code, extending, limits, risen

urlpatterns: list[URLPattern | URLResolver] = [
    path("work/cases/late/", risen.cases_risen, name="cases_risen"),
    path("work/cases/limits/", limits.case_limits, name="case_limits"),
    path("work/cases/<uuid:case_id>/extension/", extending.case_extension, name="case_extension"),
    path(
        "work/cases/<uuid:case_id>/extension/<int:extension_id>/", extending.case_extension_answer,
        name="case_extension_answer",
    ),
    path("case/extension/", by_code.case_code_extension, name="case_code_extension"),
]  # fmt: skip
