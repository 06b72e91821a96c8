"""The addresses of the room `accounts`: signing in and out, and the pages of the three administrators."""

from django.urls import URLPattern, URLResolver, path

from accounts.views import audit, signing, units, user, users

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/login/", signing.login, name="account_login"),
    path("account/logout/", signing.logout, name="account_logout"),
    path("account/password/", signing.password, name="account_change_password"),
    path("account/closed/", signing.closed, name="account_inactive"),
    path("work/admin/users/", users.users, name="users"),
    path("work/admin/users/<int:user_id>/", user.user, name="user"),
    path("work/admin/users/<int:user_id>/password/", user.reset, name="user_reset"),
    path("work/admin/users/<int:user_id>/email/", user.email, name="user_email"),
    path("work/admin/users/<int:user_id>/close/", user.close, name="user_close"),
    path("work/admin/users/<int:user_id>/open/", user.reopen, name="user_reopen"),
    path("work/admin/users/<int:user_id>/revoke/", user.revoke, name="user_revoke"),
    path("work/admin/units/", units.units, name="units"),
    path("work/admin/units/add/", units.add, name="unit_add"),
    path("work/admin/units/<int:unit_id>/", units.edit, name="unit_edit"),
    path("work/admin/audit/", audit.trail, name="audit"),
]
