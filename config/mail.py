"""The mail server as one URL; owns how it is read, and nothing of what is sent."""

from urllib.parse import unquote, urlsplit

from config.environment import BadEnvironmentError

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
SECONDS = 30


def mail_settings(url: str, sender: str) -> dict[str, object]:
    """Return Django's settings for a mail server.

    Args:
        url: such as `smtp://host:25`, `smtp+starttls://user:password@host:587` or `smtps://…`; "" for none.
        sender: the address that letters come from.

    Raises:
        BadEnvironmentError: the URL cannot be understood, or there is a server and no sender.
    """
    parts = urlsplit(url)
    if url and (parts.scheme not in PORTS or not parts.hostname):
        raise BadEnvironmentError("QZ_SMTP_URL must look like smtp+starttls://user:password@mail.example:587.")
    if url and "@" not in sender:
        raise BadEnvironmentError("QZ_MAIL_FROM must be an address when QZ_SMTP_URL is set.")
    return {
        "EMAIL_HOST": parts.hostname or "",
        "EMAIL_PORT": parts.port or PORTS.get(parts.scheme, 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+starttls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": SECONDS,
        "DEFAULT_FROM_EMAIL": sender,
    }
