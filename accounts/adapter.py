"""What allauth asks of us: no sign-up, no address in its rate limits, and passwords changed by our own service."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from accounts import services
from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Closes sign-up and answers every question for an address or an agent with the same word."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by the system administrator alone."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return one constant: allauth would put the address into cache keys (contract 1)."""
        return "0.0.0.0"  # noqa: S104  # not an address to bind to

    def get_http_user_agent(self, request: HttpRequest) -> str:
        """Return nothing: allauth would put the agent into e-mails (contract 1)."""
        return ""

    def set_password(self, user: User, password: str) -> None:
        """Store the password that its owner chose."""
        services.change_password(user=user, password=password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return the workplace's first page, which the old password may have barred until now."""
        return reverse("work")
