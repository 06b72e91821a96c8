"""Signing in and out, and the own password; owns our wording around allauth's views, never a check of a password."""

from allauth.account.views import AccountInactiveView, LoginView, LogoutView, PasswordChangeView

from accounts.forms import PasswordForm, SignInForm

login = LoginView.as_view(form_class=SignInForm, template_name="accounts/login.html")
logout = LogoutView.as_view(template_name="accounts/logout.html")
password = PasswordChangeView.as_view(form_class=PasswordForm, template_name="accounts/password.html")
closed = AccountInactiveView.as_view(template_name="accounts/closed.html")
