"""The roles of the table: the columns, and rows that many addresses share."""

STAFF = (
    "handler", "leader", "superior", "outsider", "intake", "secretary", "verifier", "panel_member", "chair",
    "applicant", "issuer", "system_admin", "security_admin", "audit_admin",
)  # fmt: skip
EVERYONE = ("anonymous", *STAFF)
PUBLIC = dict.fromkeys(EVERYONE, 200)
