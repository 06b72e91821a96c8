"""What allauth asks of us: no sign-up, and no address in its rate limits."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Closes sign-up and answers every question for an address with the same word."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by the system administrator alone."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return one constant: allauth would put the address into cache keys (contract 1)."""
        return "0.0.0.0"  # noqa: S104  # not an address to bind to
