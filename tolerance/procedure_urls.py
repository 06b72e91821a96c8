"""The addresses around a case's procedure: what follows from its outcome, and the page that checks a letter."""

from django.urls import URLPattern, URLResolver, path

from tolerance.views import effects, lessons, precedents, verify

urlpatterns: list[URLPattern | URLResolver] = [
    path("verify/", verify.verify, name="verify"),
    path("precedents/", lessons.precedents, name="precedents"),
    path("precedents/<slug:key>/", lessons.precedent, name="precedent"),
    path("work/lessons/", lessons.work_lessons, name="work_lessons"),
    path("work/lessons/<slug:key>/", lessons.work_lesson, name="work_lesson"),
    path("work/cases/consistency/", precedents.consistency, name="consistency"),
    path("work/cases/effects/", effects.effects_due, name="effects_due"),
    path("work/cases/<uuid:case_id>/effects/", effects.case_effects, name="case_effects"),
    path("work/cases/<uuid:case_id>/effects/<int:check_id>/", effects.case_effect_check, name="case_effect_check"),
    path("work/cases/<uuid:case_id>/lesson/", precedents.case_lesson, name="case_lesson"),
    path("work/cases/<uuid:case_id>/lesson/act/", precedents.case_lesson_act, name="case_lesson_act"),
]
