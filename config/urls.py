"""The map of addresses; owns which room answers where."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from config import views
from config.calendar.views import calendar, change_year, drop_day
from config.operation import operation

_pages: list[URLPattern | URLResolver] = [
    path("", views.HomeView.as_view(), name="home"),
    path("promise/", views.PromiseView.as_view(), name="promise"),
    path("work/", views.work, name="work"),
    path("work/admin/operation/", operation, name="operation"),
    path("work/admin/calendar/", calendar, name="calendar"),
    path("work/admin/calendar/<int:year>/whole/", change_year, name="calendar_year"),
    path("work/admin/calendar/<int:year>/<int:month>/<int:day>/drop/", drop_day, name="calendar_drop"),
    path("", include("feedback.urls")),
    path("", include("tolerance.urls")),
    path("", include("digests.urls")),
    path("", include("search.urls")),
    path("", include("accounts.urls")),
]
if settings.STYLE_GUIDE:
    _pages.append(path("style/", views.StyleView.as_view(), name="style"))

urlpatterns = [
    path("favicon.ico", views.icon, name="icon"),
    *i18n_patterns(*_pages, prefix_default_language=False),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
