"""The public addresses of the room `feedback`. None of them ever holds a receipt or an identifier of a report."""

from django.urls import URLPattern, URLResolver, path

from feedback.views import follow, report, verdict, withdraw

urlpatterns: list[URLPattern | URLResolver] = [
    path("report/", report.write, name="report"),
    path("report/known/", report.known, name="report_known"),
    path("report/check/", report.check, name="report_check"),
    path("report/keep/", report.keep, name="report_keep"),
    path("report/send/", report.send, name="report_send"),
    path("follow/", follow.thread, name="follow"),
    path("follow/add/", follow.add, name="follow_add"),
    path("follow/withdraw/", withdraw.withdraw, name="follow_withdraw"),
    path("follow/verdict/", verdict.judge, name="follow_verdict"),
]
