"""What each role gets at the addresses of the room `search`."""

_EVERYONE = (
    "anonymous", "handler", "leader", "superior", "outsider", "intake", "secretary", "verifier", "panel_member",
    "chair", "applicant", "system_admin", "security_admin", "audit_admin",
)  # fmt: skip

ANSWERS: dict[str, dict[str, int]] = {
    "search": dict.fromkeys(_EVERYONE, 200),
    "work_search": {**dict.fromkeys(_EVERYONE, 200), "anonymous": 302},
}
